using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>Adds indicators of the programme that belong to no task, and states their values.</summary>
/// <param name="document">The document.</param>
/// <param name="ledger">Its account.</param>
/// <param name="package">Where they go.</param>
/// <param name="pages">Printed pages.</param>
internal sealed class ContextSeries(SourceDocument document, LineLedger ledger, PackageBuilder package, PageIndex pages)
{
    /// <summary>Adds an indicator.</summary>
    /// <param name="line">1-based line that names it.</param>
    /// <param name="code">Its code.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="number">Its number among its kind in the document's order.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="direction">Which way is good.</param>
    public void Add(int line, string code, IndicatorKind kind, int number, string name, string? unit, Direction direction = Direction.Unknown)
    {
        package.Data.Indicators.Add(new Indicator
        {
            Code = code,
            DocumentCode = document.Code,
            Line = line,
            Page = pages.PageOf(line),
            Kind = kind,
            PlanCode = ReformProgrammeExtractor.PlanCode,
            Number = number,
            Name = name,
            Unit = unit,
            Direction = direction,
            IsCumulative = false,
        });
        ledger.Record(line, "indicators");
    }

    /// <summary>States a value of an indicator.</summary>
    /// <param name="line">1-based line that prints it.</param>
    /// <param name="code">Code of the indicator.</param>
    /// <param name="type">What it is.</param>
    /// <param name="period">For when; null where none is printed.</param>
    /// <param name="figure">The value.</param>
    /// <param name="subgroup">Part of the whole it is for, as printed, and the part of the key that tells it apart.</param>
    /// <param name="note">Note.</param>
    public void State(int line, string code, ObservationType type, Period? period, Figure figure, (string Name, string? Key)? subgroup = null, string? note = null)
    {
        package.State(new Statement
        {
            IndicatorCode = code,
            ValueType = type,
            Period = period,
            Figure = figure,
            DocumentCode = document.Code,
            Line = line,
            Page = pages.PageOf(line),
            Subgroup = subgroup?.Name,
            Discriminator = subgroup?.Key,
            Note = note,
        });
        ledger.Record(line, "observations");
    }
}
