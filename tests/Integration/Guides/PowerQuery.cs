using System.Net.Http;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Kawasaki.Tests.Integration.Guides;

/// <summary>Checks a Power Query (M) formula, which cannot be run here, by what it asks: its addresses answer, with the columns that it names.</summary>
/// <param name="client">Asks the service.</param>
internal sealed partial class PowerQuery(HttpClient client)
{
    /// <summary>Fails unless every address answers and every column is there; prints nothing, as a formula does.</summary>
    /// <param name="formula">The formula, with the address of the service.</param>
    public async Task<string> CheckAsync(string formula)
    {
        var columns = new HashSet<string>();
        foreach (Match address in Addresses().Matches(formula))
        {
            columns.UnionWith(await ColumnsAsync(address.Groups[1].Value));
        }

        // What a step makes is in small letters too, and named by the formula itself where it is made.
        columns.UnionWith(Made().Matches(formula).Select(m => m.Groups[1].Value));
        var used = Lists().Matches(formula).SelectMany(list => Texts().Matches(list.Value)).Concat(Fields().Matches(formula)).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(columns));
        return "";
    }

    private async Task<IEnumerable<string>> ColumnsAsync(string address)
    {
        using var response = await client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {body}");
        using var page = JsonDocument.Parse(body);
        return [.. page.RootElement.GetProperty("value")[0].EnumerateObject().Select(p => p.Name)];
    }

    [GeneratedRegex("OData\\.Feed\\(\"([^\"]+)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("(?:Table\\.AddColumn\\(\\w+, |\\}, \\{)\"(\\w+)\"")]
    private static partial Regex Made();

    [GeneratedRegex("\\{\"[^{}]*\\}")]
    private static partial Regex Lists();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Texts();

    [GeneratedRegex("\\[([a-z]\\w*)\\]")]
    private static partial Regex Fields();
}
