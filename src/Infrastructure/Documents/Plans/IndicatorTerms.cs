using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>The name cell of an indicator table: name, source in brackets, notes.</summary>
/// <param name="Name">Name without layout blanks, footnote marks and notes.</param>
/// <param name="Source">出典 as printed in the last brackets; null if there are none.</param>
/// <param name="Note">Note printed behind the name (`※5点満点`); null if there is none.</param>
internal sealed record IndicatorTerms(string Name, string? Source, string? Note)
{
    /// <summary>Reads a name cell such as `対応満足度 ※5点満点（総務局調べ）`.</summary>
    /// <param name="cell">The cell.</param>
    public static IndicatorTerms Read(string cell)
    {
        var text = FootnoteMarks.Remove(TextFolding.Collapse(cell));
        string? source = null;
        if (text.Length > 0 && TextFolding.Narrow(text)[^1] == ')' && TextFolding.Narrow(text).LastIndexOf('(') is var open and >= 0)
        {
            source = TextFolding.Name(text[(open + 1)..^1]);
            text = text[..open];
        }

        var note = text.IndexOf('※', StringComparison.Ordinal);
        return note < 0
            ? new IndicatorTerms(TextFolding.Name(text), source, null)
            : new IndicatorTerms(TextFolding.Name(text[..note]), source, TextFolding.Name(text[note..]));
    }

    /// <summary>Which way is good, by the comparators of the targets: 以上 asks for more, 以下 for less.</summary>
    /// <param name="targets">Targets of the indicator.</param>
    public static Direction DirectionOf(IEnumerable<Figure> targets)
    {
        var comparators = targets.Select(t => t.Comparator).OfType<Comparator>().Distinct().ToList();
        return comparators is [] ? Direction.Unknown
            : comparators.TrueForAll(c => c is Comparator.Ge or Comparator.Gt) ? Direction.Increase
            : comparators.TrueForAll(c => c is Comparator.Le or Comparator.Lt) ? Direction.Decrease
            : comparators.TrueForAll(c => c is Comparator.Range) ? Direction.Range
            : Direction.Unknown;
    }
}

/// <summary>Footnote marks of the conversion, `^{※1}`: they point to a note and are no part of a name.</summary>
internal static class FootnoteMarks
{
    /// <summary>The text without its footnote marks.</summary>
    /// <param name="text">Text as printed.</param>
    public static string Remove(string text)
    {
        for (var start = text.IndexOf("^{", StringComparison.Ordinal); start >= 0; start = text.IndexOf("^{", StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            text = end < 0 ? text[..start] : text[..start] + text[(end + 1)..];
        }

        return text;
    }

    /// <summary>The numbers of the footnote marks, such as `※2`.</summary>
    /// <param name="text">Text as printed.</param>
    public static IEnumerable<string> Of(string text)
    {
        for (var start = text.IndexOf("^{", StringComparison.Ordinal); start >= 0; start = text.IndexOf("^{", start + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            if (end > 0)
            {
                yield return text[(start + 2)..end];
            }
        }
    }
}
