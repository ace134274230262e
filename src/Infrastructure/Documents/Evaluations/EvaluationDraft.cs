using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Plans;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Evaluations;

/// <summary>The evaluation of one measure while it is read: what it evaluates, the grades given, the legends.</summary>
internal sealed partial class EvaluationDraft
{
    private const string PlanCode = "ip1";

    private readonly DocumentScope scope;
    private Measure? measure;
    private (int Line, string Symbol)? achievement;
    private (int Line, string Symbol)? direction;

    /// <summary>Begins an evaluation.</summary>
    /// <param name="scope">The document.</param>
    public EvaluationDraft(DocumentScope scope)
    {
        this.scope = scope;
        Definitions = new IndicatorDefinitions(scope, () => measure);
        Results = new IndicatorResults(scope, Definitions, () => Code);
    }

    /// <summary>Reads the pages that define the indicators.</summary>
    public IndicatorDefinitions Definitions { get; }

    /// <summary>Reads the pages with targets and actuals.</summary>
    public IndicatorResults Results { get; }

    /// <summary>What the paragraphs are about.</summary>
    public (string? Set, string? Code) Subject => measure is null ? (null, null) : ("measures", measure.Code);

    private string Code => $"eval1-{measure?.Code}";

    /// <summary>The measure of that name, if an earlier document states it.</summary>
    /// <param name="name">Name as printed.</param>
    public Measure? FindMeasure(string name) => scope.Package.Data.Measures.Find(m => TextFolding.Comparable(m.Name) == TextFolding.Comparable(name));

    /// <summary>Reads 基本政策（1層）, 政策（2層） and 施策（3層）: names without numbers.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">The line.</param>
    /// <returns>True where the line names a level.</returns>
    public bool ReadLevel(int line, string text)
    {
        if (Level().Match(text) is not { Success: true } match)
        {
            return false;
        }

        // The levels above are printed first, but only the measure's name is known from an earlier document: look ahead to it.
        measure ??= Enumerable.Range(line, 9).Where(l => l <= scope.LineCount).Select(l => Level().Match(scope[l]))
            .Where(m => m.Success && m.Groups["level"].Value == "施策").Select(m => FindMeasure(m.Groups["name"].Value)).FirstOrDefault();
        if (measure is null)
        {
            return false;
        }

        var policy = PlanGrammar.PolicyOf(measure.Code);
        var (set, code) = match.Groups["level"].Value switch
        {
            "基本政策" => ("basicPolicies", PlanGrammar.PolicyOf(policy)),
            "政策" => ("policies", policy),
            _ => ("measures", measure.Code),
        };
        scope.Ledger.PartOfRecord(line);
        scope.Package.Cite(set, code, scope.At(line), match.Groups["name"].Value);
        return true;
    }

    /// <summary>Cites a project of the first plan that the evaluation lists.</summary>
    /// <param name="row">Row with the project's name.</param>
    public void CiteProject(TableRow row)
    {
        var project = scope.Package.Data.Projects.Find(p =>
            p.PlanCode == PlanCode && p.MeasureCode == measure?.Code && TextFolding.Comparable(p.Name) == TextFolding.Comparable(row[1]));
        if (project is not null)
        {
            scope.Ledger.PartOfRecord(row.Line);
            scope.Package.Cite("projects", project.Code, scope.At(row.Line), row[1]);
        }
    }

    /// <summary>Reads a grade given, or a line of a legend.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">The line.</param>
    /// <returns>True where the line is one of these.</returns>
    public bool ReadGrade(int line, string text)
    {
        if (Given().Match(text) is { Success: true } given)
        {
            var grade = (line, Symbol(given.Groups["symbol"].Value));
            _ = given.Groups["scale"].Value == "今後の方向性" ? direction = grade : achievement = grade;
            scope.Ledger.PartOfRecord(line);
            return true;
        }

        var entries = LegendEntry().Matches(text);
        if (entries.Count == 0 || !LegendLine().IsMatch(text))
        {
            return false;
        }

        foreach (Match entry in entries)
        {
            AddGrade(line, Symbol(entry.Groups["symbol"].Value), entry.Groups["label"].Value);
        }

        return true;
    }

    /// <summary>Adds the evaluation's row.</summary>
    public void Finish()
    {
        if (measure is null || achievement is null || direction is null || Results.FiscalYear is not { } year)
        {
            scope.Ledger.NotRecognized(1, "the measure, both grades and the results are expected in the evaluation");
            return;
        }

        scope.Ledger.Record(achievement.Value.Line, "evaluations");
        scope.Package.Cite("evaluations", Code, scope.At(direction.Value.Line), scope[direction.Value.Line]);
        scope.Package.Data.Evaluations.Add(new Evaluation
        {
            Code = Code,
            DocumentCode = scope.Code,
            Line = achievement.Value.Line,
            PlanCode = PlanCode,
            MeasureCode = measure.Code,
            FiscalYear = year,
            AchievementGrade = GradeCode(GradeScale.Achievement, achievement.Value.Symbol),
            DirectionGrade = GradeCode(GradeScale.Direction, direction.Value.Symbol),
        });
    }

    private void AddGrade(int line, string symbol, string label)
    {
        var scale = symbol[0] is >= 'A' and <= 'E' ? GradeScale.Achievement : GradeScale.Direction;
        var grades = scope.Package.Data.Grades;
        scope.Ledger.Record(line, "grades");
        grades.Add(new Grade
        {
            Code = GradeCode(scale, symbol),
            DocumentCode = scope.Code,
            Line = line,
            Scale = scale,
            Symbol = symbol,
            Label = label,
            Order = grades.Count(g => g.Scale == scale) + 1,
        });
    }

    private static string GradeCode(GradeScale scale, string symbol) =>
        string.Create(CultureInfo.InvariantCulture, $"{scale.ToString().ToLowerInvariant()}-{symbol.ToLowerInvariant()}");

    /// <summary>Roman numerals are printed in Latin letters or as one character each.</summary>
    private static string Symbol(string printed) => printed switch { "Ⅰ" => "I", "Ⅱ" => "II", "Ⅲ" => "III", "Ⅳ" => "IV", _ => printed };

    [GeneratedRegex(@"^(?<level>基本政策|政策|施策)（[1-3]層） (?<name>.+)$")]
    private static partial Regex Level();

    [GeneratedRegex(@"^(?<scale>施策の達成状況|今後の方向性) (?<symbol>[A-EI-VⅠ-Ⅳ]+) (?<label>.+)$")]
    private static partial Regex Given();

    [GeneratedRegex(@"^(【(施策の達成状況|今後の方向性)区分】 )?(?<symbol>[A-EI-VⅠ-Ⅳ]+) ")]
    private static partial Regex LegendLine();

    [GeneratedRegex(@"(?<=^|、|】 )(?<symbol>[A-EI-VⅠ-Ⅳ]+) (?<label>.+?)(?=、[A-EI-VⅠ-Ⅳ]+ |$)")]
    private static partial Regex LegendEntry();
}
