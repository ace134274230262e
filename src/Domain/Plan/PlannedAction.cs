using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>取組内容: one action item of a project or a reform task.</summary>
[PublishedSet("actions")]
[Label("取組内容", "Action")]
public sealed class PlannedAction : Fact
{
    /// <summary>Plan code.</summary>
    [Label("計画コード", "Plan code")]
    public required string PlanCode { get; init; }

    /// <summary>Project code; null if not stated.</summary>
    [Label("事務事業コード", "Project code")]
    public string? ProjectCode { get; init; }

    /// <summary>Reform task code; null if not stated.</summary>
    [Label("改革課題コード", "Reform task code")]
    public string? ReformTaskCode { get; init; }

    /// <summary>Position in the project or task, from 1.</summary>
    [Label("番号", "Number", Description = "Position in the project or task, from 1.", DescriptionJapanese = "事務事業又は改革課題の中での順番(1始まり)")]
    public required int Number { get; init; }

    /// <summary>Heading the item stands under, as printed; null if not stated.</summary>
    [Label("区分", "Group", Description = "Heading the item stands under, as printed.", DescriptionJapanese = "この取組内容が置かれている見出しの記載")]
    [Searched]
    public string? Group { get; init; }

    /// <summary>Text.</summary>
    [Label("内容", "Text")]
    [Searched(Weight = 4)]
    public required string Text { get; init; }

    /// <summary>First year; null where the document does not settle it, note says why.</summary>
    [Label("開始年度", "First fiscal year", Unit = "fiscal year", Description = "First year; null where the document does not settle it, note says why.", DescriptionJapanese = "最初の年度。原資料から特定できない場合は空(理由は注記)")]
    public int? FirstFiscalYear { get; init; }

    /// <summary>Last year; null where the document does not settle it or the action goes on.</summary>
    [Label("終了年度", "Last fiscal year", Unit = "fiscal year", Description = "Last year; null where the document does not settle it or the action goes on.", DescriptionJapanese = "最後の年度。原資料から特定できない場合や継続する場合は空")]
    public int? LastFiscalYear { get; init; }

    /// <summary>Every fiscal year of the action, ascending; empty where the document does not settle them.</summary>
    [Label("対象年度", "Fiscal years", Unit = "fiscal year", Description = "Every fiscal year of the action, ascending; empty where the document does not settle them.", DescriptionJapanese = "取組の対象となるすべての年度(昇順)。原資料から特定できない場合は空")]
    public IReadOnlyList<int> FiscalYears { get; init; } = [];

    /// <summary>True where the action goes on after the years stated (以降, 継続).</summary>
    [Label("継続", "Is ongoing", Description = "True where the action goes on after the years stated (以降, 継続).", DescriptionJapanese = "記載された年度の後も続く場合(以降、継続)に真")]
    public required bool IsOngoing { get; init; }

    /// <summary>What a reader must know: why years are missing, which repair was made; null if not stated.</summary>
    [Label("注記", "Note", Description = "What a reader must know: why years are missing, which repair was made.", DescriptionJapanese = "年度が特定できない理由、読み取りの際の補正など")]
    public string? Note { get; init; }

    /// <summary>Plan.</summary>
    [Label("計画", "Plan")]
    public PlanProgramme? Plan { get; init; }

    /// <summary>Project.</summary>
    [Label("事務事業", "Project")]
    public Project? Project { get; init; }

    /// <summary>Reform task.</summary>
    [Label("改革課題", "Reform task")]
    public ReformTask? ReformTask { get; init; }

    /// <summary>Status reports; ordered by code when nothing else is asked.</summary>
    [Label("進捗報告", "Status reports")]
    public ICollection<StatusReport> StatusReports { get; init; } = [];
}
