using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>What a source document is.</summary>
[Vocabulary]
public enum DocumentKind
{
    /// <summary>実施計画.</summary>
    [Label("実施計画", "Implementation plan")] ImplementationPlan,

    /// <summary>行財政改革プログラム.</summary>
    [Label("行財政改革プログラム", "Administrative reform programme")] ReformProgramme,

    /// <summary>施策評価.</summary>
    [Label("施策評価", "Measure evaluation")] Evaluation,

    /// <summary>Review of a policy field by the council of experts.</summary>
    [Label("分野別検討資料", "Policy field review")] Review,
}

/// <summary>What a plan is.</summary>
[Vocabulary]
public enum PlanKind
{
    /// <summary>実施計画.</summary>
    [Label("実施計画", "Implementation plan")] ImplementationPlan,

    /// <summary>行財政改革プログラム.</summary>
    [Label("行財政改革プログラム", "Administrative reform programme")] ReformProgramme,
}

/// <summary>What an indicator measures.</summary>
[Vocabulary]
public enum IndicatorKind
{
    /// <summary>成果指標.</summary>
    [Label("成果指標", "Outcome indicator")] Outcome,

    /// <summary>活動指標.</summary>
    [Label("活動指標", "Activity indicator")] Activity,

    /// <summary>市民の実感指標.</summary>
    [Label("実感指標", "Citizens' perception indicator")] Perception,

    /// <summary>Quantified series printed inside a project's actions (事務事業の数値).</summary>
    [Label("事務事業の数値", "Project figure")] Project,

    /// <summary>Indicator of the whole programme (プログラム全体の指標).</summary>
    [Label("プログラム指標", "Programme indicator")] Programme,

    /// <summary>財政指標.</summary>
    [Label("財政指標", "Fiscal indicator")] Fiscal,

    /// <summary>Context figure: population, economy, facilities, counts.</summary>
    [Label("背景の数値", "Context figure")] Context,
}

/// <summary>Which way is good.</summary>
[Vocabulary]
public enum Direction
{
    /// <summary>Larger is better (以上).</summary>
    [Label("増加", "Increase")] Increase,

    /// <summary>Smaller is better (以下).</summary>
    [Label("減少", "Decrease")] Decrease,

    /// <summary>Keeping the level is the target.</summary>
    [Label("維持", "Maintain")] Maintain,

    /// <summary>Staying within two bounds is the target.</summary>
    [Label("範囲内", "Range")] Range,

    /// <summary>The documents do not settle it.</summary>
    [Label("不明", "Unknown")] Unknown,
}

/// <summary>What an observation states.</summary>
[Vocabulary]
public enum ObservationType
{
    /// <summary>計画策定時の値.</summary>
    [Label("計画策定時", "Baseline")] Baseline,

    /// <summary>現状値.</summary>
    [Label("現状値", "Current value")] Current,

    /// <summary>目標値.</summary>
    [Label("目標値", "Target")] Target,

    /// <summary>実績値.</summary>
    [Label("実績値", "Actual")] Actual,

    /// <summary>推計値.</summary>
    [Label("推計値", "Projection")] Projection,
}

/// <summary>What span of time an observation belongs to.</summary>
[Vocabulary]
public enum PeriodKind
{
    /// <summary>年度, April to March.</summary>
    [Label("年度", "Fiscal year")] FiscalYear,

    /// <summary>暦年.</summary>
    [Label("暦年", "Calendar year")] CalendarYear,

    /// <summary>A date, such as 4月1日現在.</summary>
    [Label("時点", "Point in time")] PointInTime,

    /// <summary>Several fiscal years together.</summary>
    [Label("複数年度", "Several fiscal years")] MultiYear,
}

/// <summary>How a value is to be compared: `ge` is 以上.</summary>
[Vocabulary]
public enum Comparator
{
    /// <summary>Exactly the value, or no word of comparison printed.</summary>
    [Label("等しい", "Equal")] Eq,

    /// <summary>以上.</summary>
    [Label("以上", "Greater than or equal")] Ge,

    /// <summary>超.</summary>
    [Label("超", "Greater than")] Gt,

    /// <summary>以下・以内.</summary>
    [Label("以下", "Less than or equal")] Le,

    /// <summary>未満.</summary>
    [Label("未満", "Less than")] Lt,

    /// <summary>Between value and upperValue.</summary>
    [Label("範囲", "Range")] Range,
}

/// <summary>What can be said of a printed value.</summary>
[Vocabulary]
public enum ValueStatus
{
    /// <summary>A number was read for sure.</summary>
    [Label("数値", "Number")] Ok,

    /// <summary>The document states words, not a number.</summary>
    [Label("文字", "Text")] Text,

    /// <summary>The document prints a dash: no value was set.</summary>
    [Label("設定なし", "Not set")] NotSet,

    /// <summary>The document had a value that the conversion lost or garbled.</summary>
    [Label("変換で欠落", "Lost in conversion")] Lost,

    /// <summary>The document says that no value applies (such as 新たに設定).</summary>
    [Label("対象外", "Not applicable")] NotApplicable,
}

/// <summary>What a grade grades.</summary>
[Vocabulary]
public enum GradeScale
{
    /// <summary>施策の達成度 A to E.</summary>
    [Label("達成度", "Achievement")] Achievement,

    /// <summary>今後の方向性 I to III.</summary>
    [Label("方向性", "Direction")] Direction,
}

