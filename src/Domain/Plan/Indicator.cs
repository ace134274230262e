using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>指標: one conceptual indicator, whatever the number of documents that state it.</summary>
[PublishedSet("indicators")]
[Label("指標", "Indicator")]
public sealed class Indicator : Fact
{
    private string? method;

    /// <summary>Kind.</summary>
    [Label("種別", "Kind")]
    public required IndicatorKind Kind { get; init; }

    /// <summary>Plan code; null if not stated.</summary>
    [Label("計画コード", "Plan code")]
    public string? PlanCode { get; init; }

    /// <summary>Policy code; null if not stated.</summary>
    [Label("政策コード", "Policy code")]
    public string? PolicyCode { get; init; }

    /// <summary>Measure code; null if not stated.</summary>
    [Label("施策コード", "Measure code")]
    public string? MeasureCode { get; init; }

    /// <summary>Project code; null if not stated.</summary>
    [Label("事務事業コード", "Project code")]
    public string? ProjectCode { get; init; }

    /// <summary>Reform task code; null if not stated.</summary>
    [Label("改革課題コード", "Reform task code")]
    public string? ReformTaskCode { get; init; }

    /// <summary>Number.</summary>
    [Label("番号", "Number")]
    public required int Number { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Unit; null if not stated.</summary>
    [Label("単位", "Unit")]
    public string? Unit { get; init; }

    /// <summary>Direction.</summary>
    [Label("望ましい方向", "Direction")]
    public required Direction Direction { get; init; }

    /// <summary>True where the document says 累計, 延べ累計 or 計画期間累計.</summary>
    [Label("累計", "Is cumulative", Description = "True where the document says 累計, 延べ累計 or 計画期間累計.", DescriptionJapanese = "「累計」「延べ累計」「計画期間累計」の記載がある場合に真")]
    public required bool IsCumulative { get; init; }

    /// <summary>Source; null if not stated.</summary>
    [Label("出典", "Source")]
    public string? Source { get; init; }

    /// <summary>Method; null if not stated.</summary>
    [Label("算出方法", "Method")]
    public string? Method { get => method; init => method = value; }

    /// <summary>Plan.</summary>
    [Label("計画", "Plan")]
    public PlanProgramme? Plan { get; init; }

    /// <summary>Policy.</summary>
    [Label("政策", "Policy")]
    public Policy? Policy { get; init; }

    /// <summary>Measure.</summary>
    [Label("施策", "Measure")]
    public Measure? Measure { get; init; }

    /// <summary>Project.</summary>
    [Label("事務事業", "Project")]
    public Project? Project { get; init; }

    /// <summary>Reform task.</summary>
    [Label("改革課題", "Reform task")]
    public ReformTask? ReformTask { get; init; }

    /// <summary>Observations; ordered by code when nothing else is asked.</summary>
    [Label("数値", "Observations")]
    public ICollection<Observation> Observations { get; init; } = [];

    /// <summary>Results; ordered by code when nothing else is asked.</summary>
    [Label("評価結果", "Results")]
    public ICollection<IndicatorResult> Results { get; init; } = [];

    /// <summary>The same indicator with the definition that another place than the one naming it prints.</summary>
    /// <param name="definition">算出方法.</param>
    public Indicator WithMethod(string definition)
    {
        var copy = (Indicator)MemberwiseClone();
        copy.method = definition;
        return copy;
    }
}
