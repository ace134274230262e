using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>Answers to the letter, and refusals with their sentences, for what the city's model lacks.</summary>
public sealed class ReferenceFormTests(ReferenceService service) : IClassFixture<ReferenceService>
{
    public static TheoryData<string, string> Answers => new()
    {
        {
            "places(region='kawasaki',id=1)",
            """{"@odata.context":"$metadata#places/$entity","region":"kawasaki","id":1,"parentId":null,"address":{"city":"川崎区","position":{"latitude":35.5}},"openings":[],"colours":"Red,Blue","size":"Large","sizes":["Small","Large"]}"""
        },
        {
            "places(region='kawasaki',id=3)?$select=id,reference.Terminal/hall",
            """{"@odata.context":"$metadata#places(id,reference.Terminal/hall)/$entity","@odata.type":"#reference.Terminal","@odata.id":"places(region='kawasaki',id=3)","id":3,"hall":"中央"}"""
        },
        {
            "places(region='kawasaki',id=3)/reference.Station",
            """{"@odata.context":"$metadata#places/reference.Station/$entity","@odata.type":"#reference.Terminal","region":"kawasaki","id":3,"parentId":2,"address":{"city":"川崎区","position":{"latitude":35.5}},"openings":[{"from":"00:30:00","days":[],"door":{"latitude":0}},{"from":"12:30:00","days":["sun"],"door":{"latitude":12}}],"colours":"None","size":"Small","sizes":[],"platforms":8,"hall":"中央"}"""
        },
        { "places/reference.Terminal?$filter=hall ne null&$select=hall,region,id", """{"@odata.context":"$metadata#places/reference.Terminal(region,id,hall)","value":[{"region":"kawasaki","id":3,"hall":"中央"}]}""" },
        { "$all/reference.Terminal?$select=region,id&$top=1", """{"@odata.context":"$metadata#places/reference.Terminal(region,id)","value":[{"region":"kawasaki","id":3}]}""" },
        { "$all/reference.Route/$count", "3" },
        { "$all/$count", "49" },
        { "$all/$count?$filter=isof(reference.Terminal) or reference.Route/id ge 2", "4" },
        { "$all/$count?$filter=reference.Station/platforms eq 2 and reference.Place/id ge 2", "1" },
        { "$all/$count?$filter=reference.Place/address/city eq '幸区' or reference.Route/places/any(p:p/id eq 3)", "2" },
        {
            "$all?$filter=reference.Terminal/hall ne null or reference.Route/id eq 2&$count=true&$top=2",
            """{"@odata.context":"$metadata#Collection(Edm.EntityType)","@odata.count":2,"value":[{"@odata.context":"$metadata#places/$entity","@odata.type":"#reference.Terminal","region":"kawasaki","id":3,"parentId":2,"address":{"city":"川崎区","position":{"latitude":35.5}},"openings":[{"from":"00:30:00","days":[],"door":{"latitude":0}},{"from":"12:30:00","days":["sun"],"door":{"latitude":12}}],"colours":"None","size":"Small","sizes":[],"platforms":8,"hall":"中央"},{"@odata.context":"$metadata#routes/$entity","@odata.type":"#reference.Route","id":2}]}"""
        },
        { "$all/$ref?$skip=4&$top=2", """{"@odata.context":"$metadata#Collection($ref)","value":[{"@odata.id":"places(region='o%27%27hara%2F%E5%88%A5',id=2)"},{"@odata.id":"routes(1)"}]}""" },
        { "$all?$filter=false&$count=true", """{"@odata.context":"$metadata#Collection(Edm.EntityType)","@odata.count":0,"value":[]}""" },
        { "places/reference.Station(region='kawasaki',id=2)?$select=region,id,platforms", """{"@odata.context":"$metadata#places/reference.Station(region,id,platforms)/$entity","region":"kawasaki","id":2,"platforms":2}""" },
        { "places(region='kawasaki',id=2)/address", """{"@odata.context":"$metadata#places(region='kawasaki',id=2)/address","city":"幸区","position":{"latitude":35.53}}""" },
        { "places(region='kawasaki',id=2)/address?$select=city", """{"@odata.context":"$metadata#places(region='kawasaki',id=2)/address(city)","city":"幸区"}""" },
        { "places(region='kawasaki',id=2)/address/city", """{"@odata.context":"$metadata#places(region='kawasaki',id=2)/address/city","value":"幸区"}""" },
        { "places(region='kawasaki',id=2)/reference.Station/platforms", """{"@odata.context":"$metadata#places(region='kawasaki',id=2)/reference.Station/platforms","value":2}""" },
        { "places(region='kawasaki',id=2)/openings?$count=true&$top=1&$select=from", """{"@odata.context":"$metadata#places(region='kawasaki',id=2)/openings(from)","@odata.count":2,"value":[{"from":"05:30:00"}]}""" },
        { "places(region='kawasaki',id=1)/sizes", """{"@odata.context":"$metadata#places(region='kawasaki',id=1)/sizes","value":["Small","Large"]}""" },
        { "places?$top=1&$select=region,id,address/city,openings($count=true)", """{"@odata.context":"$metadata#places(region,id,address/city,openings)","value":[{"region":"kawasaki","id":1,"address":{"city":"川崎区"},"openings@odata.count":0,"openings":[]}]}""" },
        {
            "places?$top=1&$select=region,id&$expand=children/reference.Station($select=region,id;$top=1)",
            """{"@odata.context":"$metadata#places(region,id,children/reference.Station(region,id))","value":[{"region":"kawasaki","id":1,"children":[{"@odata.type":"#reference.Station","region":"kawasaki","id":2}]}]}"""
        },
        { "places?$select=region,id&$expand=reference.Station/main&$skip=1&$top=1", """{"@odata.context":"$metadata#places(region,id)","value":[{"@odata.type":"#reference.Station","region":"kawasaki","id":2,"main":{"id":1}}]}""" },
        { "places?$skip=1&$top=1&$select=reference.Station/*", """{"@odata.context":"$metadata#places(reference.Station/region,reference.Station/id,reference.Station/parentId,reference.Station/address,reference.Station/openings,reference.Station/colours,reference.Station/size,reference.Station/sizes,reference.Station/platforms)","value":[{"@odata.type":"#reference.Station","region":"kawasaki","id":2,"parentId":1,"address":{"city":"幸区","position":{"latitude":35.53}},"openings":[{"from":"05:30:00","days":["mon","tue"],"door":{"latitude":5}},{"from":"09:30:00","days":["sat"],"door":{"latitude":9}}],"colours":"Red","size":null,"sizes":[],"platforms":2}]}""" },
        { "places?$top=2&$select=region,id,reference.Station/address/city", """{"@odata.context":"$metadata#places(region,id,reference.Station/address/city)","value":[{"region":"kawasaki","id":1},{"@odata.type":"#reference.Station","region":"kawasaki","id":2,"address":{"city":"幸区"}}]}""" },
        { "places(region='kawasaki',id=2)/address?$compute=concat(city,'!') as loud&$select=loud", """{"@odata.context":"$metadata#places(region='kawasaki',id=2)/address(loud)","loud":"幸区!"}""" },
        {
            "places?$apply=filter(id eq 2)/compute(id add 1 as next)/orderby(region)/top(1)",
            """{"@odata.context":"$metadata#places(*,next)","value":[{"@odata.type":"#reference.Station","region":"kawasaki","id":2,"parentId":1,"address":{"city":"幸区","position":{"latitude":35.53}},"openings":[{"from":"05:30:00","days":["mon","tue"],"door":{"latitude":5}},{"from":"09:30:00","days":["sat"],"door":{"latitude":9}}],"colours":"Red","size":null,"sizes":[],"next@odata.type":"#Int32","next":3,"platforms":2}]}"""
        },
        {
            "places?$filter=id eq 1&$select=region,id&$expand=children($apply=compute(id add 1 as next)/filter(next gt 2);$select=id,next,reference.Station/platforms)&$top=1",
            """{"@odata.context":"$metadata#places(region,id,children(id,next,reference.Station/platforms))","value":[{"region":"kawasaki","id":1,"children":[{"@odata.type":"#reference.Station","@odata.id":"places(region='kawasaki',id=2)","id":2,"next@odata.type":"#Int32","next":3,"platforms":2}]}]}"""
        },
        { "places?$apply=addnested(children,filter(id gt 1) as c)&$select=region,id&$expand=c/$ref&$top=1", """{"@odata.context":"$metadata#places(region,id)","value":[{"region":"kawasaki","id":1,"c":[{"@odata.id":"places(region='kawasaki',id=2)"}]}]}""" },
        { "places(region='kawasaki',id=3)/openings?$apply=aggregate($count as n)", """{"@odata.context":"$metadata#places(region='kawasaki',id=3)/openings(n)","value":[{"n@odata.type":"#Decimal","n":2}]}""" },
        { "samples(2025-01-02)/palette", """{"@odata.context":"$metadata#samples(2025-01-02)/palette","value":["Red","Red,Blue"]}""" },
        { "samples?$schemaversion=*&$select=day&$top=1&$orderby=day desc", """{"@odata.context":"$metadata#samples(day)","value":[{"day":"2025-02-09"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answers_to_the_letter(string url, string expected) => Assert.Equal(expected, (await service.TextAsync(url)).Replace(service.Root, "", StringComparison.Ordinal));

    [Fact]
    public async Task Full_metadata_names_every_type_that_json_does_not_tell()
    {
        var text = await service.TextAsync("places(region='kawasaki',id=2)?$select=id,address,openings($top=1),colours,sizes,reference.Station/platforms", ("Accept", "application/json;odata.metadata=full"));
        var row = JsonDocument.Parse(text).RootElement;

        Assert.Equal(
            "@odata.type=#reference.Station id@odata.type=#Int32 colours@odata.type=#reference.Colours sizes@odata.type=#Collection(reference.Size) platforms@odata.type=#Int32 openings@odata.type=#Collection(reference.Opening)",
            string.Join(' ', row.EnumerateObject().Where(p => p.Name.EndsWith("@odata.type", StringComparison.Ordinal)).Select(p => $"{p.Name}={p.Value}")));
        Assert.Equal("""{"@odata.type":"#reference.Address","city":"幸区","position":{"@odata.type":"#reference.Position","latitude":35.53}}""", row.GetProperty("address").GetRawText());
        Assert.Equal(
            """[{"@odata.type":"#reference.Opening","from@odata.type":"#TimeOfDay","from":"05:30:00","days@odata.type":"#Collection(String)","days":["mon","tue"],"door":{"@odata.type":"#reference.Position","latitude":5}}]""",
            row.GetProperty("openings").GetRawText());
    }

    [Fact]
    public async Task No_metadata_keeps_the_counts()
    {
        Assert.Equal(
            """{"value":[{"id":2,"platforms":2,"openings@odata.count":2,"openings":[{"from":"05:30:00"}]}]}""",
            await service.TextAsync("places?$filter=id eq 2 and isof(reference.Station)&$select=id,reference.Station/platforms,openings($top=1;$count=true;$select=from)", ("Accept", "application/json;odata.metadata=none")));
    }

    [Theory]
    [InlineData(
        "places?$select=id,address,colours,reference.Station/platforms&$format=csv",
        "id,colours,platforms,address/city,address/position/latitude\r\n1,\"Red,Blue\",,川崎区,35.5\r\n2,Red,2,幸区,35.53\r\n3,None,8,川崎区,35.5\r\n1,Blue,2,x|y,-1\r\n2,Blue,,\"\",0\r\n")]
    [InlineData("places?$select=address/position&$top=1&$format=csv", "address/position/latitude\r\n35.5\r\n")]
    [InlineData("places?$filter=id eq 3&$select=id&$expand=parent($select=address/city,id)&$format=csv", "id,parent/address/city,parent/id\r\n3,幸区,2\r\n")]
    [InlineData("places?$select=id,reference.Station/address/city&$top=2&$format=csv", "id,address/city\r\n1,\r\n2,幸区\r\n")]
    [InlineData("places?$select=id,address($compute=concat(city,'!') as loud;$select=loud)&$top=1&$format=csv", "id,address/loud\r\n1,川崎区!\r\n")]
    [InlineData("places?$filter=id eq 3&$select=id&$expand=parent($select=id,twice;$compute=id mul 2 as twice;$expand=parent($compute=id mul 3 as thrice;$select=thrice))&$format=csv", "id,parent/id,parent/twice,parent/parent/thrice\r\n3,2,4,3\r\n")]
    [InlineData("samples?$select=spread,size&$top=2&$format=csv", "size,spread/left,spread/right\r\n,,\r\nLarge,l1,1\r\n")]
    public async Task Complex_values_become_columns_of_a_table(string url, string expected) => Assert.Equal(expected, await service.TextAsync(url));

    [Fact]
    public async Task Ids_lead_to_their_rows()
    {
        var ids = new HashSet<string>();
        foreach (var accept in (string[])["application/json;odata.metadata=full", "application/json"])
        {
            foreach (var row in await service.RowsAsync("places?$select=colours&$expand=children($select=colours),parent($select=colours)", ("Accept", accept)))
            {
                ids.UnionWith(Ids(row));
            }
        }

        Assert.Equal(5, ids.Count);
        foreach (var id in ids)
        {
            var row = JsonDocument.Parse(await service.TextAsync(id + "?$select=colours", ("Accept", "application/json;odata.metadata=full"))).RootElement;
            Assert.Equal(id, row.GetProperty("@odata.id").GetString());
        }
    }

    private static IEnumerable<string> Ids(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => p.Name == "@odata.id" ? [p.Value.GetString()!] : Ids(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Ids),
        _ => [],
    };

    [Theory]
    [InlineData("samples(2025-01-01)/spread", 204)]
    [InlineData("samples(2025-01-01)/spread/left", 204)]
    [InlineData("samples(2025-01-04)/detail", 204)]
    [InlineData("samples(2025-01-04)/detail/place/latitude/$value", 204)]
    [InlineData("samples(2025-01-04)/detail/openings", 200)]
    [InlineData("samples(1999-01-01)/detail/openings", 404)]
    [InlineData("samples(1999-01-01)/detail", 404)]
    [InlineData("places(region='kawasaki',id=1)/reference.Station", 404)]
    [InlineData("places(region='kawasaki',id=1)/reference.Station/platforms", 404)]
    [InlineData("places(region='kawasaki',id=1)/reference.Station/children", 404)]
    [InlineData("places(region='kawasaki',id=2)/parent/reference.Station", 404)]
    [InlineData("places(region='kawasaki',id=1)/parent", 204)]
    [InlineData("places/reference.Terminal(region='kawasaki',id=2)", 404)]
    [InlineData("places(region='kawasaki',id=2)/reference.Station/children/$ref", 200)]
    public async Task What_is_null_or_of_another_type_has_its_status(string url, int status)
    {
        using var response = await service.SendAsync(url);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("places?$filter=reference.Route/id eq 1", 400, "column 1: Route does not derive from Place: the cast never succeeds.")]
    [InlineData("places?$filter=reference.Statoin/id eq 1", 400, "column 1: There is no type 'reference.Statoin'. Did you mean 'reference.Station'?")]
    [InlineData("places/reference.Route", 400, "column 8: Route does not derive from Place: nothing in places can be cast to it.")]
    [InlineData("places?$filter=platforms gt 1", 400, "column 1: Place has no property 'platforms'.")]
    [InlineData("places?$filter=address eq 'x'", 400, "column 1: 'address' leads to a row of Address, a value is expected. Add a property: 'address/city'.")]
    [InlineData("places?$orderby=address", 400, "column 1: 'address' leads to a row of Address, a value is expected. Add a property: 'address/city'.")]
    [InlineData("places?$filter=address/cty eq 'x'", 400, "column 9: Address has no property 'cty'. Did you mean 'city'?")]
    [InlineData("places?$filter=openings eq null", 400, "column 1: 'openings' leads to many rows, a value is expected. Use 'openings/any(x:...)', 'openings/all(x:...)' or 'openings/$count'.")]
    [InlineData("places?$filter=openings/from eq 09:00", 400, null)]
    [InlineData("places?$filter=colours eq 'Green'", 400, "column 12: 'Green' is not a value of Colours. Its members are None, Red, Blue.")]
    [InlineData("places?$filter=colours eq reference.Size'Small'", 400, null)]
    [InlineData("places?$filter=address has 'Red'", 400, null)]
    [InlineData("places?$filter=id has 1", 400, null)]
    [InlineData("places?$select=address/cty", 400, "column 9: Address has no property 'cty'. Did you mean 'city'?")]
    [InlineData("places?$select=id/x", 400, "column 1: Place has no complex property 'id'.")]
    [InlineData("places?$select=id($top=1)", 400, "column 1: Place has no complex property 'id'.")]
    [InlineData("places?$select=address($filter=true)", 400, "$filter has no meaning for one complex value.")]
    [InlineData("places?$select=openings($top=1),openings/from", 400, "column 18: openings is selected twice, once with options.")]
    [InlineData("places?$select=reference.Station", 400, "column 1: A property must follow the type.")]
    [InlineData("places?$select=reference.Station/address/cty", 400, "column 27: Address has no property 'cty'. Did you mean 'city'?")]
    [InlineData("places?$select=reference.Station/platforms($top=1)", 400, "column 1: Station has no complex property 'platforms'.")]
    [InlineData("places?$select=reference.Route/id", 400, "column 1: Route does not derive from Place: the cast never succeeds.")]
    [InlineData("places?$select=openings($search=x)", 501, "column 18: $search of Opening, which has no text, is not supported by this service.")]
    [InlineData("places?$apply=groupby((address))", 400, "column 10: 'address' leads to a row of Address, a property is expected. Add a property: 'address/city'.")]
    [InlineData("places?$apply=groupby((openings))", 400, null)]
    [InlineData("places?$expand=reference.Station", 400, "column 1: A navigation must follow the type.")]
    [InlineData("places?$expand=address", 400, "column 1: Place has a property, not a navigation, 'address'.")]
    [InlineData("places(region='kawasaki',id=2)/openings/0", 404, "column 41: The members of openings have no place to be named by: the collection is not declared to be ordered.")]
    [InlineData("places(region='kawasaki',id=2)/openings/$value", 404, null)]
    [InlineData("places(region='kawasaki',id=2)/address/$value", 404, null)]
    [InlineData("places(region='kawasaki',id=2)/address/cty", 404, "column 40: Address has no property 'cty'. Did you mean 'city'?")]
    [InlineData("places(region='kawasaki',id=2)/sizes?$apply=aggregate($count as n)", 400, "column 1: $apply takes rows or complex values, 'sizes' holds plain values. Use $filter, $orderby, $top and $skip.")]
    [InlineData("places(region='kawasaki',id=2)/address?$apply=aggregate($count as n)", 400, "$apply has no meaning for one complex value.")]
    [InlineData("places?$apply=addnested(parent,top(1) as p)", 400, "column 18: 'parent' leads to one row, which only identity, compute and addnested take.")]
    [InlineData("places?$apply=join(sizes as s)", 400, "column 6: 'sizes' is a property, a navigation that leads to many rows is expected.")]
    [InlineData("places?$apply=concat(groupby((address/city)),groupby((id))/compute(id as address))", 400, "column 1: 'address' is a value in one part and an object in another.")]
    [InlineData("places(region='kawasaki',id=2)/openings?$expand=x", 400, "$expand has no meaning for a collection that a row holds.")]
    [InlineData("places(region='kawasaki',id=2)/openings?$skiptoken=x", 400, "$skiptoken has no meaning for a collection that a row holds.")]
    [InlineData("places(region='kawasaki',id=2)/address?$filter=true", 400, "$filter has no meaning for one complex value.")]
    [InlineData("places(region='kawasaki')", 400, "column 7: The key of Place has 2 values, here is 1. Write it as (region='...',id=...).")]
    [InlineData("places/x", 400, "column 8: The key of Place has 2 values: write it in parentheses.")]
    [InlineData("places/$each", 400, null)]
    [InlineData("$entity", 400, "$entity needs the id of a row. Write it as $entity?$id=places(region='...',id=...).")]
    [InlineData("places?$filter=$root/places eq 1", 400, null)]
    [InlineData("$all?$filter=platforms gt 1", 400, "column 1: EntityType has no property 'platforms'.")]
    [InlineData("$all/reference.Address", 400, "column 6: Address is no type of rows: $all has none of it.")]
    [InlineData("places?$at=2025-01-01T00:00:00Z", 501, null)]
    [InlineData("places?$search=x", 501, null)]
    [InlineData("places?$format=csv", 406, "The answer cannot be text/csv: openings holds many objects. Leave it out by $select, or ask for application/json.")]
    [InlineData("places?$select=openings($top=1)&$format=csv", 406, "The answer cannot be text/csv: openings holds many values under conditions, which are no column. Leave it out by $select, or ask for application/json.")]
    public async Task What_is_wrong_or_not_built_is_refused(string url, int status, string? message)
    {
        using var response = await service.SendAsync(url);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(status == (int)response.StatusCode, $"{url}: {(int)response.StatusCode} {body}");
        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        Assert.Equal(message ?? error.GetProperty("message").GetString(), error.GetProperty("message").GetString());
    }
}
