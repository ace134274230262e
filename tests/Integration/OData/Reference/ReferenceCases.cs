using Xunit;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>The table: what is asked of the reference model, and the plain SQL for it.</summary>
public sealed partial class ReferenceTests
{
    private const string Detail = "s.detail";

    /// <summary>Condition in OData, condition in SQL on `p` (places).</summary>
    public static TheoryData<string, string> Places => new()
    {
        // Complex values in columns.
        { "address/city eq '川崎区'", "p.address_city = '川崎区'" },
        { "address/position/latitude lt 35.51", "p.\"Address_Position_Latitude\" < 35.51" },
        { "address eq null", "false" },
        { "address ne null", "true" },
        { "parent/address/city eq '川崎区'", "exists (select 1 from reference.places q where q.\"Region\" = p.\"Region\" and q.\"Id\" = p.\"ParentId\" and q.address_city = '川崎区')" },
        { "parent/address eq null", "p.\"ParentId\" is null" },
        { "concat(address/city,'!') eq 'x|y!'", "p.address_city = 'x|y'" },
        { "address/reference.Address/city eq 'x|y'", "p.address_city = 'x|y'" },
        { "isof(address,reference.Address)", "true" },
        { "isof(address,reference.Position)", "false" },

        // Collections of complex values.
        { "openings/any()", "jsonb_array_length(p.openings) > 0" },
        { "not openings/any()", "jsonb_array_length(p.openings) = 0" },
        { "openings/any(o:o/from gt 09:00)", "exists (select 1 from jsonb_array_elements(p.openings) o where (o->>'From')::time > '09:00')" },
        { "openings/all(o:o/door/latitude lt 10)", "not exists (select 1 from jsonb_array_elements(p.openings) o where not ((o->'Door'->>'Latitude')::float8 < 10))" },
        { "openings/any(o:o/days/any(d:d eq 'sat'))", "exists (select 1 from jsonb_array_elements(p.openings) o where o->'Days' ? 'sat')" },
        { "openings/any(o:o/days/$count eq 2)", "exists (select 1 from jsonb_array_elements(p.openings) o where jsonb_array_length(o->'Days') = 2)" },
        { "openings/any(o:o/door/latitude eq $it/id add 7)", "exists (select 1 from jsonb_array_elements(p.openings) o where (o->'Door'->>'Latitude')::float8 = p.\"Id\" + 7)" },
        { "openings/$count eq 2", "jsonb_array_length(p.openings) = 2" },
        { "openings/$count($filter=from lt 06:00) eq 1", "(select count(*) from jsonb_array_elements(p.openings) o where (o->>'From')::time < '06:00') = 1" },
        { "openings/$filter(from lt 06:00)/any(o:o/days/any())", "exists (select 1 from jsonb_array_elements(p.openings) o where (o->>'From')::time < '06:00' and jsonb_array_length(o->'Days') > 0)" },
        { "12:30 in openings/from", "exists (select 1 from jsonb_array_elements(p.openings) o where (o->>'From')::time = '12:30')" },
        { "children/any(c:c/openings/any(o:o/door/latitude gt 8))", "exists (select 1 from reference.places c, jsonb_array_elements(c.openings) o where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\" and (o->'Door'->>'Latitude')::float8 > 8)" },

        // Enumerations, kept as names and as numbers.
        { "colours has 'Red'", "p.\"Colours\" like '%Red%'" },
        { "colours has reference.Colours'Red,Blue'", "p.\"Colours\" = 'Red, Blue'" },
        { "not (colours has 'Blue')", "p.\"Colours\" not like '%Blue%'" },
        { "colours eq 'None'", "p.\"Colours\" = 'None'" },
        { "colours gt 'Red'", "p.\"Colours\" like '%Blue%'" },
        { "colours in ('Red','Blue')", "p.\"Colours\" in ('Red', 'Blue')" },
        { "size eq null or size eq 'Small'", "p.\"Size\" is null or p.\"Size\" = 0" },
        { "cast(colours,Edm.String) eq 'Red,Blue'", "p.\"Colours\" = 'Red, Blue'" },
        { "size eq cast('Large',reference.Size)", "p.\"Size\" = 1" },
        { "isof(size,reference.Size)", "p.\"Size\" is not null" },
        { "isof(size,Edm.String)", "false" },
        { "sizes/any(z:z eq 'Large')", "1 = any(p.\"Sizes\")" },
        { "sizes/$count($filter=$this eq 'Large') eq 1", "1 = any(p.\"Sizes\")" },
        { "'Small' in sizes", "0 = any(p.\"Sizes\")" },
        { "size in sizes", "p.\"Size\" = any(p.\"Sizes\")" },

        // Derived types.
        { "isof(reference.Station)", "p.kind in ('station', 'terminal')" },
        { "isof(reference.Terminal)", "p.kind = 'terminal'" },
        { "not isof(reference.Station)", "p.kind = 'place'" },
        { "isof(reference.Place)", "true" },
        { "isof(parent,reference.Station)", "exists (select 1 from reference.places q where q.\"Region\" = p.\"Region\" and q.\"Id\" = p.\"ParentId\" and q.kind <> 'place')" },
        { "isof(parent,reference.Place)", "p.\"ParentId\" is not null" },
        { "reference.Station/platforms ge 2", "p.\"Platforms\" >= 2" },
        { "reference.Station/region eq 'kawasaki'", "p.kind <> 'place' and p.\"Region\" = 'kawasaki'" },
        { "reference.Station/platforms eq null", "p.kind = 'place'" },
        { "reference.Station eq null", "p.kind = 'place'" },
        { "reference.Station/address/city eq '川崎区'", "p.kind <> 'place' and p.address_city = '川崎区'" },
        { "reference.Station/main/id eq 1", "p.\"MainId\" = 1" },
        { "reference.Station/openings/any(o:o/from gt 12:00)", "p.kind <> 'place' and exists (select 1 from jsonb_array_elements(p.openings) o where (o->>'From')::time > '12:00')" },
        { "reference.Station/children/any()", "p.kind <> 'place' and exists (select 1 from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\")" },
        { "parent/reference.Station/platforms eq 2", "exists (select 1 from reference.places q where q.\"Region\" = p.\"Region\" and q.\"Id\" = p.\"ParentId\" and q.\"Platforms\" = 2)" },
        { "children/any(c:c/reference.Station/platforms eq 2)", "exists (select 1 from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\" and c.\"Platforms\" = 2)" },
        { "children/reference.Terminal/any(t:t/hall eq '中央')", "exists (select 1 from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\" and c.\"Hall\" = '中央')" },
        { "children/reference.Station/$count eq 1", "(select count(*) from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\" and c.kind <> 'place') = 1" },
        { "children/reference.Station/all(t:t/platforms gt 2)", "not exists (select 1 from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\" and c.kind <> 'place' and not c.\"Platforms\" > 2)" },

        // Many to many, the tree, elsewhere.
        { "routes/any(r:r/id eq 2)", "exists (select 1 from reference.stops s where s.\"PlacesRegion\" = p.\"Region\" and s.\"PlacesId\" = p.\"Id\" and s.\"RoutesId\" = 2)" },
        { "routes/$count eq 2", "(select count(*) from reference.stops s where s.\"PlacesRegion\" = p.\"Region\" and s.\"PlacesId\" = p.\"Id\") = 2" },
        { "parent/parent ne null", "exists (select 1 from reference.places q where q.\"Region\" = p.\"Region\" and q.\"Id\" = p.\"ParentId\" and q.\"ParentId\" is not null)" },
        { "address/city eq $root/places(region='kawasaki',id=3)/address/city", "p.address_city = '川崎区'" },
        { "$root/places(region='kawasaki',id=3)/openings/any(o:o/days/any(d:d eq 'sun'))", "true" },
        { "$root/places(region='kawasaki',id=3)/openings/$count eq 3", "false" },
        { "$root/places(region='kawasaki',id=3)/reference.Terminal/hall eq '中央'", "true" },
        { "$root/places(region='kawasaki',id=1)/reference.Terminal/hall eq null", "true" },
    };

