using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Kawasaki.Tests.Unit.Postgres;

public sealed class PublishedModelBuilderTests
{
    private static readonly (PublishedModel Published, StorageMap Storage) Reference = Build();

    private static StructuredTypeModel Type(string name) => Reference.Published.FindType(name)!;

    [Fact]
    public void Types_stand_after_those_they_need()
    {
        Assert.Equal("reference", Reference.Published.Namespace);
        Assert.Equal(["places", "allTypes", "routes", "samples"], Reference.Published.Sets.Select(s => s.Name));
        var names = Reference.Published.Types.Select(t => t.Name).ToList();
        Assert.Equal(["Address", "AllTypes", "Detail", "Opening", "Place", "Position", "Route", "Sample", "Spread", "Station", "Terminal"], names.Order(StringComparer.Ordinal));
        Assert.True(names.IndexOf("Place") < names.IndexOf("Station") && names.IndexOf("Station") < names.IndexOf("Terminal"));
    }

    [Fact]
    public void Derived_type_inherits_members_and_shares_the_table()
    {
        var terminal = Type("Terminal");

        Assert.Same(Type("Station"), terminal.BaseType);
        Assert.Equal("region id parentId address openings colours size sizes platforms hall", string.Join(' ', terminal.Properties.Select(p => p.Name)));
        Assert.Equal("parent children routes main", string.Join(' ', terminal.Navigations.Select(n => n.Name)));
        Assert.Same(Type("Place").FindProperty("address"), terminal.FindProperty("address"));
        Assert.Equal(["region", "id"], terminal.Key.Select(k => k.Name));
        var storage = Reference.Storage.Of(terminal);
        Assert.Equal(new TableName("reference", "places"), storage.Table);
        Assert.Equal([(terminal, (object)"terminal")], storage.Discriminator!.Values);
        Assert.Equal(["place", "station", "terminal"], Reference.Storage.Of(Type("Place")).Discriminator!.Values.Select(v => v.Value).Order());
        Assert.Null(Reference.Storage.Of(Type("Route")).Discriminator);
    }

    [Fact]
    public void Navigation_over_two_columns_keeps_both_and_knows_its_way_back()
    {
        var parent = Type("Place").FindNavigation("parent")!;

        Assert.Equal(["region=region", "parentId=id"], parent.Constraint.Select(c => $"{c.Own}={c.Referenced}"));
        Assert.Equal(("children", true), (parent.Partner, parent.IsNullable));
        Assert.Equal(
            [new ColumnPair("Region", "Region"), new ColumnPair("ParentId", "Id")],
            Assert.IsType<DirectStorage>(Reference.Storage.Of(parent)).Columns);
    }

    [Fact]
    public void Many_to_many_without_a_class_of_its_own_has_its_link_table()
    {
        var link = Assert.IsType<LinkStorage>(Reference.Storage.Of(Type("Route").FindNavigation("places")!));

        Assert.Equal(new TableName("reference", "stops"), link.Link);
        Assert.Equal([new ColumnPair("Id", "RoutesId")], link.OwnToLink);
        Assert.Equal([new ColumnPair("PlacesRegion", "Region"), new ColumnPair("PlacesId", "Id")], link.LinkToTarget);
        Assert.Equal("routes", Type("Route").FindNavigation("places")!.Partner);
    }

    [Fact]
    public void Complex_value_is_spread_over_columns()
    {
        var address = Type("Place").FindProperty("address")!;
        var split = Assert.IsType<SplitStorage>(Reference.Storage.Of(address));

        Assert.Same(Type("Address"), address.Type.Structured);
        Assert.False(address.Type.IsNullable);
        Assert.Equal("address_city", Assert.IsType<ColumnStorage>(split.Members[Type("Address").FindProperty("city")!]).Column);
        var position = Assert.IsType<SplitStorage>(split.Members[Type("Address").FindProperty("position")!]);
        Assert.Equal("Address_Position_Latitude", Assert.IsType<ColumnStorage>(position.Members[Type("Position").FindProperty("latitude")!]).Column);
    }

