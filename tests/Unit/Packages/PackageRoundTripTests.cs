using System.Text;
using System.Text.Json.Nodes;
using Kawasaki.Infrastructure.Packages;
using Xunit;

namespace Kawasaki.Tests.Unit.Packages;

public sealed class PackageRoundTripTests
{
    [Fact]
    public void The_sample_has_rows_in_every_file_and_no_finding()
    {
        var content = PackageContent.Read(SamplePackage.Schema, SamplePackage.Files());

        Assert.Empty(PackageValidator.Validate(content));
        Assert.All(content.Tables, t => Assert.NotEmpty(t.Rows));
    }

    [Fact]
    public void Writing_twice_gives_the_same_bytes()
    {
        var first = SamplePackage.Files();
        var second = SamplePackage.Files();

        Assert.Equal(first.Files.Keys, second.Files.Keys);
        Assert.All(first.Files, f => Assert.Equal(f.Value, second.Files[f.Key]));
    }

    [Fact]
    public void What_is_read_is_written_again_in_the_same_bytes()
    {
        var files = SamplePackage.Files();
        var again = SamplePackage.Files(PackageContent.Read(SamplePackage.Schema, files).ToPlanData());

        Assert.All(files.Files, f => Assert.Equal(Encoding.UTF8.GetString(f.Value), Encoding.UTF8.GetString(again.Files[f.Key])));
    }

    [Fact]
    public void Every_property_survives()
    {
        var original = SamplePlan.Build();
        var read = PackageContent.Read(SamplePackage.Schema, SamplePackage.Files()).ToPlanData();

        foreach (var table in SamplePackage.Schema.Tables)
        {
            Assert.Equal(Values(table, table.RowsOf(original)), Values(table, table.RowsOf(read)));
        }

        static IEnumerable<string> Values(PackageTable table, System.Collections.IList rows) =>
            rows.Cast<object>().Select(r => string.Join('|', table.Columns.Select(c => c.Property.GetValue(r) is IReadOnlyList<int> list ? string.Join(' ', list) : c.Property.GetValue(r)))).Order();
    }

    [Fact]
    public void Cells_are_canonical()
    {
        var actions = Text("actions.csv");
        var observations = Text("observations.csv");

        Assert.Contains(",2022,2024,2022;2023;2024,true,\n", actions);
        Assert.Contains(",63.50,,ge,63.50%以上,%,,,ok,\n", observations);
        Assert.Contains("\"地域の課題解決, \"\"自治\"\"\"", Text("measures.csv"));
        Assert.Contains(",2015-06-12,", Text("documents.csv"));
        Assert.StartsWith("code,documentCode,line,page,indicatorCode,valueType,fiscalYear,", observations);
        Assert.Equal("reformTaskCode,departmentCode\nar3-1-2-4,citizens\nar3-1-2-4,kawasaki-ward\n", Text("reformTaskDepartments.csv"));
        Assert.True(observations.IndexOf("o1.actual.2020", StringComparison.Ordinal) < observations.IndexOf("o1.target.2022", StringComparison.Ordinal));

        static string Text(string name) => Encoding.UTF8.GetString(SamplePackage.Files().Files[name]);
    }

    [Fact]
    public void Passages_are_no_part_of_a_package()
    {
        var data = SamplePlan.Build();
        data.Passages.Add(new Domain.Plan.Passage { Code = "ip3.p1", DocumentCode = "ip3", Line = 1, Kind = "text", Number = 1, Text = "a paragraph" });

        var files = SamplePackage.Files(data);

        Assert.All(files.Files.Values, bytes => Assert.DoesNotContain("a paragraph", Encoding.UTF8.GetString(bytes)));
    }

    [Fact]
    public void The_descriptor_states_keys_references_vocabularies_units_and_licence()
    {
        var descriptor = JsonNode.Parse(SamplePackage.Files().Files[PackageDescriptor.FileName])!;
        var observations = descriptor["resources"]!.AsArray().First(r => (string?)r!["path"] == "observations.csv")!;
        var fields = observations["schema"]!["fields"]!.AsArray();
        JsonNode Field(string name) => fields.First(f => (string?)f!["name"] == name)!;

        Assert.Equal("CC-BY-4.0", (string?)descriptor["licenses"]![0]!["name"]);
        Assert.Equal("tabular-data-package", (string?)descriptor["profile"]);
        Assert.Equal(3, descriptor["sources"]!.AsArray().Count);
        Assert.Equal("code", (string?)observations["schema"]!["primaryKey"]);
        Assert.Contains(observations["schema"]!["foreignKeys"]!.AsArray(), k => (string?)k!["fields"] == "indicatorCode" && (string?)k["reference"]!["resource"] == "indicators");
        Assert.Equal("number", (string?)Field("value")["type"]);
        Assert.Equal("fiscal year", (string?)Field("fiscalYear")["unit"]);
        Assert.Equal(1990, (int?)Field("fiscalYear")["constraints"]!["minimum"]);
        Assert.Equal("値", (string?)Field("value")["titles"]!["ja"]);
        Assert.Equal("Value", (string?)Field("value")["titles"]!["en"]);
        Assert.Equal(["ok", "text", "notSet", "lost", "notApplicable"], Field("status")["constraints"]!["enum"]!.AsArray().Select(v => (string?)v));
        Assert.True((bool?)Field("code")["constraints"]!["unique"]);
    }

    [Fact]
    public void Every_resource_name_is_one_that_frictionless_takes()
    {
        Assert.All(SamplePackage.Schema.Tables, t => Assert.Matches("^[-a-z0-9._]+$", PackageDescriptor.ResourceName(t.Name)));
    }
}
