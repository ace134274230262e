using System.IO;
using System.Text.Json;
using Kawasaki.Tests.Integration.Clients;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Explorer;

/// <summary>The service with the shipped data and one Chromium that looks at its explorer; pictures stay in `artifacts/test-output/explorer`.</summary>
public sealed class ExplorerBrowser(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly ShippedService service = new(postgres);
    private ClientProgram program = null!;

    /// <summary>The service.</summary>
    public ShippedService Service => service;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await service.InitializeAsync();
        program = ClientProgram.Start("explorer.mjs", service.Root, Path.Combine(Baseline.Root, "artifacts", "test-output", "explorer"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await service.DisposeAsync();
    }

    /// <summary>What the browser saw; nothing of it may be wrong: no error, nothing refused by the policy, nobody else asked, nothing wider than the page, no barrier that axe knows.</summary>
    /// <param name="question">What to do.</param>
    public async Task<JsonElement> AskAsync(object question)
    {
        var seen = await program.AskAsync(JsonSerializer.Serialize(question));
        Assert.Empty(Texts(seen, "wrong"));
        Assert.Empty(Texts(seen, "violations"));
        Assert.False(seen.GetProperty("isWider").GetBoolean(), $"wider than its window: {seen.GetProperty("url")}");
        return seen;
    }

    /// <summary>Texts of a list.</summary>
    /// <param name="seen">What was seen.</param>
    /// <param name="name">The list.</param>
    public static IReadOnlyList<string?> Texts(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(e => e.GetString())];
}
