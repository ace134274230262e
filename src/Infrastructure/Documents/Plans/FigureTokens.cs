using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>A figure printed among the actions of a project, such as `R2サイトアクセス件数：24,135件`.</summary>
/// <param name="Label">What is counted; empty where only a year stands before the number.</param>
/// <param name="Figure">The value; its text is the token as printed, label included.</param>
/// <param name="PeriodText">Year or date printed with it; null if none is.</param>
internal sealed record FigureToken(string Label, Figure Figure, string? PeriodText);

/// <summary>The figures of a text, and what is left of it.</summary>
/// <param name="Rest">Text without the figures.</param>
/// <param name="Tokens">Figures from left to right.</param>
internal sealed record FigureTokens(string Rest, IReadOnlyList<FigureToken> Tokens)
{
    /// <summary>True where the text holds figures and nothing else.</summary>
    public bool IsPure => Tokens.Count > 0 && Rest.Length == 0;

    /// <summary>Separates the figures of a text from its words.</summary>
    /// <param name="text">One item or cell without tags.</param>
    public static FigureTokens Extract(string text) => new FigureTokenScan(text).Run();
}

/// <summary>One scan of a text for figures.</summary>
internal sealed partial class FigureTokenScan(string text)
{
    private readonly List<FigureToken> tokens = [];
    private string rest = TextFolding.Collapse(text);
    private string group = "";

    /// <summary>Takes out figure after figure.</summary>
    public FigureTokens Run()
    {
        if (GroupLabel().Match(rest) is { Success: true } head)
        {
            group = head.Groups["group"].Value + "：";
            rest = rest.Remove(head.Index, head.Length).Insert(head.Index, " ");
        }

        var asOf = AsOf().Match(rest) is { Success: true } date ? date : null;
        if (asOf is not null)
        {
            rest = rest.Remove(asOf.Index, asOf.Length);
        }

        while (Token().Match(rest) is { Success: true } match)
        {
            Take(match, asOf?.Groups["date"].Value);
        }

        return new FigureTokens(TextFolding.Collapse(rest), tokens);
    }

    private void Take(Match match, string? asOf)
    {
        var printed = match.Value.Trim();
        var year = match.Groups["year"] is { Success: true, Value: var text } ? text : asOf;
        var label = match.Groups["label"] is { Success: true, Value: var own } ? group + own : tokens.Count > 0 ? tokens[^1].Label : "";
        var unbracketed = match.Groups["bracketed"].Success ? printed[1..^1] : printed;
        tokens.Add(new FigureToken(label, FigureReader.Read(match.Groups["value"].Value) with { ValueText = unbracketed }, year));
        rest = rest.Remove(match.Index, match.Length).Insert(match.Index, " ");
    }

    // `協定締結数： 企業：392件 大学：75件`: a label over several labelled figures.
    [GeneratedRegex(@"(?<=^|\s)(?<group>[^\s：]+)：\s(?=[^\s：]+：\d)")]
    private static partial Regex GroupLabel();

    [GeneratedRegex(@"※(?<date>[RH]\d{1,2}(\.\d{1,2})?現在)", RegexOptions.ExplicitCapture)]
    private static partial Regex AsOf();

    [GeneratedRegex(
        @"(?<=^|\s)(?<year>[RH]\d{1,2})?\s?(?<label>[^\s：（）()]*[^\s：（）()\d])：(?<value>[\d,]+(\.\d+)?[^\s\d：（()）]*(（合計）|\(中止\))?|月1回程度)"
        + @"|(?<bracketed>[（(])(?<year>[RH]\d{1,2})：(?<value>[\d,]+(\.\d+)?[^\s\d：（()）]*)[)）]",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
