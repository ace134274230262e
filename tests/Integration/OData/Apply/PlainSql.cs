using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Apply;

/// <summary>The same question in plain SQL: where our SQL and our answer could be wrong together, this one would not be.</summary>
/// <remarks>A statement with an order at its end is compared in that order; its columns of dashes name members that the row does not have.</remarks>
internal static class PlainSql
{
    /// <summary>Holds the answer, in one page and in pages of three rows, against the rows of the statement.</summary>
    public static async Task CompareAsync(ShippedService service, string url, string sql)
    {
        var plain = (await service.Database.RowsAsync($"select row_to_json(q)::text from ({sql}) q")).Select(r => Canonical(JsonNode.Parse(r)!)).ToList();
        var whole = (await service.RowsAsync(url)).Select(r => Canonical(JsonNode.Parse(r.GetRawText())!)).ToList();
        if (sql.LastIndexOf(" order by ", StringComparison.Ordinal) > sql.LastIndexOf(')'))
        {
            Assert.Equal(plain, whole);
        }
        else
        {
            Assert.Equal(plain.Order(StringComparer.Ordinal), whole.Order(StringComparer.Ordinal));
        }

        if (!url.Contains("$top", StringComparison.Ordinal) && whole.Count < 150)
        {
            Assert.Equal(whole, (await service.RowsAsync(url, maxPageSize: 3)).Select(r => Canonical(JsonNode.Parse(r.GetRawText())!)));
        }
    }

    /// <summary>A row as text: members in the order of their names, numbers without needless zeros, no control information.</summary>
    public static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject row => "{" + string.Join(",", Members(row).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{Canonical(m.Value)}")) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Canonical)) + "]",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Math.Round(decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture), 10).ToString("0.##########", CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonObject row)
    {
        var absent = row.Where(m => m.Key.StartsWith('-')).Select(m => m.Value!.GetValue<string>()).ToList();
        return row.Where(m => !m.Key.Contains('@', StringComparison.Ordinal) && !m.Key.StartsWith('-') && !absent.Contains(m.Key));
    }
}
