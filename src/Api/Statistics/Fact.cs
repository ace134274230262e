namespace Kawasaki.Api.Statistics;

/// <summary>One figure as statistical formats need it. Texts that the data does not have are null.</summary>
/// <param name="Code">Its code in the set `observations`.</param>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="IndicatorName">Name of the indicator.</param>
/// <param name="IndicatorKind">What the indicator measures.</param>
/// <param name="Direction">Which way is good.</param>
/// <param name="ValueType">What is stated: baseline, current, target, actual, projection.</param>
/// <param name="Ward">Code of the ward; null for the whole city.</param>
/// <param name="WardName">Its name.</param>
/// <param name="Subgroup">Part of the population, as printed.</param>
/// <param name="PlanPeriod">1, 2 or 3 for a target of that plan period.</param>
/// <param name="Period">What span of time it belongs to.</param>
/// <param name="Value">The number, if there is one.</param>
/// <param name="UpperValue">Upper bound of a range.</param>
/// <param name="Comparator">How the value is to be compared.</param>
/// <param name="Text">The value as printed.</param>
/// <param name="Unit">Unit as printed.</param>
/// <param name="Status">What can be said of the printed value.</param>
/// <param name="Note">What a reader must know.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record Fact(
    string Code, string Indicator, string IndicatorName, string IndicatorKind, string Direction, string ValueType, string? Ward, string? WardName, string? Subgroup, int? PlanPeriod,
    FactPeriod Period, decimal? Value, decimal? UpperValue, string? Comparator, string Text, string? Unit, string Status, string? Note, FactSource Source)
{
    /// <summary>Which of several figures with the same key this is, from 1; given by <see cref="FactReader"/>, so that none is lost or merged.</summary>
    public int Statement { get; init; } = 1;
}

/// <summary>The span of time of a figure.</summary>
/// <param name="Kind">fiscalYear, calendarYear, pointInTime, multiYear; null where the document prints no period.</param>
/// <param name="FiscalYear">Western year in which the fiscal year begins.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="Label">As printed.</param>
internal sealed record FactPeriod(string? Kind, int? FiscalYear, DateOnly? Start, DateOnly? End, string? Label);

/// <summary>Where a figure comes from: a line of a document, or a system.</summary>
/// <param name="Document">Code of the document.</param>
/// <param name="Page">Printed page.</param>
/// <param name="Line">Line of the text file.</param>
/// <param name="System">The system that reported it.</param>
internal sealed record FactSource(string? Document, int? Page, int? Line, string? System);
