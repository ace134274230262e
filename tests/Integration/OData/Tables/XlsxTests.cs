using System.IO;
using System.IO.Compression;
using System.Xml.Linq;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Tables;

/// <summary>The shipped data as workbooks, over real HTTP.</summary>
public sealed class XlsxTests(ShippedService service) : IClassFixture<ShippedService>
{
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_set_equals_sql_row_by_row()
    {
        using var response = await service.SendAsync("observations?$format=xlsx&$select=code,fiscalYear,value,valueText", ("Accept-Encoding", "br"));

        Assert.Equal(MediaType, response.Content.Headers.ContentType?.ToString());
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal("attachment; filename=\"observations.xlsx\"", Assert.Single(response.Content.Headers.GetValues("Content-Disposition")));
        var book = await response.Content.ReadAsByteArrayAsync(Token);
        var names = Rows(book, 1).First();
        var order = "code|fiscalYear|value|valueText".Split('|').Select(n => Array.IndexOf(names, n)).ToArray();
        Assert.Equal(
            await service.Database.RowsAsync("select code || '|' || coalesce(fiscal_year::text, '') || '|' || coalesce(value::text, '') || '|' || value_text from plan.observations order by code"),
            Rows(book, 1).Skip(1).Select(r => string.Join('|', order.Select(i => r[i]))));
        Assert.Contains(Rows(book, 2), r => r[0] == "value" && r[1] == "値" && r[4] == "→ unit");
    }

    [Fact]
    public async Task A_workbook_is_asked_for_by_accept_and_has_a_tag()
    {
        using var first = await service.SendAsync("plans", ("Accept", MediaType));
        Assert.Equal(MediaType, first.Content.Headers.ContentType?.ToString());

        using var again = await service.SendAsync("plans", ("Accept", MediaType), ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(304, (int)again.StatusCode);
    }

    private static IEnumerable<string[]> Rows(byte[] book, int sheet)
    {
        using var archive = new ZipArchive(new MemoryStream(book));
        using var part = archive.GetEntry($"xl/worksheets/sheet{sheet.ToString(System.Globalization.CultureInfo.InvariantCulture)}.xml")!.Open();
        foreach (var row in XDocument.Load(part, LoadOptions.PreserveWhitespace).Descendants(Main + "row"))
        {
            var cells = Enumerable.Repeat("", 8).ToArray();
            foreach (var cell in row.Elements(Main + "c"))
            {
                cells[cell.Attribute("r")!.Value[0] - 'A'] = cell.Value;
            }

            yield return cells;
        }
    }
}
