using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Batches;

/// <summary>References to parts of answers, `$1/building`, in query options and conditions: each is replaced by the literal of the value it stands for.</summary>
/// <remarks>
/// Source: OData Protocol 4.01, section 11.7.4; JSON Format 4.01, section 19. Text of the answer stands for text: whoever means a date writes
/// `cast($1/day,Edm.Date)`. What stands in quotes is text of the request and is left alone.
/// </remarks>
internal static partial class ValueReferences
{
    /// <summary>What `$1/$succeeded` asks.</summary>
    public const string Succeeded = "$succeeded";

    // Names with a dollar sign that mean something else in a URL; a request of that name can be referred to at the beginning of a path only.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "it", "this", "these", "root", "count", "ref", "value", "each", "all", "entity", "crossjoin", "metadata", "batch", "query", "filter", "select", "expand", "orderby", "top", "skip", "search",
        "compute", "levels", "apply", "format", "id", "index", "schemaversion", "skiptoken", "deltatoken", "at", "succeeded",
    };

    /// <summary>The requests that a text refers to.</summary>
    /// <param name="text">Query or condition.</param>
    public static IEnumerable<string> Names(string text) => Reference().Matches(text).Where(IsOne).Select(m => m.Groups["id"].Value);

    /// <summary>The text with literals in place of references.</summary>
    /// <param name="text">Query, percent-encoded, or condition.</param>
    /// <param name="isEncoded">Whether it is percent-encoded, so that literals must be.</param>
    /// <param name="value">The literal of a part of an answer: by request, and path.</param>
    /// <param name="address">The address that `$id=$1` stands for: by request.</param>
    public static Result<string> Resolve(string text, bool isEncoded, Func<string, string, Result<string>> value, Func<string, Result<string>> address)
    {
        var (resolved, done) = (new StringBuilder(), 0);
        foreach (var match in Reference().Matches(text).Where(IsOne))
        {
            var (id, path) = (match.Groups["id"].Value, match.Groups["path"].Value);
            var found = match.Groups["option"].Success && path.Length == 0 ? address(id) : value(id, path.TrimStart('/'));
            if (!found.IsOk)
            {
                return found.Problem;
            }

            resolved.Append(text, done, match.Index - done).Append(match.Groups["option"].Value).Append(isEncoded ? Uri.EscapeDataString(found.Value) : found.Value);
            done = match.Index + match.Length;
        }

        return done == 0 ? text : resolved.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The literal of a part of an answer.</summary>
    /// <param name="body">The answer, as JSON.</param>
    /// <param name="path">Names of members and places in arrays.</param>
    /// <returns>Null when the answer has no such part, or it is no single value.</returns>
    public static string? Literal(ReadOnlyMemory<byte> body, string path)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var part = json.RootElement;
            foreach (var name in path.Split('/'))
            {
                var isThere = part.ValueKind switch
                {
                    JsonValueKind.Object => part.TryGetProperty(name, out part),
                    JsonValueKind.Array => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < part.GetArrayLength() && (part = part[place]).ValueKind != JsonValueKind.Undefined,
                    _ => false,
                };
                if (!isThere)
                {
                    return null;
                }
            }

            return part.ValueKind switch
            {
                JsonValueKind.String => $"'{part.GetString()!.Replace("'", "''", StringComparison.Ordinal)}'",
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => part.GetRawText(),
                JsonValueKind.Null => "null",
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null; // a plain value or a table has no parts
        }
    }

    private static bool IsOne(Match match) => match.Groups["id"].Success && !Words.Contains(match.Groups["id"].Value);

    // A text in quotes is one match, without a name: nothing in it is looked at. Quotes may be percent-encoded.
    [GeneratedRegex(@"(?:'|%27).*?(?:'|%27|$)|(?<option>(?<![A-Za-z0-9])\$?id=)?\$(?<id>[A-Za-z0-9\-_~]+)(?<path>(?:/[A-Za-z0-9_$@][A-Za-z0-9_.\-$@]*)*)", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
