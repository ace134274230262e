using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>事務事業, the fourth level: what the city does under a measure in one plan.</summary>
[PublishedSet("projects")]
[Label("事務事業", "Project")]
public sealed class Project : Fact
{
    /// <summary>Plan code.</summary>
    [Label("計画コード", "Plan code")]
    public required string PlanCode { get; init; }

    /// <summary>Measure code.</summary>
    [Label("施策コード", "Measure code")]
    public required string MeasureCode { get; init; }

    /// <summary>Position in the measure, from 1.</summary>
    [Label("番号", "Number", Description = "Position in the measure, from 1.", DescriptionJapanese = "施策の中での順番(1始まり)")]
    public required int Number { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>True where the plan marks the project with ○; null where the plan has no such mark.</summary>
    [Label("主要事業(○)", "Major project", Description = "True where the plan marks the project with ○; null where the plan has no such mark.", DescriptionJapanese = "計画に○印があれば真。○印を用いない計画では空")]
    public bool? IsMajor { get; init; }

    /// <summary>The project of the earlier plan that this one continues; null if not stated.</summary>
    [Label("前計画の事業コード", "Predecessor code", Description = "The project of the earlier plan that this one continues.", DescriptionJapanese = "この事業が引き継ぐ前計画の事業")]
    public string? PredecessorCode { get; init; }

    /// <summary>Plan.</summary>
    [Label("計画", "Plan")]
    public PlanProgramme? Plan { get; init; }

    /// <summary>Measure.</summary>
    [Label("施策", "Measure")]
    public Measure? Measure { get; init; }

    /// <summary>Actions; ordered by code when nothing else is asked.</summary>
    [Label("取組内容", "Actions")]
    public ICollection<PlannedAction> Actions { get; init; } = [];

    /// <summary>Indicators; ordered by code when nothing else is asked.</summary>
    [Label("指標", "Indicators")]
    public ICollection<Indicator> Indicators { get; init; } = [];

    /// <summary>Status reports; ordered by code when nothing else is asked.</summary>
    [Label("進捗報告", "Status reports")]
    public ICollection<StatusReport> StatusReports { get; init; } = [];

    /// <summary>The status report with the latest report date, then the latest made, then the largest code; null without one.</summary>
    [Label(
        "最新の進捗報告",
        "Latest report",
        Description = "The status report with the latest reportedAt, then the latest createdAt, then the largest code.",
        DescriptionJapanese = "報告日時、登録日時、コードの順に比較して最も新しい進捗報告")]
    [LatestOf(nameof(StatusReports), nameof(StatusReport.ReportedAt), nameof(StatusReport.CreatedAt), nameof(StatusReport.Code))]
    public StatusReport? LatestReport { get; init; }

    /// <summary>Predecessor.</summary>
    [Label("前計画の事業", "Predecessor")]
    public Project? Predecessor { get; init; }

    /// <summary>Successors; ordered by code when nothing else is asked.</summary>
    [Label("後継の事業", "Successors")]
    public ICollection<Project> Successors { get; init; } = [];
}
