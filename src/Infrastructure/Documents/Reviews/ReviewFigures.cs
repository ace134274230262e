using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reviews;

/// <summary>The review's counts.</summary>
/// <param name="scope">The document.</param>
/// <param name="context">Where they go.</param>
internal sealed partial class ReviewFigures(DocumentScope scope, ContextFigures context)
{
    private static readonly IReadOnlyList<(Func<Regex> Pattern, string Name, ObservationType Type)> Counts =
    [
        (Universities, "市内の大学の数", ObservationType.Current),
        (NationalStores, "証明書を取得できるコンビニエンスストアの店舗数(全国)", ObservationType.Current),
        (CityStores, "証明書を取得できるコンビニエンスストアの店舗数(市内)", ObservationType.Current),
        (CountersInCity, "有人窓口の箇所数", ObservationType.Current),
        (TerminalsInCity, "行政サービス端末の設置箇所数", ObservationType.Current),
    ];

    private string? name;
    private Period? period;

    /// <summary>Date of the block that is read, such as `平成27年5月12日現在` above a table.</summary>
    public Period? BlockPeriod => period;

    /// <summary>A heading ends the block a date was printed for.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">The heading.</param>
    public void ReadHeading(int line, string text) => (name, period) = (null, null);

    /// <summary>Takes the figures of a line of text that the review states as counts.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">The line.</param>
    /// <returns>True where the line is a figure or its label and nothing else.</returns>
    public bool ReadText(int line, string text)
    {
        if (text.EndsWith("の件数", StringComparison.Ordinal))
        {
            name = text;
        }
        else if (DateLine().IsMatch(text))
        {
            period = PeriodReader.Read(text)?.Period;
        }
        else if (BoldFigure().Match(text) is { Success: true } bold && name is not null && period is not null)
        {
            context.State(line, name, ObservationType.Actual, period, FigureReader.Read(bold.Groups["value"].Value));
        }
        else if (Survey().Match(text) is { Success: true } survey)
        {
            var figure = FigureReader.Read(survey.Groups["value"].Value) with { ValueText = text.TrimStart('-', ' ') };
            context.State(line, "区民会議の" + survey.Groups["name"].Value, ObservationType.Actual, PeriodReader.Read(survey.Groups["year"].Value + "年度")?.Period, figure, source: survey.Groups["source"].Value);
            return false;
        }
        else
        {
            ReadCounts(line, text);
            return false;
        }

        scope.Ledger.PartOfRecord(line);
        return true;
    }

    /// <summary>Counts inside sentences, by the words around them.</summary>
    private void ReadCounts(int line, string text)
    {
        foreach (var (pattern, countName, type) in Counts)
        {
            if (pattern().Match(text) is { Success: true } match)
            {
                context.State(line, countName, type, null, FigureReader.Read(match.Groups["value"].Value), note: "no date is printed");
            }
        }

        if (BudgetPerWard().Match(text) is { Success: true } budget)
        {
            context.State(line, "1区当たりの区の予算(拡充前)", ObservationType.Actual, null, FigureReader.Read(budget.Groups["before"].Value), note: "no year is printed");
            context.State(line, "1区当たりの区の予算(拡充後)", ObservationType.Actual, null, FigureReader.Read(budget.Groups["after"].Value), note: "no year is printed");
        }
    }

    [GeneratedRegex(@"^平成\d+年\d+月(\d+日)?現在$")]
    private static partial Regex DateLine();

    [GeneratedRegex(@"^\*\*(?<value>[\d,]+人)\*\*$")]
    private static partial Regex BoldFigure();

    [GeneratedRegex(@"^- (?<name>認知度)の低さ\((?<value>[\d.]+%)\)※(?<year>H\d+)年度(?<source>.+?)結果$")]
    private static partial Regex Survey();

    [GeneratedRegex(@"^市内には、(?<value>\d+)の大学があり")]
    private static partial Regex Universities();

    [GeneratedRegex(@"全国で?(?<value>約[\d,]+店舗)")]
    private static partial Regex NationalStores();

    [GeneratedRegex(@"市内に(?<value>約[\d,]+店舗)")]
    private static partial Regex CityStores();

    [GeneratedRegex(@"^※有人窓口：.+合計市内(?<value>\d+箇所)")]
    private static partial Regex CountersInCity();

    [GeneratedRegex(@"^※行政サービス端末：.+合計市内(?<value>\d+箇所)")]
    private static partial Regex TerminalsInCity();

    [GeneratedRegex(@"^- 区の予算を1区当たり(?<before>[\d,]+万円)から(?<after>[\d,]+万円)に拡充$")]
    private static partial Regex BudgetPerWard();
}