    /// <summary>Condition in OData, condition in SQL on `s` (samples).</summary>
    public static TheoryData<string, string> Samples => new()
    {
        // A complex value in JSON.
        { "detail eq null", $"{Detail} is null" },
        { "detail ne null", $"{Detail} is not null" },
        { "not (detail eq null)", $"{Detail} is not null" },
        { "detail/label eq 'label 1'", $"{Detail}->>'Label' = 'label 1'" },
        { "detail/label eq null", $"{Detail}->>'Label' is null" },
        { "detail/amount gt 1.5", $"({Detail}->>'Amount')::numeric > 1.5" },
        { "detail/size eq 'Large'", $"({Detail}->>'Size')::int = 1" },
        { "detail/named eq 'Large'", $"{Detail}->>'Named' = 'Large'" },
        { "detail/named ne 'Large'", $"{Detail}->>'Named' is distinct from 'Large'" },
        { "detail/colours has 'Blue'", $"({Detail}->>'Colours')::int & 4 = 4" },
        { "detail/span lt duration'PT0S'", $"{Detail}->>'Span' like '-%'" },
        { "detail/span eq duration'PT26H'", $"{Detail}->>'Span' like '1_02:00:00%'" },
        { "detail/bytes eq binary'Avs'", $"{Detail}->>'Bytes' = 'Avs='" },
        { "detail/at gt 2025-03-31T15:00:00Z", $"({Detail}->>'At')::timestamptz > '2025-03-31T15:00:00Z'" },
        { "hour(detail/at) eq 16", $"extract(hour from ({Detail}->>'At')::timestamptz at time zone 'UTC') = 16" },
        { "detail/numbers/any(n:n eq 1)", $"{Detail}->'Numbers' @> '1'" },
        { "detail/numbers/$count eq 2", $"jsonb_array_length({Detail}->'Numbers') = 2" },
        { "detail/place/latitude ge 9", $"({Detail}->'Place'->>'Latitude')::float8 >= 9" },
        { "detail/place eq null", $"coalesce(jsonb_typeof({Detail}->'Place'), 'null') = 'null'" },
        { "detail/openings/any(o:o/from eq 06:30)", $"exists (select 1 from jsonb_array_elements({Detail}->'Openings') o where (o->>'From')::time = '06:30')" },
        { "detail/openings/$count eq 0", $"{Detail} is null or jsonb_array_length({Detail}->'Openings') = 0" },

        // A complex value in columns that may be null.
        { "spread eq null", "s.\"Spread_Left\" is null" },
        { "not (spread ne null)", "s.\"Spread_Left\" is null" },
        { "spread/left eq 'l1'", "s.\"Spread_Left\" = 'l1'" },
        { "spread/right eq null", "s.\"Spread_Right\" is null" },
        { "isof(spread,reference.Spread)", "s.\"Spread_Left\" is not null" },

        // Collections of plain values.
        { "int64s/any(v:v eq 9007199254740992)", "9007199254740992 = any(s.\"Int64s\")" },
        { "decimals/any(v:v eq null)", "array_position(s.\"Decimals\", null) is not null" },
        { "strings/any(v:v eq 'a''\"')", "'a''\"' = any(s.\"Strings\")" },
        { "instants/any(v:year(v) eq 2025)", "cardinality(s.\"Instants\") > 0" },
        { "durations/any(v:v eq duration'PT1H30M')", "cardinality(s.\"Durations\") > 0" },
        { "palette/any(v:v has 'Blue')", "5 = any(s.\"Palette\")" },
        { "doubles/any(v:v eq NaN)", "'NaN' = any(s.\"Doubles\")" },
        { "strings/$count($filter=$this gt 'a''\"') eq 1", "cardinality(s.\"Strings\") >= 1" },
        { "strings/$filter(startswith($this,'a'))/any(v:length(v) eq 3)", "cardinality(s.\"Strings\") = 2" },
    };

