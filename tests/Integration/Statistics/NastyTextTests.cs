using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Xml.Linq;
using CsvHelper;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Statistics;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Integration.Statistics;

/// <summary>Texts that look like syntax come back as they were from every statistical file, and no two figures share a place.</summary>
public sealed class NastyTextTests
{
    private const string Nasty = "a\"b,c\r\n<x>&amp;</x>]]> \\ 𠮷;subgroup=x";
    private const string Formula = "=cmd|' /C calc'!A0";

    private static readonly EntitySetModel Set = PlanModel.Instance.Published.FindSet("indicatorFacts")!;
    private static readonly Publication Publication = new(
        "https://plan.example.jp", "https://plan.example.jp/file", new PublicationOptions { Publisher = "-- \"A\" & <B>" }, new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Csv_gives_back_every_text()
    {
        using var reader = new CsvReader(new StringReader(Write(new SdmxCsv(new SdmxStructure(Set)))), CultureInfo.InvariantCulture);
        Assert.True(reader.Read() && reader.ReadHeader() && reader.Read());

        Assert.Equal((Nasty, Formula, "-"), (reader.GetField("SUBGROUP"), reader.GetField("OBS_NOTE"), reader.GetField("OBS_TEXT")));
        Assert.Equal(["1", "2", "1"], Enumerable.Range(0, 3).Select(_ => (Statement: reader.GetField("STATEMENT")!, More: reader.Read()).Statement));
    }

    [Fact]
    public void Json_gives_back_every_text_and_every_figure_has_a_cell()
    {
        using var stat = JsonDocument.Parse(Write(new JsonStat(Set)));
        using var sdmx = JsonDocument.Parse(Write(new SdmxJson(new SdmxStructure(Set))));

        var cells = stat.RootElement.GetProperty("extension").GetProperty("observations").EnumerateObject().ToList();
        Assert.Equal((3, 3), (cells.Select(c => c.Name).Distinct().Count(), stat.RootElement.GetProperty("value").EnumerateObject().Count()));
        Assert.Equal(Formula, cells[0].Value.GetProperty("note").GetString());
        Assert.Contains($"i;subgroup={Nasty};statement=2", stat.RootElement.GetProperty("dimension").GetProperty("indicator").GetProperty("category").GetProperty("index").EnumerateArray().Select(e => e.GetString()));
        var data = sdmx.RootElement.GetProperty("data");
        Assert.Equal(3, data.GetProperty("dataSets")[0].GetProperty("observations").EnumerateObject().Select(o => o.Name).Distinct().Count());
        Assert.Equal(Nasty, data.GetProperty("structures")[0].GetProperty("dimensions").GetProperty("observation")[3].GetProperty("values")[0].GetProperty("value").GetString());
    }

    [Fact]
    public void Xml_gives_back_every_text_and_replaces_what_xml_cannot_hold()
    {
        var message = XDocument.Parse(Write(new SdmxMl(new SdmxStructure(Set))), LoadOptions.PreserveWhitespace);
        var values = message.Descendants().Where(e => e.Name.LocalName == "Value").ToLookup(e => e.Attribute("id")!.Value, e => e.Attribute("value")!.Value);

        Assert.Contains(Nasty, values["SUBGROUP"]);
        Assert.Contains("\uFFFD control", values["PERIOD_TEXT"]);

        var facts = Facts();
        var figures = facts.Select(f => new IatiFigure(f, new IatiCitation("ip3", Nasty, 3, 4))).ToList();
        var measure = new IatiMeasure("5-1-1", Nasty, "5-1", Nasty, new IatiCitation("ip3", Nasty, null, 1), [new IatiIndicator("i", "outcome", Nasty, "increase", "%", false, null, null, figures)]);
        using var output = new PageBuffer();
        foreach (var pass in new IatiWriter(new IatiResults(Set)).Passes((2016, 2025), Publication, output))
        {
            pass(measure);
        }

        using var stream = new MemoryStream(output.Written.ToArray());
        var file = XDocument.Load(stream);

        Assert.Equal(3, file.Descendants("actual").Count());
        Assert.Equal(Nasty.ReplaceLineEndings("\n"), file.Root!.Element("iati-activity")!.Element("title")!.Value.ReplaceLineEndings("\n"));
    }

    // Two statements of one key, and a third figure of another series.
    private static Fact[] Facts()
    {
        var period = new FactPeriod("fiscalYear", 2022, new DateOnly(2022, 4, 1), new DateOnly(2023, 3, 31), "\u0001 control");
        var fact = new Fact("o1", "i", Nasty, "outcome", "increase", "actual", null, null, Nasty, null, period, 1.50m, null, "eq", "-", "%", "ok", Formula, new FactSource("ip3", 3, 4, null));
        return [fact, fact with { Code = "o2", Statement = 2, Value = 2 }, fact with { Code = "o3", Subgroup = null, Value = 3 }];
    }

    private static string Write(IFactsWriter writer)
    {
        using var output = new PageBuffer();
        foreach (var pass in writer.Passes(Publication, output))
        {
            pass(Facts()[..2]);
            pass(Facts()[2..]);
        }

        return System.Text.Encoding.UTF8.GetString(output.Written.Span);
    }
}
