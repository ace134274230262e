namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>A request as it is sent.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Target">Below the service root, percent-encoded, ASCII.</param>
/// <param name="Headers">Headers.</param>
/// <param name="Body">Body of a POST; null for none.</param>
internal sealed record FuzzRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, string? Body)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Method} {Target}{string.Concat(Headers.Select(h => $" [{h.Name}: {h.Value}]"))}{(Body is null ? "" : $" <- {Body}")}";
}