    [Fact]
    public void Collection_of_complex_values_is_json()
    {
        var openings = Type("Place").FindProperty("openings")!;
        var json = Assert.IsType<JsonStorage>(Reference.Storage.Of(openings));
        JsonMemberStorage Member(string name) => Assert.IsType<JsonMemberStorage>(json.Members[Type("Opening").FindProperty(name)!]);

        Assert.Equal("Collection(reference.Opening)", openings.Type.QualifiedName("reference"));
        Assert.Equal("openings", json.Column);
        Assert.Equal(("From", "time without time zone"), (Member("from").Name, Member("from").StoreType));
        Assert.Equal(("Days", "jsonb"), (Member("days").Name, Member("days").StoreType));
        var door = Member("door");
        Assert.Equal("Latitude", Assert.IsType<JsonMemberStorage>(door.Members[Type("Position").FindProperty("latitude")!]).Name);
    }

    [Fact]
    public void Enumerations_keep_their_numbers_and_say_how_they_are_stored()
    {
        Assert.Equal(
            ["Colours(flags): None=0 Red=1 Blue=4", "Size: Small=0 Large=1"],
            Reference.Published.EnumTypes.Select(e => $"{e.Name}{(e.IsFlags ? "(flags)" : "")}: {string.Join(' ', e.Members.Select(m => $"{m.Name}={m.Value}"))}"));
        var place = Type("Place");
        Assert.Equal("text", Reference.Storage.Column(place.FindProperty("colours")!).StoreType);
        Assert.Equal("integer", Reference.Storage.Column(place.FindProperty("size")!).StoreType);
        Assert.Equal("integer[]", Reference.Storage.Column(place.FindProperty("sizes")!).StoreType);
        Assert.Equal("Collection(reference.Size)", place.FindProperty("sizes")!.Type.QualifiedName("reference"));
    }

    [Theory]
    [InlineData("boolean", "Edm.Boolean", "boolean")]
    [InlineData("byte", "Edm.Byte", "smallint")]
    [InlineData("sByte", "Edm.SByte", "smallint")]
    [InlineData("int16", "Edm.Int16", "smallint")]
    [InlineData("int32", "Edm.Int32", "integer")]
    [InlineData("int64", "Edm.Int64", "bigint")]
    [InlineData("decimal", "Edm.Decimal", "numeric")]
    [InlineData("single", "Edm.Single", "real")]
    [InlineData("double", "Edm.Double", "double precision")]
    [InlineData("string", "Edm.String", "text")]
    [InlineData("guid", "Edm.Guid", "uuid")]
    [InlineData("date", "Edm.Date", "date")]
    [InlineData("timeOfDay", "Edm.TimeOfDay", "time without time zone")]
    [InlineData("dateTimeOffset", "Edm.DateTimeOffset", "timestamp with time zone")]
    [InlineData("duration", "Edm.Duration", "interval")]
    [InlineData("binary", "Edm.Binary", "bytea")]
    [InlineData("guids", "Collection(Edm.Guid)", "uuid[]")]
    public void Every_primitive_type_is_published(string name, string type, string storeType)
    {
        var property = Type("AllTypes").FindProperty(name)!;

        Assert.Equal(type, property.Type.QualifiedName("reference"));
        Assert.Equal(storeType, Reference.Storage.Column(property).StoreType);
        Assert.Equal(name == "guids", property.Type.IsNullable);
    }

    [Fact]
    public void Class_without_a_set_is_never_published()
    {
        Assert.Null(Reference.Published.FindType("Hidden"));
        Assert.Null(Type("Route").FindNavigation("hidden"));
    }

    [Fact]
    public void Name_without_a_label_is_put_into_words() =>
        Assert.Equal(new ModelText("TimeOfDay", "Time of day"), Type("AllTypes").FindProperty("timeOfDay")!.Text);

    private static (PublishedModel, StorageMap) Build()
    {
        using var context = new ReferenceContext();
        return PublishedModelBuilder.Build(context.Model, "reference", ["places"]);
    }
}
