using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>改革課題, the third level of the reform programme: one task with its sheet.</summary>
[PublishedSet("reformTasks")]
[Label("改革課題", "Reform task")]
public sealed class ReformTask : Fact
{
    /// <summary>Item code.</summary>
    [Label("項目コード", "Item code")]
    public required string ItemCode { get; init; }

    /// <summary>Number.</summary>
    [Label("課題No.", "Number")]
    public required int Number { get; init; }

    /// <summary>Name.</summary>
    [Label("課題名", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Department, as printed.</summary>
    [Label("所管(原文)", "Department, as printed")]
    [Searched]
    public required string DepartmentText { get; init; }

    /// <summary>Secures people.</summary>
    [Label("ヒトの確保", "Secures people")]
    public required bool SecuresPeople { get; init; }

    /// <summary>Secures goods.</summary>
    [Label("モノの確保", "Secures goods")]
    public required bool SecuresGoods { get; init; }

    /// <summary>Secures money.</summary>
    [Label("カネの確保", "Secures money")]
    public required bool SecuresMoney { get; init; }

    /// <summary>Secures information.</summary>
    [Label("情報の確保", "Secures information")]
    public required bool SecuresInformation { get; init; }

    /// <summary>Secures time.</summary>
    [Label("時間の確保", "Secures time")]
    public required bool SecuresTime { get; init; }

    /// <summary>Reform item.</summary>
    [Label("改革項目", "Reform item")]
    public ReformItem? Item { get; init; }

    /// <summary>Departments; ordered by code when nothing else is asked.</summary>
    [Label("所管部署", "Departments")]
    public ICollection<Department> Departments { get; init; } = [];

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
}
