namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>An answer as it came.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Its headers, those of the body among them.</param>
/// <param name="Body">The body, unpacked.</param>
internal sealed record FuzzAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Its media type without parameters; null for none.</summary>
    public string? MediaType => Header("Content-Type")?.Split(';')[0];

    /// <summary>True for an answer of Kestrel to what is no HTTP (a path with %00 or half a character): 400, no body, connection closed; the service never saw it.</summary>
    public bool IsRefusedByHttp => Status is 400 or 414 or 431 && Body.Length == 0 && Header("Connection") == "close" && Header("X-Request-Id") is null;

    /// <summary>A header; null for none.</summary>
    /// <param name="name">Its name.</param>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