    /// <summary>Request and the rows of plain SQL, columns between bars.</summary>
    public static TheoryData<string, string> Whole => new()
    {
        { "places?$select=address/city&$orderby=address/city desc,address/position/latitude", "select address_city from reference.places order by address_city desc, \"Address_Position_Latitude\", \"Region\", \"Id\"" },
        { "places?$select=id,address/position/latitude", "select \"Id\", \"Address_Position_Latitude\" from reference.places order by \"Region\", \"Id\"" },
        { "places?$select=address($select=position)", "select \"Address_Position_Latitude\" from reference.places order by \"Region\", \"Id\"" },
        { "places?$compute=address/position/latitude add 1 as north,length(address/city) as long&$select=north,long", "select \"Address_Position_Latitude\" + 1, char_length(address_city) from reference.places order by \"Region\", \"Id\"" },
        { "places?$select=id,openings($filter=door/latitude gt 4;$orderby=from desc;$top=1;$select=from)&$filter=openings/any()", "select \"Id\", '[' || (select left(o->>'From', 8) from jsonb_array_elements(openings) o where (o->'Door'->>'Latitude')::float8 > 4 order by o->>'From' desc limit 1) || ']' from reference.places where jsonb_array_length(openings) > 0 order by \"Region\", \"Id\"" },
        { "places?$select=id,openings($count=true;$skip=1;$select=door/latitude)", "select \"Id\", jsonb_array_length(openings), '[' || coalesce(openings->1->'Door'->>'Latitude', '') || ']' from reference.places order by \"Region\", \"Id\"" },
        { "places?$select=id,openings/days", "select \"Id\", '[' || coalesce((select string_agg('[' || array_to_string(array(select jsonb_array_elements_text(o->'Days')), ',') || ']', ',' order by i) from jsonb_array_elements(openings) with ordinality x(o, i)), '') || ']' from reference.places order by \"Region\", \"Id\"" },
        { "places?$select=id,sizes($orderby=$this desc;$top=1)", "select \"Id\", '[' || coalesce((array['Small', 'Large'])[1 + (select max(z) from unnest(\"Sizes\") z)], '') || ']' from reference.places order by \"Region\", \"Id\"" },
        { "places/reference.Station?$select=id,platforms&$orderby=platforms desc", "select \"Id\", \"Platforms\" from reference.places where kind <> 'place' order by \"Platforms\" desc, \"Region\", \"Id\"" },
        { "places/reference.Terminal?$filter=platforms gt 2&$select=hall", "select \"Hall\" from reference.places where kind = 'terminal' and \"Platforms\" > 2" },
        { "places/$filter(id lt 3)/reference.Station?$select=id", "select \"Id\" from reference.places where kind <> 'place' and \"Id\" < 3 order by \"Region\", \"Id\"" },
        { "places?$select=id,reference.Station/platforms", "select \"Id\" || case when kind = 'place' then '' else '|' || \"Platforms\" end from reference.places order by \"Region\", \"Id\"" },
        { "places?$orderby=reference.Station/platforms desc,id&$select=id", "select \"Id\" from reference.places order by \"Platforms\" desc nulls last, \"Id\", \"Region\"" },
        { "places?$orderby=colours desc,size&$select=colours,size", "select replace(\"Colours\", ', ', ','), (array['Small', 'Large'])[1 + \"Size\"] from reference.places order by array_position(array['None', 'Red', 'Blue', 'Red, Blue'], \"Colours\") desc, \"Size\" nulls first, \"Region\", \"Id\"" },
        { "places?$select=id&$expand=children($select=id)&$filter=children/any()", "select \"Id\", '[' || (select string_agg(\"Id\"::text, ',' order by \"Id\") from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\") || ']' from reference.places p where exists (select 1 from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\") order by \"Region\", \"Id\"" },
        { "places?$select=id&$expand=children/reference.Terminal($select=hall)", "select \"Id\", '[' || coalesce((select string_agg(coalesce(\"Hall\", ''), ',') from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\" and c.kind = 'terminal'), '') || ']' from reference.places p order by \"Region\", \"Id\"" },
        { "places?$select=id&$expand=parent/reference.Station($select=platforms)", "select \"Id\", (select \"Platforms\" from reference.places q where q.\"Region\" = p.\"Region\" and q.\"Id\" = p.\"ParentId\") from reference.places p order by \"Region\", \"Id\"" },
        { "places?$select=id&$expand=reference.Station/main($select=id)", "select \"Id\" || case when kind = 'place' then '' else '|' || coalesce(\"MainId\"::text, '') end from reference.places order by \"Region\", \"Id\"" },
        { "places?$select=id&$expand=routes($select=id;$expand=places/$count)", "select \"Id\", '[' || coalesce((select string_agg(s.\"RoutesId\" || '|' || (select count(*) from reference.stops x where x.\"RoutesId\" = s.\"RoutesId\"), ',' order by s.\"RoutesId\") from reference.stops s where s.\"PlacesRegion\" = p.\"Region\" and s.\"PlacesId\" = p.\"Id\"), '') || ']' from reference.places p order by \"Region\", \"Id\"" },
        { "places?$select=id&$expand=parent($select=address/city,openings($top=1;$select=from))&$filter=id gt 1", "select \"Id\", (select q.address_city || '|[' || coalesce(left(q.openings->0->>'From', 8), '') || ']' from reference.places q where q.\"Region\" = p.\"Region\" and q.\"Id\" = p.\"ParentId\") from reference.places p where \"Id\" > 1 order by \"Region\", \"Id\"" },
        { "places?$filter=parentId eq null&$select=id&$expand=children($levels=2;$select=id)", "select \"Id\", '[' || coalesce((select string_agg(c.\"Id\" || '|[' || coalesce((select string_agg(d.\"Id\"::text, ',') from reference.places d where d.\"Region\" = c.\"Region\" and d.\"ParentId\" = c.\"Id\"), '') || ']', ',') from reference.places c where c.\"Region\" = p.\"Region\" and c.\"ParentId\" = p.\"Id\"), '') || ']' from reference.places p where \"ParentId\" is null order by \"Region\", \"Id\"" },
        { "places?$apply=groupby((address/city),aggregate($count as n))&$orderby=address/city", "select address_city, count(*) from reference.places group by 1 order by 1" },
        { "places?$apply=groupby((colours,size),aggregate(address/position/latitude with max as m))&$orderby=colours,size", "select replace(\"Colours\", ', ', ','), (array['Small', 'Large'])[1 + \"Size\"], max(\"Address_Position_Latitude\") from reference.places group by \"Colours\", \"Size\" order by array_position(array['None', 'Red', 'Blue', 'Red, Blue'], \"Colours\"), \"Size\" nulls first" },
        { "places?$apply=filter(isof(reference.Station))/aggregate($count as n)", "select count(*) from reference.places where kind <> 'place'" },
        { "samples?$apply=groupby((detail/size,detail/named),aggregate($count as n))&$orderby=n", "select (array['Small', 'Large'])[1 + (detail->>'Size')::int] || '|' || coalesce(detail->>'Named', '') || '|' || count(*) from reference.samples where detail is not null group by detail->>'Size', detail->>'Named' union all select '||' || count(*) from reference.samples where detail is null order by 1" },
        { "places(region='kawasaki',id=3)/openings?$orderby=from desc", "select left(o->>'From', 8), '[' || array_to_string(array(select jsonb_array_elements_text(o->'Days')), ',') || ']', o->'Door'->>'Latitude' from reference.places, jsonb_array_elements(openings) o where \"Id\" = 3 order by 1 desc" },
        { "places(region='kawasaki',id=3)/openings?$filter=days/any(d:d eq 'sun')&$select=door/latitude", "select 12" },
        { "places(region='kawasaki',id=3)/openings?$top=1&$skip=1&$select=from", "select '12:30:00'" },
        { "places(region='kawasaki',id=3)/openings/$filter(from lt 06:00)?$select=from", "select '00:30:00'" },
        { "places(region='kawasaki',id=2)/parent/sizes", "select 'Small' union all select 'Large' order by 1 desc" },
        { "places(region='kawasaki',id=1)/sizes?$filter=$it eq 'Large'", "select 'Large'" },
        { "places(region='kawasaki',id=1)/sizes?$orderby=$this desc&$top=1", "select 'Large'" },
        { "places(region='kawasaki',id=3)/address/position/latitude/$value", "select 35.5" },
        { "places(region='kawasaki',id=3)/openings/$count", "select 2" },
        { "places(region='kawasaki',id=3)/openings/$count?$filter=from lt 06:00", "select 1" },
        { "places(region='kawasaki',id=1)/sizes/$count", "select 2" },
        { "places(region='kawasaki',id=3)/colours/$value", "select 'None'" },
        { "places(region='kawasaki',id=3)/reference.Terminal/hall/$value", "select '中央'" },
        { "places(region='kawasaki',id=3)/reference.Station/platforms/$value", "select 8" },
        { "places/reference.Station/$count", "select count(*) from reference.places where kind <> 'place'" },
        { "places(region='kawasaki',id=1)/children/reference.Station/$count", "select 1" },
        { "places(region='o''hara%2F別',id=2)/address/position/latitude/$value", "select 0" },
        { "samples(2025-01-03)/detail/numbers/$count", "select 2" },
        { "samples(2025-01-03)/detail/span/$value", "select 'PT93600S'" },
        { "samples/2025-01-03/detail/colours/$value", "select 'Blue'" },
        { "routes(9007199254740993)/places/$count", "select 0" },
    };
}
