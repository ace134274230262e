using System.Globalization;
using System.Net;
using System.Text;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>A part of a text.</summary>
/// <param name="Start">Where it begins. Unit: UTF-16 code units, as JavaScript counts.</param>
/// <param name="Length">How long it is. Unit: UTF-16 code units.</param>
internal readonly record struct TextRange(int Start, int Length);

/// <summary>Finds in a text what a search has found in it: the same folding as that of the database, with the places kept.</summary>
/// <param name="term">What was looked for.</param>
internal sealed class Highlighter(SearchTerm term)
{
    private const string Dashes = "‐‑‒–—―−";

    private readonly List<string> words = [.. term.Texts().Select(t => FoldedText.Of((string)t.Text.Value!).Text).Where(t => t.Length > 0).Distinct()];

    /// <summary>The parts of a text that match, from its beginning, none beside or over another.</summary>
    /// <param name="text">The text.</param>
    public IReadOnlyList<TextRange> Find(string text)
    {
        var folded = FoldedText.Of(text);
        var isMarked = new bool[text.Length];
        foreach (var word in words)
        {
            for (var at = folded.Text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.Text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                Array.Fill(isMarked, true, folded.Starts[at], folded.Ends[at + word.Length - 1] - folded.Starts[at]);
            }
        }

        return Ranges(isMarked);
    }

    /// <summary>The text as HTML: everything escaped, the matching parts in `mark`.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ranges">Its matching parts.</param>
    public static string Html(string text, IReadOnlyList<TextRange> ranges)
    {
        var (html, end) = (new StringBuilder(text.Length + 50), 0);
        foreach (var range in ranges)
        {
            html.Append(WebUtility.HtmlEncode(text[end..range.Start])).Append("<mark>").Append(WebUtility.HtmlEncode(text.Substring(range.Start, range.Length))).Append("</mark>");
            end = range.Start + range.Length;
        }

        return html.Append(WebUtility.HtmlEncode(text[end..])).ToString();
    }

    private static List<TextRange> Ranges(bool[] isMarked)
    {
        var ranges = new List<TextRange>();
        for (var start = Array.IndexOf(isMarked, true); start >= 0;)
        {
            var end = Array.IndexOf(isMarked, false, start);
            end = end < 0 ? isMarked.Length : end;
            ranges.Add(new TextRange(start, end - start));
            start = end == isMarked.Length ? -1 : Array.IndexOf(isMarked, true, end);
        }

        return ranges;
    }

    // As the function plan.search_text: NFKC, dashes alike, runs of blanks as one, A to Z in small letters.
    private sealed record FoldedText(string Text, IReadOnlyList<int> Starts, IReadOnlyList<int> Ends)
    {
        private const char NoCharacter = '\uFFFE';

        public static FoldedText Of(string text)
        {
            var (folded, starts, ends) = (new StringBuilder(text.Length), new List<int>(text.Length), new List<int>(text.Length));
            foreach (var (start, length) in Pieces(text))
            {
                foreach (var c in Normalized(text.Substring(start, length)))
                {
                    var letter = Fold(c);
                    if (letter == ' ' && (folded.Length == 0 || folded[^1] == ' '))
                    {
                        continue;
                    }

                    folded.Append(letter);
                    starts.Add(start);
                    ends.Add(start + length);
                }
            }

            if (folded.Length > 0 && folded[^1] == ' ')
            {
                folded.Length--;
            }

            return new FoldedText(folded.ToString(), starts, ends);
        }

        // PostgreSQL keeps U+FFFE as it is, .NET refuses the whole text.
        private static string Normalized(string text) => text.Contains(NoCharacter, StringComparison.Ordinal) ? text : text.Normalize(NormalizationForm.FormKC);

        private static char Fold(char c) => Dashes.Contains(c, StringComparison.Ordinal) ? '-' : char.IsWhiteSpace(c) ? ' ' : char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;

        // Letters with the marks that normalization puts together with them: half-width ｶ and ﾞ are one ガ.
        private static IEnumerable<(int Start, int Length)> Pieces(string text)
        {
            for (var start = 0; start < text.Length;)
            {
                var end = start + Width(text, start);
                while (end < text.Length && IsMark(text.Substring(end, Width(text, end))))
                {
                    end += Width(text, end);
                }

                yield return (start, end - start);
                start = end;
            }
        }

        private static int Width(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;

        private static bool IsMark(string letter) =>
            !char.IsSurrogate(letter[0]) && CharUnicodeInfo.GetUnicodeCategory(Normalized(letter)[0]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }
}
