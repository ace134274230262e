using System.Net.Http;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Tables;

/// <summary>The service over 100,000 made-up passages, some 25 MB that hardly compress: more than any buffer on the way holds.</summary>
public sealed class ManyRows(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>How many.</summary>
    public const int Count = 100_000;

    private const string Rows =
        """
        insert into plan.passages (code, document_code, line, page, subject_kind, subject_code, kind, number, text)
        select 'ip3-x' || lpad(n::text, 6, '0'), 'ip3', n, 1, 'measures', '5-1-1', 'currentState', n, md5('a' || n) || md5('b' || n) || md5('c' || n) || md5('d' || n) || md5('e' || n) || '数値' from generate_series(1, 100000) n
        """;

    private WebApplication app = null!;

    /// <summary>The database behind the service.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Asks the service.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await postgres.SharedAsync("many", FillAsync);
        (app, Client) = await ServiceFixture.StartAsync(Database, new ServerOptions { Port = 0 }, new QueryLimits());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Sends a request; the answer is given when its head is there.</summary>
    /// <param name="url">Below the service root, encoded.</param>
    /// <param name="headers">Headers.</param>
    public async Task<HttpResponseMessage> SendAsync(string url, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("odata/" + url, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async Task FillAsync(TestDatabase database)
    {
        await ServiceFixture.FillAsync(database);
        await database.ExecuteAsync(Rows);
    }
}
