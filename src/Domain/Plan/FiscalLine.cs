using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A line of a fiscal table.</summary>
[PublishedSet("fiscalLines")]
[Label("財政表の項目", "Fiscal line")]
public sealed class FiscalLine : Fact
{
    /// <summary>Statement.</summary>
    [Label("表", "Statement")]
    public required FiscalStatement Statement { get; init; }

    /// <summary>Position in the table, from 1.</summary>
    [Label("番号", "Number", Description = "Position in the table, from 1.", DescriptionJapanese = "表の中での順番(1始まり)")]
    public required int Number { get; init; }

    /// <summary>Parent code; null if not stated.</summary>
    [Label("親項目コード", "Parent code")]
    public string? ParentCode { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Unit.</summary>
    [Label("単位", "Unit")]
    public required string Unit { get; init; }

    /// <summary>Parent.</summary>
    [Label("親項目", "Parent")]
    public FiscalLine? Parent { get; init; }

    /// <summary>Children; ordered by code when nothing else is asked.</summary>
    [Label("内訳", "Children")]
    public ICollection<FiscalLine> Children { get; init; } = [];

    /// <summary>Amounts; ordered by code when nothing else is asked.</summary>
    [Label("金額", "Amounts")]
    public ICollection<FiscalAmount> Amounts { get; init; } = [];
}
