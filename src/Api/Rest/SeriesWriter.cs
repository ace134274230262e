using System.Globalization;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>Writes the one row of a series: the indicator, then for each subgroup and ward the years, with what was stated of each beside each other.</summary>
/// <remarks>Observations are copied as they came from the database: nothing of them is left out, rounded or put together.</remarks>
internal static class SeriesWriter
{
    /// <summary>Kinds of values, and what their list is called.</summary>
    public static readonly (string ValueType, string Member)[] Columns =
        [("baseline", "baselines"), ("current", "currents"), ("target", "targets"), ("actual", "actuals"), ("projection", "projections")];

    /// <summary>Writes the answer.</summary>
    /// <param name="cursor">The row.</param>
    /// <param name="output">Where.</param>
    /// <param name="token">Ends the reading.</param>
    public static Task<Result<int>> WriteAsync(ReadCursor cursor, PageBuffer output, CancellationToken token) =>
        RestRows.EachAsync(cursor, output, row => Write(row, cursor.Layout, output), token);

    private static void Write(RowReader row, RowLayout layout, PageBuffer output)
    {
        output.Write("{\"indicator\":{"u8);
        foreach (var (index, value) in layout.Values.Index())
        {
            output.Write(Utf8($"{(index == 0 ? "" : ",")}\"{value.Name}\":"));
            ValueWriter.Write(output, row, value, ieee754: false);
        }

        using var text = new PageBuffer();
        row.CopyUtf8(layout.Expansions[0].Json!.Value, text);
        using var document = JsonDocument.Parse(text.Written);
        var observations = document.RootElement.EnumerateArray().ToList();
        output.Write(Utf8(string.Create(CultureInfo.InvariantCulture, $"}},\"observations\":{observations.Count},\"series\":[")));
        foreach (var (index, series) in observations.GroupBy(o => (Subgroup: Raw(o, "subgroup"), Ward: Raw(o, "ward"))).Index())
        {
            output.Write(Utf8($"{(index == 0 ? "" : ",")}{{\"subgroup\":{series.Key.Subgroup},\"ward\":{series.Key.Ward},\"years\":["));
            WriteYears(output, [.. series]);
            output.Write("]}"u8);
        }

        output.Write("]}"u8);
    }

    // Values of several years, and those without a year, stand in a line of their own.
    private static void WriteYears(PageBuffer output, IReadOnlyList<JsonElement> observations)
    {
        foreach (var (index, year) in observations.GroupBy(o => (First: Raw(o, "fiscalYear"), Last: Raw(o, "lastFiscalYear"))).Index())
        {
            output.Write(Utf8($"{(index == 0 ? "" : ",")}{{\"fiscalYear\":{year.Key.First},\"lastFiscalYear\":{year.Key.Last}"));
            foreach (var (valueType, member) in Columns)
            {
                output.Write(Utf8($",\"{member}\":[{string.Join(',', year.Where(o => o.GetProperty("valueType").ValueEquals(valueType)).Select(o => o.GetRawText()))}]"));
            }

            output.Write("}"u8);
        }
    }

    private static string Raw(JsonElement observation, string member) => observation.GetProperty(member).GetRawText();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
