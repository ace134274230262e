using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reading;

/// <summary>
/// Reads a printed value. A number is read only where the whole text is one: `21%以上`, `14 団体以上`, `▲17億円`, `59～90%`, `7千枚`.
/// All other words stay text.
/// </summary>
internal static partial class FigureReader
{
    /// <summary>Longer rows of digits are no figure; a decimal holds 28.</summary>
    private const int MaxDigits = 20;

    /// <summary>Reads a value from a cell without its year (see <see cref="PeriodReader.Split"/>).</summary>
    /// <param name="text">Value as printed.</param>
    public static Figure Read(string text)
    {
        var printed = TextFolding.Collapse(HtmlCell.Text(text));
        if (printed.Length == 0)
        {
            return new Figure(printed, ValueStatus.Lost);
        }

        if (printed.All(c => TextFolding.IsDash(c) || c == ' '))
        {
            return new Figure(printed, ValueStatus.NotSet);
        }

        if (TextFolding.Comparable(printed).Contains("新たに設定", StringComparison.Ordinal))
        {
            return new Figure(printed, ValueStatus.NotApplicable);
        }

        // A dash before a blank is "no value" beside a number, never a sign.
        var folded = TextFolding.Narrow(FootnoteMark().Replace(printed, ""));
        var match = DashThenBlank().IsMatch(folded) ? Match.Empty : Number().Match(Blank().Replace(folded, ""));
        return match.Success && match.Groups["value"].Length <= MaxDigits && match.Groups["upper"].Length <= MaxDigits
            && !match.Groups["unit"].Value.Contains("程度", StringComparison.Ordinal)
            ? ToFigure(printed, match)
            : new Figure(printed, ValueStatus.Text);
    }

    private static Figure ToFigure(string printed, Match match)
    {
        var unit = match.Groups["unit"].Value;
        var factor = match.Groups["scale"].Value switch { "億" => 100_000_000m, "万" => 10_000m, "千" => 1_000m, _ => 1m };
        var value = Amount(match.Groups["value"].Value) * factor;
        var upper = match.Groups["upper"] is { Success: true, Value: var bound } ? Amount(bound) * factor : (decimal?)null;
        return new Figure(
            printed,
            ValueStatus.Ok,
            match.Groups["minus"].Success ? -value : value,
            upper,
            upper is null ? ComparatorOf(match.Groups["word"].Value) : Comparator.Range,
            unit.Length == 0 ? null : unit,
            match.Groups["about"].Success);
    }

    private static Comparator ComparatorOf(string word) => word switch
    {
        "以上" => Comparator.Ge,
        "以下" or "以内" => Comparator.Le,
        "超" => Comparator.Gt,
        "未満" => Comparator.Lt,
        _ => Comparator.Eq,
    };

    private static decimal Amount(string digits) => decimal.Parse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\^\{[^}]*\}")]
    private static partial Regex FootnoteMark();

    [GeneratedRegex(@"^[-－‐–—―−]\s")]
    private static partial Regex DashThenBlank();

    [GeneratedRegex(@"\s")]
    private static partial Regex Blank();

    // 千円, 万円, 億円 are units the documents count in; 千, 万, 億 before anything else scale the number.
    [GeneratedRegex(
        @"^((?<about>約)|年|全)?(?<minus>[▲△\-−])?(?<about>約)?(?<value>\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?)"
        + @"((?<sameUnit>%)?~(?<upper>\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?))?"
        + @"(?<scale>[千万億](?!円)(?=\D))?(?<unit>m2|㎡|t-CO2|[^\d()\[\]※,.:;。、~/=]{0,14}?)(?<word>以上|以下|以内|超|未満)?"
        + @"(\([^()]*(\([^()]*\)[^()]*)*\))*(※.*)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
