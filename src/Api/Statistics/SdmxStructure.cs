using System.Globalization;
using Kawasaki.Api.Catalog;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Statistics;

/// <summary>The data structure that every SDMX format writes: dimensions in the order of the key, the measure, attributes.</summary>
/// <remarks>docs/decisions/0038 says what each is for. Total, not applicable and unspecified are `_T`, `_Z`, `_X`, as SDMX recommends.</remarks>
internal sealed class SdmxStructure
{
    /// <summary>Who keeps the structure.</summary>
    public const string Agency = "KAWASAKI";

    /// <summary>The dataflow.</summary>
    public const string Dataflow = "INDICATOR_FACTS";

    /// <summary>Its version; rises when a component is taken away or changes its meaning.</summary>
    public const string Version = "1.0.0";

    /// <summary>The city as a reference area: its local government code.</summary>
    public const string City = CityTerms.Code;

    /// <summary>Name of the dimension of time.</summary>
    public const string Time = "TIME_PERIOD";

    private readonly Dictionary<string, AllowedValue> types;

    /// <summary>The structure with the names of a model's vocabulary.</summary>
    /// <param name="set">The set of figures.</param>
    public SdmxStructure(EntitySetModel set)
    {
        types = set.Type.FindProperty("valueType")!.AllowedValues.ToDictionary(v => v.Value, StringComparer.Ordinal);
        Dimensions =
        [
            new SdmxComponent("INDICATOR", "指標", "Indicator", f => f.Indicator) { Name = f => (f.IndicatorName, f.IndicatorName) },
            new SdmxComponent("MEASURE_TYPE", "値の種類", "What is stated", f => f.ValueType.ToUpperInvariant()) { Name = f => (types[f.ValueType].Japanese, types[f.ValueType].English) },
            new SdmxComponent("REF_AREA", "地域", "Reference area", f => f.Ward ?? City) { Name = f => f.Ward is null ? ("川崎市", "Kawasaki City") : (f.WardName ?? f.Ward, f.WardName ?? f.Ward) },
            new SdmxComponent("SUBGROUP", "内訳", "Part of the population, as printed", f => f.Subgroup ?? "_T"),
            new SdmxComponent("PLAN_PERIOD", "計画期", "Plan period of a target", f => Number(f.PlanPeriod) ?? "_Z"),
            new SdmxComponent("STATEMENT", "同一キーの何番目の記載か", "Which of several statements of the same key", f => Number(f.Statement)),
            new SdmxComponent(Time, "期間", "Time period", f => TimePeriod.Of(f.Period)) { DataType = "ObservationalTimePeriod" },
        ];
    }

    /// <summary>Identify a figure; time is the last.</summary>
    public IReadOnlyList<SdmxComponent> Dimensions { get; }

    /// <summary>The number.</summary>
    public SdmxComponent Measure { get; } = new("OBS_VALUE", "値", "Value", f => Number(f.Value)) { DataType = "Decimal" };

    /// <summary>Tell more of a figure.</summary>
    public IReadOnlyList<SdmxComponent> Attributes { get; } =
    [
        new("INDICATOR_NAME", "指標名", "Indicator name", f => f.IndicatorName) { IsOfSeries = true },
        new("INDICATOR_KIND", "指標の種別", "Indicator kind", f => f.IndicatorKind) { IsOfSeries = true },
        new("DIRECTION", "望ましい方向", "Which way is good", f => f.Direction) { IsOfSeries = true },
        new("UNIT_MEASURE", "単位", "Unit, as printed", f => f.Unit),
        new("OBS_STATUS", "値の有無(A あり、O なし)", "A: there is a number; O: there is none", f => f.Value is null ? "O" : "A"),
        new("VALUE_STATUS", "値の状態", "What can be said of the printed value", f => f.Status),
        new("COMPARATOR", "比較", "How the value is to be compared", f => f.Comparator),
        new("UPPER_VALUE", "上限値", "Upper bound of a range", f => Number(f.UpperValue)) { DataType = "Decimal" },
        new("OBS_TEXT", "値(原文)", "Value, as printed", f => f.Text),
        new("REPORTING_YEAR_START_DAY", "年度の開始日", "Day on which the fiscal year begins", f => TimePeriod.IsFiscalYear(TimePeriod.Of(f.Period)) ? TimePeriod.ReportingYearStart : null) { DataType = "MonthDay" },
        new("PERIOD_KIND", "期間の種類", "Kind of period", f => f.Period.Kind),
        new("PERIOD_TEXT", "期間(原文)", "Period, as printed", f => f.Period.Label),
        new("SOURCE_DOC", "文書コード", "Document", f => f.Source.Document),
        new("SOURCE_PAGE", "ページ", "Printed page", f => Number(f.Source.Page)) { DataType = "Integer" },
        new("SOURCE_LINE", "行番号", "Line of the document's text file", f => Number(f.Source.Line)) { DataType = "Integer" },
        new("SOURCE_SYSTEM", "報告元システム", "System that reported it", f => f.Source.System),
        new("OBS_CODE", "数値コード", "Code of the figure in the set observations", f => f.Code),
        new("OBS_NOTE", "注記", "Note", f => f.Note),
    ];

    /// <summary>Attributes of a single figure.</summary>
    public IEnumerable<SdmxComponent> OfObservations => Attributes.Where(a => !a.IsOfSeries);

    private static string? Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
