namespace Kawasaki.Api.OData.Parsing;

/// <summary>Cuts a path, as sent, into segments. Slashes part segments except inside `$filter(...)`, whose expression has slashes of its own.</summary>
internal static class PathSegments
{
    /// <summary>Length of the first segment.</summary>
    public static int Length(ReadOnlySpan<char> path)
    {
        if (!path.StartsWith("$filter(", StringComparison.Ordinal) && !path.StartsWith("$filter%28", StringComparison.Ordinal))
        {
            return ToSlash(path, 0);
        }

        var depth = 0;
        var inText = false;
        for (var i = "$filter".Length; i < path.Length; i++)
        {
            switch (DelimiterAt(path[i..]))
            {
                case '\'':
                    inText = !inText;
                    break;
                case '(' when !inText:
                    depth++;
                    break;
                case ')' when !inText && --depth == 0:
                    return ToSlash(path, i);
                default:
                    break;
            }
        }

        return path.Length;
    }

    private static int ToSlash(ReadOnlySpan<char> path, int start)
    {
        var slash = path[start..].IndexOf('/');
        return slash < 0 ? path.Length : start + slash;
    }

    private static char DelimiterAt(ReadOnlySpan<char> text) => text switch
    {
        ['%', '2', '7', ..] => '\'',
        ['%', '2', '8', ..] => '(',
        ['%', '2', '9', ..] => ')',
        _ => text[0],
    };
}