/// <summary>What a department is.</summary>
[Vocabulary]
public enum DepartmentKind
{
    /// <summary>局・本部.</summary>
    [Label("局", "Bureau")] Bureau,

    /// <summary>区役所.</summary>
    [Label("区役所", "Ward office")] WardOffice,

    /// <summary>委員会.</summary>
    [Label("委員会", "Board or commission")] Board,

    /// <summary>事務局.</summary>
    [Label("事務局", "Secretariat")] Secretariat,

    /// <summary>公営企業.</summary>
    [Label("公営企業", "Municipal enterprise")] Enterprise,
}

/// <summary>Which fiscal table a line stands in.</summary>
[Vocabulary]
public enum FiscalStatement
{
    /// <summary>収支フレーム.</summary>
    [Label("収支フレーム", "Revenue and expenditure frame")] Frame,

    /// <summary>決算ベースの見込み.</summary>
    [Label("決算ベース", "Settlement basis")] SettlementBasis,

    /// <summary>行財政改革の効果.</summary>
    [Label("改革効果", "Reform effect")] ReformEffect,

    /// <summary>取組による効果額(図表-5).</summary>
    [Label("財政効果額", "Reform savings")] ReformSavings,
}

/// <summary>What a fiscal amount is.</summary>
[Vocabulary]
public enum AmountBasis
{
    /// <summary>参考値 of a year before the frame.</summary>
    [Label("参考", "Reference")] Reference,

    /// <summary>Amount inside the plan's frame.</summary>
    [Label("収支フレーム", "Frame")] Frame,

    /// <summary>収支見通し after the plan's last year.</summary>
    [Label("収支見通し", "Outlook")] Outlook,
}

/// <summary>Progress that an internal system reports.</summary>
[Vocabulary]
public enum ReportStatus
{
    /// <summary>未着手.</summary>
    [Label("未着手", "Not started")] NotStarted,

    /// <summary>順調.</summary>
    [Label("順調", "On track")] OnTrack,

    /// <summary>遅れの恐れ.</summary>
    [Label("遅れの恐れ", "At risk")] AtRisk,

    /// <summary>遅れ.</summary>
    [Label("遅れ", "Delayed")] Delayed,

    /// <summary>完了.</summary>
    [Label("完了", "Completed")] Completed,

    /// <summary>中止.</summary>
    [Label("中止", "Discontinued")] Discontinued,
}

/// <summary>How a result stands against its target.</summary>
[Vocabulary]
public enum Achievement
{
    /// <summary>目標を上回った.</summary>
    [Label("目標を上回った", "Exceeded")] Exceeded,

    /// <summary>ほぼ目標どおり.</summary>
    [Label("ほぼ目標どおり", "On target")] OnTarget,

    /// <summary>目標を下回った.</summary>
    [Label("目標を下回った", "Below target")] Below,

    /// <summary>状況変化等により目標未達.</summary>
    [Label("状況変化等により目標未達", "Missed through circumstances")] Circumstances,
}

/// <summary>What an audit entry tells of.</summary>
[Vocabulary]
public enum AuditOperation
{
    /// <summary>追加.</summary>
    [Label("追加", "Create")] Create,

    /// <summary>更新.</summary>
    [Label("更新", "Update")] Update,

    /// <summary>削除.</summary>
    [Label("削除", "Delete")] Delete,

    /// <summary>拒否.</summary>
    [Label("拒否", "Refuse")] Refuse,
}

/// <summary>What happened to a row.</summary>
[Vocabulary]
public enum ChangeOperation
{
    /// <summary>追加.</summary>
    [Label("追加", "Create")] Create,

    /// <summary>更新.</summary>
    [Label("更新", "Update")] Update,

    /// <summary>削除.</summary>
    [Label("削除", "Delete")] Delete,
}

/// <summary>What became of a target.</summary>
[Vocabulary]
public enum TargetOutcome
{
    /// <summary>Every exact actual value meets it.</summary>
    [Label("達成", "Achieved")] Achieved,

    /// <summary>No exact actual value meets it.</summary>
    [Label("未達成", "Missed")] Missed,

    /// <summary>It counts, but cannot be compared.</summary>
    [Label("比較不能", "No data")] NoData,

    /// <summary>It is no target of one year, or that of a later plan period counts in its place.</summary>
    [Label("対象外", "Not counted")] NotCounted,
}

/// <summary>Why nothing is said of a target.</summary>
[Vocabulary]
public enum OutcomeReason
{
    /// <summary>It is for several years, or for none in particular.</summary>
    [Label("単年度の目標ではない", "Not a target of one year")] NotOneYear,

    /// <summary>A later plan period has a target of the same year.</summary>
    [Label("後の計画期の目標がある", "A later plan period has a target")] LaterPlanPeriod,

    /// <summary>It is stated in words, lost, approximate (約) or a range with one end.</summary>
    [Label("目標値が正確な数値ではない", "The target is no exact number")] TargetNotExact,

    /// <summary>There is no actual value of its year.</summary>
    [Label("実績値がない", "No actual value")] NoActual,

    /// <summary>No actual value is exact and of the same unit and kind of period.</summary>
    [Label("比較できる実績値がない", "No comparable actual value")] NoComparableActual,

    /// <summary>Some actual values meet it, others do not.</summary>
    [Label("実績値によって判定が異なる", "Actual values contradict each other")] ActualsDisagree,
}
