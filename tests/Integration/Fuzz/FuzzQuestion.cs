namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>A question in decoded text, cut into what can be mixed with parts of others.</summary>
/// <param name="Path">Below the service root.</param>
/// <param name="Options">Query options in order; a name without value has an empty one.</param>
internal sealed record FuzzQuestion(string Path, IReadOnlyList<(string Name, string Value)> Options)
{
    /// <summary>The question as a careful client sends it.</summary>
    public string Encoded => EncodedPath + (Options.Count == 0 ? "" : "?" + string.Join('&', Options.Select(o => $"{Uri.EscapeDataString(o.Name)}={Uri.EscapeDataString(o.Value)}")));

    // Signs that mean something in a path are not escaped there.
    private string EncodedPath => string.Concat(Path.EnumerateRunes().Select(r => r.IsAscii && "$/='(),@".Contains((char)r.Value, StringComparison.Ordinal) ? r.ToString() : Uri.EscapeDataString(r.ToString())));

    /// <summary>Reads `path?name=value&amp;...`.</summary>
    /// <param name="url">Below the service root, not encoded.</param>
    public static FuzzQuestion Of(string url)
    {
        var parts = url.Split('?', 2);
        return new(parts[0], parts.Length < 2 ? [] : [.. parts[1].Split('&').Select(Option)]);
    }

    private static (string Name, string Value) Option(string text)
    {
        var parts = text.Split('=', 2);
        return (parts[0], parts.Length < 2 ? "" : parts[1]);
    }
}
