using Kawasaki.Domain.Plan;

namespace Kawasaki.Domain.Packages;

/// <summary>The content of one data package: every fact of the documents, set by set, in the order of the files.</summary>
/// <remarks>Shape: a row may refer to rows of other sets by code only; navigations are not filled.</remarks>
public sealed class PlanData
{
    /// <summary>Rows of `documents`.</summary>
    public List<Document> Documents { get; } = [];

    /// <summary>Rows of `plans`.</summary>
    public List<PlanProgramme> Plans { get; } = [];

    /// <summary>Rows of `basicPolicies`.</summary>
    public List<BasicPolicy> BasicPolicies { get; } = [];

    /// <summary>Rows of `policies`.</summary>
    public List<Policy> Policies { get; } = [];

    /// <summary>Rows of `measures`.</summary>
    public List<Measure> Measures { get; } = [];

    /// <summary>Rows of `projects`.</summary>
    public List<Project> Projects { get; } = [];

    /// <summary>Rows of `reformPillars`.</summary>
    public List<ReformPillar> ReformPillars { get; } = [];

    /// <summary>Rows of `reformItems`.</summary>
    public List<ReformItem> ReformItems { get; } = [];

    /// <summary>Rows of `reformTasks`.</summary>
    public List<ReformTask> ReformTasks { get; } = [];

    /// <summary>Links of reform tasks to departments.</summary>
    public List<ReformTaskDepartment> ReformTaskDepartments { get; } = [];

    /// <summary>Rows of `actions`.</summary>
    public List<PlannedAction> Actions { get; } = [];

    /// <summary>Rows of `indicators`.</summary>
    public List<Indicator> Indicators { get; } = [];

    /// <summary>Rows of `observations`.</summary>
    public List<Observation> Observations { get; } = [];

    /// <summary>Rows of `citations`.</summary>
    public List<Citation> Citations { get; } = [];

    /// <summary>Rows of `evaluations`.</summary>
    public List<Evaluation> Evaluations { get; } = [];

    /// <summary>Rows of `indicatorResults`.</summary>
    public List<IndicatorResult> IndicatorResults { get; } = [];

    /// <summary>Rows of `grades`.</summary>
    public List<Grade> Grades { get; } = [];

    /// <summary>Rows of `departments`.</summary>
    public List<Department> Departments { get; } = [];

    /// <summary>Rows of `wards`.</summary>
    public List<Ward> Wards { get; } = [];

    /// <summary>Rows of `fiscalLines`.</summary>
    public List<FiscalLine> FiscalLines { get; } = [];

    /// <summary>Rows of `fiscalAmounts`.</summary>
    public List<FiscalAmount> FiscalAmounts { get; } = [];

    /// <summary>Rows of `themes`.</summary>
    public List<Theme> Themes { get; } = [];

    /// <summary>Rows of `discrepancies`.</summary>
    public List<Discrepancy> Discrepancies { get; } = [];

    /// <summary>Paragraphs of the documents; never written to a package, only by an import into the database.</summary>
    public List<Passage> Passages { get; } = [];
}
