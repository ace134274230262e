using System.Net.Http;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Kawasaki.Tests.Integration.Statistics;

/// <summary>The service over 60,000 made-up figures of 3,000 series: more than any buffer on the way holds, and thirty times what the city states.</summary>
public sealed class ManyFigures(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Figures =
        """
        insert into plan.observations (code, indicator_code, value_type, fiscal_year, period_kind, period_start, period_end, value, comparator, value_text, unit, subgroup, status, document_code, line)
        select '5-1-1-o1.actual.' || lpad(s::text, 4, '0') || '.' || y, '5-1-1-o1', 'actual', y, 'fiscalYear', make_date(y, 4, 1), make_date(y + 1, 3, 31), s + y / 10.0, 'eq', md5(s::text || y) || '%', '%', md5(s::text), 'ok', 'ar3', 6
        from generate_series(1, 3000) s, generate_series(2010, 2029) y
        """;

    private WebApplication app = null!;

    /// <summary>The database behind the service.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Asks the service.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await postgres.SharedAsync("figures", FillAsync);
        (app, Client) = await ServiceFixture.StartAsync(Database, new ServerOptions { Port = 0 }, new QueryLimits());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    private static async Task FillAsync(TestDatabase database)
    {
        await ServiceFixture.FillAsync(database);
        await database.ExecuteAsync(Figures);
    }
}
