using System.Collections.Concurrent;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Integration.Fuzz;
using Kawasaki.Tests.Integration.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Compiled questions are kept: every answer and every error is, byte for byte, that of a service that keeps none.</summary>
public sealed partial class PlanCacheTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Variants = 4;

    // Values at the borders of types, texts that mean something elsewhere.
    private static readonly string[] Texts =
    [
        "''", "'a'", "'5-1-1'", "'ip3'", "'target'", "'outcome'", "'O''Neil'", "''''", "'川崎'", "'𠮷'", "'e\u0301'", "'%'", "'_'", "'\\'", "','", "'&'", "'#'", "'+'", "';'", "')'", "'$filter'", "'%27'", "'null'",
        "'2017'", "'地域'", "'安全'", "' '", "'a''b''c'", $"'{new string('x', 3_000)}'",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "2017", "007", "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1234567890123456789012345678",
        "12345678901234567890123456789", "0.5", "-1.25", "62.1", "90", "64.10", "1e3", "2016-04-01", "0001-01-01", "9999-12-31", "2017-13-01", "2017-02-30", "2016-03-31T15:00:00Z", "10:20", "10:20:30",
        "01234567-89ab-cdef-0123-456789abcdef", "INF", "null", "true",
    ];

    private static readonly (string Name, string Value)[][] Headers =
    [
        [], [], [], [("Prefer", "odata.maxpagesize=1")], [("Accept", "text/csv")], [("OData-MaxVersion", "4.01")], [("Accept", "application/json;odata.metadata=full")], [("Accept", "application/json;odata.metadata=none;IEEE754Compatible=true")],
    ];

    private Service keeping = null!;
    private Service plain = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var database = await postgres.SharedAsync("service", ServiceFixture.FillAsync);
        keeping = await Service.StartAsync(database, new CacheOptions().MaxPlanBytes, checkEvery: 2);
        plain = await Service.StartAsync(database, 0, checkEvery: 0);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await keeping.DisposeAsync();
        await plain.DisposeAsync();
    }

    [Fact]
    public async Task Every_question_with_any_values_is_answered_as_without_the_cache()
    {
        var seeds = SeedQuestions.All().Where(s => s.Path.Length > 0 && s.Path[0] != '$' && !s.Encoded.Contains("now", StringComparison.OrdinalIgnoreCase)).ToList();
        var differences = new ConcurrentQueue<string>();
        await Parallel.ForAsync(0, seeds.Count, Token, async (i, token) =>
        {
            var random = new Random(i);
            var headers = Headers[random.Next(Headers.Length)];
            for (var variant = 0; variant <= Variants; variant++)
            {
                var url = variant == 0 ? seeds[i].Encoded : Encode(random, Exchange(random, seeds[i]));
                var (kept, expected) = (await keeping.AskAsync(url, headers, token), await plain.AskAsync(url, headers, token));
                if (kept != expected)
                {
                    differences.Enqueue($"{url}\nwithout: {expected}\nwith: {kept}");
                }
            }
        });

        Assert.Empty(differences);
        Assert.Equal(0, await plain.HitsAsync());
        // Most variants of a question that can be answered at all are found; else the comparison would have compared nothing.
        var hits = await keeping.HitsAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{seeds.Count} questions, {hits} hits");
        Assert.InRange(hits, 300, int.MaxValue);
        // Every other of them was compared with the long way.
        Assert.Equal(0, keeping.Faults);
    }

    [Theory]
    [InlineData("indicators('{0}')", "5-1-1-o1", "5-1-1-o2")]
    [InlineData("indicators(code='{0}')/name", "5-1-1-o1", "nothing")]
    [InlineData("measures('{0}')/indicators?$select=code", "5-1-1", "none")]
    [InlineData("observations?$filter=fiscalYear eq {0}&$select=code", "2017", "2021")]
    [InlineData("observations?$filter=fiscalYear eq {0} and value gt {0}", "2017", "-2147483648")]
    [InlineData("observations?$filter=value ge {0}", "62.1", "90.0")]
    [InlineData("measures?$filter=contains(name,'{0}')", "地域", "%")]
    [InlineData("observations?$filter=periodStart ge {0}", "2016-04-01", "2020-01-01")]
    [InlineData("measures?$filter=indicators/any(i:i/number gt {0})", "1", "2")]
    public async Task Other_values_of_one_form_find_the_question(string url, string first, string second)
    {
        var urls = new[] { first, second }.Select(v => Uri.EscapeDataString(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, v)).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3F", "?", StringComparison.Ordinal)
            .Replace("%3D", "=", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal)).ToList();
        await keeping.AskAsync(urls[0], [], Token);
        var before = await keeping.HitsAsync();

        var kept = await keeping.AskAsync(urls[1], [], Token);

        Assert.Equal(await plain.AskAsync(urls[1], [], Token), kept);
        Assert.Equal(before + 1, await keeping.HitsAsync());
    }

    [Theory]
    [InlineData("observations?$top=1&$select=code", "observations?$top=2&$select=code")]
    [InlineData("observations?$filter=valueType%20eq%20'target'", "observations?$filter=valueType%20eq%20'actual'")]
    [InlineData("observations?$filter=fiscalYear%20in%20(2017)", "observations?$filter=fiscalYear%20in%20(2021)")]
    [InlineData("measures?$filter=substring(name,1)%20ne%20name", "measures?$filter=substring(name,-1)%20ne%20name")]
    [InlineData("observations?$filter=fiscalYear%20eq%202147483647", "observations?$filter=fiscalYear%20eq%202147483648")]
    [InlineData("observations?$filter=fiscalYear%20eq%20@y&@y=2017", "observations?$filter=fiscalYear%20eq%20@y&@y=2021")]
    public async Task Values_that_decide_about_more_are_part_of_the_question(string first, string second)
    {
        await keeping.AskAsync(first, [], Token);
        var before = await keeping.HitsAsync();

        var kept = await keeping.AskAsync(second, [], Token);

        Assert.Equal(await plain.AskAsync(second, [], Token), kept);
        Assert.Equal(before, await keeping.HitsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_kept_statement_that_asks_something_else_is_found_out_and_given_up(int checkEvery)
    {
        var database = await postgres.SharedAsync("service", ServiceFixture.FillAsync);
        await using var wrong = await Service.StartAsync(database, new CacheOptions().MaxPlanBytes, checkEvery, s => new DeafStore(s));
        string[] urls = ["indicators('5-1-1-o1')", "indicators('5-1-1-o2')", "indicators('none')"];
        await wrong.AskAsync(urls[0], [], Token);

        var second = await wrong.AskAsync(urls[1], [], Token);
        var hits = await wrong.HitsAsync();
        var third = await wrong.AskAsync(urls[2], [], Token);

        // Unchecked, the answer is another row's: that is what the check is for.
        Assert.Equal(checkEvery == 1, await plain.AskAsync(urls[1], [], Token) == second);
        Assert.Equal(checkEvery == 1, await plain.AskAsync(urls[2], [], Token) == third);
        Assert.Equal(checkEvery, wrong.Faults);
        Assert.Equal(checkEvery == 1 ? hits : hits + 1, await wrong.HitsAsync());
    }

    private static FuzzQuestion Exchange(Random random, FuzzQuestion question) =>
        new(Exchange(random, question.Path), [.. question.Options.Select(o => (o.Name, random.Next(8) == 0 ? o.Value : Exchange(random, o.Value)))]);

    private static string Exchange(Random random, string text) => Literal().Replace(text, found => random.Next(4) == 0 ? found.Value
        : random.Next(12) == 0 ? Any(random, random.Next(2) == 0 ? Texts : Numbers)
        : Any(random, found.Value[0] == '\'' ? Texts : Numbers));

    private static string Any(Random random, string[] values) => values[random.Next(values.Length)];

    // As clients differ: quotes and other signs as they are or escaped, hexadecimal digits in either case.
    private static string Encode(Random random, FuzzQuestion question)
    {
        var (quotes, lower, all) = (random.Next(2) == 0, random.Next(3) == 0, random.Next(10) == 0);
        var url = new StringBuilder();
        foreach (var c in question.Encoded.Replace("%27", quotes ? "'" : "%27", StringComparison.Ordinal).EnumerateRunes())
        {
            var text = c.ToString();
            url.Append(all && random.Next(4) == 0 && char.IsAsciiLetterOrDigit(text[0]) && (url.Length < 2 || url[^1] != '%') && (url.Length < 3 || url[^2] != '%') ? $"%{(int)text[0]:X2}" : text);
        }

        return lower ? Escape().Replace(url.ToString(), e => e.Value.ToLowerInvariant()) : url.ToString();
    }

    [GeneratedRegex("'(?:[^']|'')*'|(?<![\\w.-])-?\\d[\\w.:-]*")]
    private static partial Regex Literal();

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Escape();

    /// <summary>A store with a fault: its statements do not hear of other values.</summary>
    private sealed class DeafStore(IReadStore store) : IReadStore
    {
        public ReadStatement Prepare(ReadPlan plan, ReadOptions options) => new DeafStatement(store.Prepare(plan, options));

        private sealed class DeafStatement(ReadStatement statement) : ReadStatement
        {
            public override RowLayout Layout => statement.Layout;

            public override IReadOnlyCollection<int> Slots => statement.Slots;

            public override int Size => statement.Size;

            public override string Describe(IReadOnlyList<Literal?> literals) => statement.Describe([]);

            public override Task<Result<ReadCursor>> OpenAsync(IReadOnlyList<Literal?> literals, CancellationToken cancellationToken) => statement.OpenAsync([], cancellationToken);
        }
    }

    /// <summary>One of the two services; both say that they are the same one.</summary>
    private sealed class Service(WebApplication app, HttpClient client, LogLines log) : IAsyncDisposable
    {
        private int asked;

        /// <summary>How many questions were found, as the lines of all requests tell.</summary>
        public async Task<int> HitsAsync() => (await log.WithAsync("; plan ", asked, Token)).Count(l => l.Contains("; plan hit", StringComparison.Ordinal));

        /// <summary>The faults it has told of so far.</summary>
        public int Faults => log.All.Count(l => l.StartsWith("Error ", StringComparison.Ordinal));

        public static async Task<Service> StartAsync(TestDatabase database, long planBytes, int checkEvery, Func<IReadStore, IReadStore>? around = null)
        {
            var (model, log) = (PlanModel.Instance, new LogLines());
            var store = new PostgresReadStore(database.Sources, model, TimeProvider.System);
            var parts = new ServerParts(model.Published, around?.Invoke(store) ?? store, _ => Task.FromResult<Problem?>(null), new QueryLimits()) { Caching = new CacheOptions { MaxPlanBytes = planBytes, CheckEvery = checkEvery } };
            var app = Server.Build(new ServerOptions { Port = 0, BaseUrl = new Uri("https://plan.example.jp") }, parts, l => l.SetMinimumLevel(LogLevel.Information).AddProvider(log));
            await app.StartAsync(Token);
            return new Service(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) }, log);
        }

        public async Task<string> AskAsync(string url, (string Name, string Value)[] headers, CancellationToken token)
        {
            var address = new Uri(client.BaseAddress + "odata/" + url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Host = "plan.example.jp";
            request.Headers.TryAddWithoutValidation("X-Request-Id", "same");
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            Interlocked.Increment(ref asked);
            using var response = await client.SendAsync(request, token);
            var told = response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Date" or "X-Request-ID")).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
            var body = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await response.Content.ReadAsByteArrayAsync(token)));
            return $"{(int)response.StatusCode} {string.Join("; ", told.Order(StringComparer.Ordinal))} {body} {(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(token))}";
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await app.DisposeAsync();
        }
    }
}
