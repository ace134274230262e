using System.Globalization;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>
/// The levels of the comprehensive plan, one row each whatever the number of documents: the first place that states a row
/// is its place, every further one a citation; a name printed otherwise is a discrepancy.
/// </summary>
internal static class PlanHierarchy
{
    private const string Kawasaki = "141305";

    /// <summary>Names and years of the three implementation plans of the comprehensive plan.</summary>
    /// <remarks>Each plan begins in the year after the earlier one's last target year (平成29, 平成33, 平成37年度).</remarks>
    private static readonly (string Code, int Number, int First, int Last)[] Plans = [("ip1", 1, 2016, 2017), ("ip2", 2, 2018, 2021), ("ip3", 3, 2022, 2025)];

    /// <summary>States the plans that the header of an outcome indicator table names.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="row">The header row.</param>
    public static void StatePlans(DocumentScope scope, TableRow row)
    {
        foreach (var (code, number, first, last) in Plans)
        {
            if (code != scope.Code && DocumentEntry.Register.Any(d => d.Code == code))
            {
                // A plan that is one of the documents is stated by its own document.
                continue;
            }

            var mark = string.Create(CultureInfo.InvariantCulture, $"第{number}期実施計画期間");
            if (!row.Filled.Any(c => TextFolding.Comparable(c.Text).StartsWith(mark, StringComparison.Ordinal)) || scope.Package.Data.Plans.Exists(p => p.Code == code))
            {
                continue;
            }

            scope.Ledger.Record(row.Line, "plans");
            scope.Package.Data.Plans.Add(new PlanProgramme
            {
                Code = code,
                DocumentCode = scope.Code,
                Line = row.Line,
                MunicipalityCode = Kawasaki,
                Name = string.Create(CultureInfo.InvariantCulture, $"川崎市総合計画 第{number}期実施計画"),
                Kind = PlanKind.ImplementationPlan,
                FirstFiscalYear = first,
                LastFiscalYear = last,
            });
        }
    }

    /// <summary>States a basic policy.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="line">Line that prints it.</param>
    /// <param name="code">Its code.</param>
    /// <param name="name">Its name.</param>
    public static void StateBasicPolicy(DocumentScope scope, int line, string code, string name)
    {
        var earlier = scope.Package.Data.BasicPolicies.Find(p => p.Code == code);
        if (earlier is not null)
        {
            StateAgain(scope, line, "basicPolicies", code, name, new Place(earlier.DocumentCode, earlier.Line), earlier.Name);
            return;
        }

        scope.Ledger.Record(line, "basicPolicies");
        scope.Package.Data.BasicPolicies.Add(new BasicPolicy { Code = code, DocumentCode = scope.Code, Line = line, Name = name });
    }

    /// <summary>States a policy.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="line">Line that prints it.</param>
    /// <param name="code">Its code.</param>
    /// <param name="name">Its name.</param>
    public static void StatePolicy(DocumentScope scope, int line, string code, string name)
    {
        var earlier = scope.Package.Data.Policies.Find(p => p.Code == code);
        if (earlier is not null)
        {
            StateAgain(scope, line, "policies", code, name, new Place(earlier.DocumentCode, earlier.Line), earlier.Name);
            return;
        }

        scope.Ledger.Record(line, "policies");
        scope.Package.Data.Policies.Add(new Policy { Code = code, DocumentCode = scope.Code, Line = line, BasicPolicyCode = PlanGrammar.PolicyOf(code), Name = name });
    }

    /// <summary>States a measure.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="line">Line that prints it.</param>
    /// <param name="code">Its code.</param>
    /// <param name="name">Its name.</param>
    public static void StateMeasure(DocumentScope scope, int line, string code, string name)
    {
        var earlier = scope.Package.Data.Measures.Find(m => m.Code == code);
        if (earlier is not null)
        {
            StateAgain(scope, line, "measures", code, name, new Place(earlier.DocumentCode, earlier.Line), earlier.Name);
            return;
        }

        scope.Ledger.Record(line, "measures");
        scope.Package.Data.Measures.Add(new Measure { Code = code, DocumentCode = scope.Code, Line = line, PolicyCode = PlanGrammar.PolicyOf(code), Name = name });
    }

    /// <summary>Adds a project and finds the one of the first plan that it continues.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="line">Line that prints it.</param>
    /// <param name="planCode">Plan.</param>
    /// <param name="measureCode">Measure.</param>
    /// <param name="name">Name.</param>
    /// <param name="isMajor">Whether it is marked ○; null where the plan has no such mark.</param>
    /// <returns>Its code.</returns>
    public static string AddProject(DocumentScope scope, int line, string planCode, string measureCode, string name, bool? isMajor)
    {
        var projects = scope.Package.Data.Projects;
        var number = projects.Count(p => p.PlanCode == planCode && p.MeasureCode == measureCode) + 1;
        var predecessor = projects.Find(p => p.PlanCode != planCode && p.MeasureCode == measureCode && TextFolding.Comparable(p.Name) == TextFolding.Comparable(name));
        var code = string.Create(CultureInfo.InvariantCulture, $"{planCode}-{measureCode}-p{number:00}");
        scope.Ledger.Record(line, "projects");
        projects.Add(new Project
        {
            Code = code,
            DocumentCode = scope.Code,
            Line = line,
            PlanCode = planCode,
            MeasureCode = measureCode,
            Number = number,
            Name = name,
            IsMajor = isMajor,
            PredecessorCode = predecessor?.Code,
        });
        return code;
    }

    private static void StateAgain(DocumentScope scope, int line, string set, string code, string name, Place first, string firstName)
    {
        scope.Ledger.PartOfRecord(line);
        scope.Package.Cite(set, code, scope.At(line), name);
        if (TextFolding.Comparable(name) != TextFolding.Comparable(firstName))
        {
            scope.Package.Contradict(set, code, "name", (scope.At(line), name), (first, firstName));
        }
    }
}
