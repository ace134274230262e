namespace Kawasaki.Infrastructure.Documents;

/// <summary>
/// Codes made of the place a row is read from: a figure that is recognised newly elsewhere leaves them as they are, where a running
/// number would rename every row behind it. Rows of one place are told apart by a letter: none, b, c and so on.
/// </summary>
internal sealed class PlaceCodes
{
    private readonly Dictionary<string, int> used = new(StringComparer.Ordinal);

    /// <summary>The code for a row of a place.</summary>
    /// <param name="code">What the place gives.</param>
    public string Next(string code)
    {
        var before = used.GetValueOrDefault(code);
        used[code] = before + 1;
        return code + Letters(before);
    }

    private static string Letters(int before) => before switch
    {
        0 => "",
        < 26 => ((char)('a' + before)).ToString(),
        _ => "z" + Letters(before - 25),
    };
}
