using System.Net.Http;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Next links while rows come and go between and during the pages: what was there all the time comes once, in its order, and nothing twice.</summary>
public sealed class ConcurrentPagingTests(PostgresFixture postgres) : ChangingTests(postgres)
{
    private const int Kept = 250;
    private const int PageRows = 7;

    // Few values, many ties, a third of the pages null.
    private const string Columns = "(code, document_code, line, page, subject_kind, subject_code, kind, number, text)";
    private const string Values = "'ip3', 1 + (random() * 5)::int, case when random() < 0.7 then (random() * 4)::int end, 'measures', '5-1-1', 'currentState', (random() * 3)::int, 'x'";

    private int written;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override Task PrepareAsync() => Database.ExecuteAsync($"select setseed(0.5); insert into plan.passages {Columns} select 'kept-' || lpad((n * 7919 % 10000)::text, 5, '0'), {Values} from generate_series(1, {Kept}) n");

    [Theory]
    [InlineData("", "code")]
    [InlineData("page", "page nulls first, code")]
    [InlineData("page desc", "page desc nulls last, code")]
    [InlineData("page desc,number", "page desc nulls last, number, code")]
    [InlineData("number,page desc,line desc", "number, page desc nulls last, line desc, code")]
    [InlineData("number desc,page,code desc", "number desc, page nulls first, code desc")]
    [InlineData("page add number desc,page", "page + number desc nulls last, page nulls first, code")]
    [InlineData("document/title desc,page", "(select title from plan.documents d where d.code = document_code) desc nulls last, page nulls first, code")]
    public async Task Rows_that_stay_come_exactly_once(string order, string sql)
    {
        var expected = await Database.RowsAsync($"select code from plan.passages where code like 'kept-%' order by {sql}");
        Assert.Equal(Kept, expected.Count);

        var (codes, pages) = await ReadAsync($"odata/passages?$select=code{(order.Length == 0 ? "" : "&$orderby=" + order)}");

        Assert.Equal(expected, codes.Where(c => c.StartsWith("kept-", StringComparison.Ordinal)));
        Assert.Equal(codes.Count, codes.Distinct().Count());
        // The rows of others were seen too, so that pages really began and ended at them.
        Assert.Contains(codes, c => c.StartsWith("brief-", StringComparison.Ordinal));
        Assert.InRange(pages, (Kept / PageRows) + 1, 1_000);
    }

    // Each page is asked for while a change is being written.
    private async Task<(List<string> Codes, int Pages)> ReadAsync(string url)
    {
        List<string> codes = [];
        var pages = 0;
        for (var next = url; next is not null; pages++)
        {
            Assert.True(pages < 1_000, "The pages do not end.");
            var change = ChangeAsync();
            using var page = await PageAsync(next);
            await change;
            codes.AddRange(page.RootElement.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("code").GetString()!));
            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return (codes, pages);
    }

    // New rows anywhere in the order, old ones of them gone; a code is never used again.
    private async Task ChangeAsync() => await Database.ExecuteAsync(
        $"""
        delete from plan.passages where code like 'brief-%' and random() < 0.5;
        insert into plan.passages {Columns} select 'brief-' || lpad((n * 3571 % 10000)::text, 5, '0') || '-{++written}', {Values} from generate_series(1, 5) n
        """);

    private async Task<JsonDocument> PageAsync(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, UriKind.RelativeOrAbsolute));
        request.Headers.Add("Prefer", $"maxpagesize={PageRows}");
        using var response = await Client.SendAsync(request, Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body);
    }
}
