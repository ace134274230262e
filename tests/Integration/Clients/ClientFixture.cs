using System.Text.Json;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>The service with the shipped data, and a client's program that asks it.</summary>
/// <param name="postgres">Where the data is.</param>
/// <param name="program">File in `tests/Clients`.</param>
public abstract class ClientFixture(PostgresFixture postgres, string program) : IAsyncLifetime
{
    private readonly ShippedService service = new(postgres);
    private ClientProgram client = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await service.InitializeAsync();
        client = ClientProgram.Start(program, service.Root);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the client answers.</summary>
    /// <param name="question">JSON.</param>
    public Task<JsonElement> AskAsync(string question) => client.AskAsync(question);

    /// <summary>What plain SQL answers: a text for each row, cells between bars.</summary>
    /// <param name="sql">Statement.</param>
    public Task<IReadOnlyList<string>> SqlAsync(string sql) => service.Database.RowsAsync(sql);

    /// <summary>A client's rows in the same form.</summary>
    /// <param name="rows">Array of arrays of cells.</param>
    public static IEnumerable<string> Rows(JsonElement rows) => rows.EnumerateArray().Select(row => string.Join('|', row.EnumerateArray().Select(Cell)));

    private static string Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => cell.GetString()!,
        _ => cell.GetRawText(),
    };
}
