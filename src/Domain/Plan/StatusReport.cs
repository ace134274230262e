using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>Progress of a project, reform task or action, reported by an internal system.</summary>
[PublishedSet("statusReports", InPackage = false)]
[WritableSet(KnownBy = [nameof(SourceSystem), nameof(ExternalId)], AtLeastOneOf = [nameof(ProjectCode), nameof(ReformTaskCode), nameof(ActionCode)])]
[Label("進捗報告", "Status report")]
public sealed class StatusReport : Entity
{
    /// <summary>Project code; null if not stated.</summary>
    [Label("事務事業コード", "Project code")]
    [Writable]
    public string? ProjectCode { get; init; }

    /// <summary>Reform task code; null if not stated.</summary>
    [Label("改革課題コード", "Reform task code")]
    [Writable]
    public string? ReformTaskCode { get; init; }

    /// <summary>Action code; null if not stated.</summary>
    [Label("取組コード", "Action code")]
    [Writable]
    public string? ActionCode { get; init; }

    /// <summary>Fiscal year, in fiscal year.</summary>
    [Label("年度", "Fiscal year", Unit = "fiscal year")]
    [Writable(Minimum = 1900, Maximum = 2200)]
    public required int FiscalYear { get; init; }

    /// <summary>Status.</summary>
    [Label("状況", "Status")]
    [Writable]
    public required ReportStatus Status { get; init; }

    /// <summary>Achievement; null if not stated.</summary>
    [Label("達成状況", "Achievement")]
    [Writable]
    public Achievement? Achievement { get; init; }

    /// <summary>Progress, in %; null if not stated.</summary>
    [Label("進捗率", "Progress", Unit = "%")]
    [Writable(Minimum = 0, Maximum = 100)]
    public decimal? ProgressPercent { get; init; }

    /// <summary>Summary; null if not stated.</summary>
    [Label("概要", "Summary")]
    [Searched]
    [Writable(MaxLength = 4000)]
    public string? Summary { get; init; }

    /// <summary>Source system.</summary>
    [Label("報告元システム", "Source system")]
    [Writable(AtCreateOnly = true, MaxLength = 100)]
    public required string SourceSystem { get; init; }

    /// <summary>External id; null if not stated.</summary>
    [Label("報告元の識別子", "External id")]
    [Writable(AtCreateOnly = true, MaxLength = 200)]
    public string? ExternalId { get; init; }

    /// <summary>Reported at.</summary>
    [Label("報告日時", "Reported at")]
    [Writable]
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>Created at.</summary>
    [Label("登録日時", "Created at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Created by.</summary>
    [Label("登録者", "Created by")]
    public required string CreatedBy { get; init; }

    /// <summary>Changed at.</summary>
    [Label("更新日時", "Changed at")]
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Project.</summary>
    [Label("事務事業", "Project")]
    public Project? Project { get; init; }

    /// <summary>Reform task.</summary>
    [Label("改革課題", "Reform task")]
    public ReformTask? ReformTask { get; init; }

    /// <summary>Action.</summary>
    [Label("取組内容", "Action")]
    public PlannedAction? Action { get; init; }
}
