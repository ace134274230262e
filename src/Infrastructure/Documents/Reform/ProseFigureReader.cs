using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>
/// Reads the figures that only sentences state (most of their charts are lost in the conversion). A sentence is recognised by
/// its words; its groups v1, v2 are values, y1, y2 their years, s2 the number of years from y1 to the second value.
/// </summary>
internal sealed partial class ProseFigureReader(SourceDocument document, ContextSeries series, PackageBuilder package)
{
    private static readonly SentenceForm[] Forms =
    [
        new("ar3-programme-01", "", Satisfied(), ObservationType.Actual, ObservationType.Current),
        new("ar3-context-dissatisfaction", "日々の生活に身近な行政サービスに満足していない市民の割合", Dissatisfied(), ObservationType.Actual, ObservationType.Actual),
        new("ar3-context-cost-awareness", "コストを意識して仕事に取り組んでいる職員の割合", CostAwareness(), ObservationType.Actual, ObservationType.Actual),
        new("ar3-context-improvement-awareness", "職場で積極的に業務改善に取り組んでいると感じている職員の割合", Improvement(), ObservationType.Actual),
        new("ar3-context-floor-area", "公共建築物の延床面積", FloorArea(), ObservationType.Actual),
        new("ar3-context-information-01", "", OpenData(), ObservationType.Actual),
        new("ar3-context-digital-documents", "庁内文書の電子化率", DigitalDocuments(), ObservationType.Actual),
        new("ar3-context-obligatory-expenses", "歳出に占める義務的経費の割合", ObligatoryExpenses(), ObservationType.Projection, ObservationType.Actual),
        new("ar3-context-redemption-fund", "減債基金からの借入残高(決算・予算)", FundBalance(), ObservationType.Actual),
        new("ar3-context-redemption-fund", "減債基金からの借入残高(決算・予算)", FundBudget(), ObservationType.Projection),
        new("ar3-context-citizen-survey-response", "市民アンケートの有効回収数", CitizenSurvey(), ObservationType.Actual),
        new("ar3-context-staff-survey-response", "働き方についてのアンケート調査の有効回収数", StaffSurvey(), ObservationType.Actual),
    ];

    private int added;

    /// <summary>Reads the sentences of the range.</summary>
    /// <param name="range">Where to look.</param>
    public void Read(LineRange range)
    {
        foreach (var line in range.Lines.Where(l => !string.IsNullOrWhiteSpace(document[l]) && !TableRow.IsRow(document[l])))
        {
            // A survey's dates stand in a point of its own, two lines above.
            var text = Folded(line) is var own && own.Contains("発送数", StringComparison.Ordinal) ? Folded(line - 3) + own : own;
            foreach (var form in Forms)
            {
                if (form.Pattern.Match(text) is { Success: true } match && (form.Name.Length > 0 || package.FindIndicator(form.Code) is not null))
                {
                    State(line, form, match);
                }
            }
        }
    }

    private string Folded(int line) => line < 1 ? "" : TextFolding.Narrow(document[line]).Replace(" ", "", StringComparison.Ordinal);

    private void State(int line, SentenceForm form, Match match)
    {
        for (var i = 0; i < form.Types.Length; i++)
        {
            var label = match.Groups["y1"].Value;
            var year = EraYears.First(label)!.Value.Year;
            if (match.Groups[$"s{i + 1}"] is { Success: true, Value: var span })
            {
                (year, label) = (year + int.Parse(span, CultureInfo.InvariantCulture), $"{label}以降の{span}年間");
            }
            else if (match.Groups[$"y{i + 1}"] is { Success: true, Value: var own })
            {
                (year, label) = (EraYears.First(own)!.Value.Year, own);
            }

            var figure = FigureReader.Read(match.Groups[$"v{i + 1}"].Value);
            if (package.FindIndicator(form.Code) is null)
            {
                series.Add(line, form.Code, IndicatorKind.Context, ++added, form.Name, figure.Unit);
            }

            series.State(line, form.Code, form.Types[i], Period.OfFiscalYear(year, label), figure);
        }
    }

    [GeneratedRegex(@"(?<y1>平成27\(2015\)年度)以降の(?<s2>\d)年間で、「満足している\(.+?市民の割合が(?<v1>[\d.]+%)から(?<v2>[\d.]+%)へ")]
    private static partial Regex Satisfied();

    [GeneratedRegex(@"「満足していない\(.+?市民の割合についても、(?<y1>平成27\(2015\)年度)以降の(?<s2>\d)年間で、(?<v1>[\d.]+%)から(?<v2>[\d.]+%)へ")]
    private static partial Regex Dissatisfied();

    [GeneratedRegex(@"「事業・業務に係るコストを意識して仕事に取り組んでいる職員の割合」について、(?<y1>平成29\(2017\)年度)から(?<y2>令和3\(2021\)年度)までの\d年間で(?<v1>[\d.]+%)から(?<v2>[\d.]+%)へ")]
    private static partial Regex CostAwareness();

    [GeneratedRegex(@"「職場で積極的に業務改善に取り組んでいると感じている職員の割合」については、(?<y1>平成29\(2017\)年度)の(?<v1>[\d.]+%)を下回る")]
    private static partial Regex Improvement();

    [GeneratedRegex(@"延床面積については、(?<y1>令和2\(2020\)年度)末時点で(?<v1>約[\d.]+万㎡)にのぼり")]
    private static partial Regex FloorArea();

    [GeneratedRegex(@"(?<y1>令和2\(2020\)年度)には、月平均で(?<v1>[\d,]+件)がダウンロードされ")]
    private static partial Regex OpenData();

    [GeneratedRegex(@"(?<y1>平成30\(2018\)年度)の庁内文書の電子化率は(?<v1>[\d.]+%)となり")]
    private static partial Regex DigitalDocuments();

    [GeneratedRegex(@"(?<y1>令和4\(2022\)年度予算)では(?<v1>[\d.]+%)となっています。.+(?<y2>令和元\(2019\)年度決算)で[\d.]+%\(川崎市は(?<v2>[\d.]+%)\)")]
    private static partial Regex ObligatoryExpenses();

    [GeneratedRegex(@"(?<y1>令和2\(2020\)年度決算)において.+減債基金からの借入残高は(?<v1>\d+億円)に達しています")]
    private static partial Regex FundBalance();

    [GeneratedRegex(@"(?<y1>令和4\(2022\)年度予算)においては、減債基金から\d+億円の新規借入を計上し、借入残高は(?<v1>\d+億円)に達しています")]
    private static partial Regex FundBudget();

    [GeneratedRegex(@"(?<y1>令和3\(2021\)年)11月.+有効回収数(?<v1>[\d,]+件)\(")]
    private static partial Regex CitizenSurvey();

    [GeneratedRegex(@"(?<y1>令和3\(2021\)年)7月.+有効回収数(?<v1>[\d,]+件)、")]
    private static partial Regex StaffSurvey();

    /// <summary>A sentence that states figures.</summary>
    /// <param name="Code">Code of the indicator.</param>
    /// <param name="Name">Its name; empty where another part of the document names it.</param>
    /// <param name="Pattern">Its words.</param>
    /// <param name="Types">What each value is.</param>
    private sealed record SentenceForm(string Code, string Name, Regex Pattern, params ObservationType[] Types);
}
