using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>A piece of a cell that holds several indicators: the text behind a marker ①, ② or ①-1.</summary>
/// <param name="Marker">The marker as printed; null for text without one.</param>
/// <param name="Text">The text up to the next marker.</param>
internal readonly record struct MarkedPiece(string? Marker, string Text)
{
    /// <summary>The marker as a part of a code: 2 for ②, 1-3 for ①-3, 1 where there is only one indicator.</summary>
    public string Number => Marker is null ? "1" : $"{Marker[0] - '①' + 1}{Marker[1..]}";
}

/// <summary>Cuts cells at their markers.</summary>
internal static partial class MarkedText
{
    /// <summary>The pieces of a cell in their order; text before the first marker has none.</summary>
    /// <param name="cell">Cell as printed.</param>
    public static IReadOnlyList<MarkedPiece> Split(string cell)
    {
        var text = HtmlCell.Text(cell);
        var markers = Marker().Matches(text);
        var pieces = new List<MarkedPiece>();
        if (text[..(markers.Count == 0 ? text.Length : markers[0].Index)].Trim() is { Length: > 0 } head)
        {
            pieces.Add(new MarkedPiece(null, head));
        }

        for (var i = 0; i < markers.Count; i++)
        {
            var end = i + 1 < markers.Count ? markers[i + 1].Index : text.Length;
            pieces.Add(new MarkedPiece(markers[i].Value, text[(markers[i].Index + markers[i].Length)..end].Trim()));
        }

        return pieces;
    }

    /// <summary>
    /// The text for each marker of a cell whose markers may share one text: `①②…`, `①～③…`, `①-1～3 ②-1～3 …`. Text before the
    /// first marker, or without any, is for all: it has the key "".
    /// </summary>
    /// <param name="cell">Cell as printed.</param>
    public static IReadOnlyDictionary<string, string> Shared(string cell)
    {
        var text = HtmlCell.Text(cell);
        var groups = Group().Matches(text);
        var texts = new Dictionary<string, string>();
        if (text[..(groups.Count == 0 ? text.Length : groups[0].Index)].Trim() is { Length: > 0 } head)
        {
            texts[""] = head;
        }

        for (var i = 0; i < groups.Count; i++)
        {
            var end = i + 1 < groups.Count ? groups[i + 1].Index : text.Length;
            var shared = text[(groups[i].Index + groups[i].Length)..end].Trim();
            foreach (var marker in Range().Matches(groups[i].Value).SelectMany(Expand))
            {
                texts[marker] = shared;
            }
        }

        return texts;
    }

    private static IEnumerable<string> Expand(Match range)
    {
        var (first, sub) = (range.Groups["first"].Value[0], range.Groups["sub"].Value);
        if (sub.Length > 0)
        {
            var last = range.Groups["lastSub"] is { Success: true, Value: var digit } ? digit[0] : sub[0];
            return Enumerable.Range(sub[0], last - sub[0] + 1).Select(c => $"{first}-{(char)c}");
        }

        var end = range.Groups["last"] is { Success: true, Value: var marker } ? marker[0] : first;
        return Enumerable.Range(first, end - first + 1).Select(c => $"{(char)c}");
    }

    [GeneratedRegex(@"[①-⑳](-\d)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Marker();

    [GeneratedRegex(@"([①-⑳](-\d)?(～[①-⑳\d])?[ ・、]?)+", RegexOptions.ExplicitCapture)]
    private static partial Regex Group();

    [GeneratedRegex(@"(?<first>[①-⑳])(-(?<sub>\d))?(～((?<last>[①-⑳])|(?<lastSub>\d)))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Range();
}
