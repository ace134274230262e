using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>The amount of a fiscal line for one fiscal year.</summary>
[PublishedSet("fiscalAmounts")]
[Label("金額", "Fiscal amount")]
public sealed class FiscalAmount : Fact
{
    /// <summary>Line code.</summary>
    [Label("項目コード", "Line code")]
    public required string LineCode { get; init; }

    /// <summary>Fiscal year, in fiscal year.</summary>
    [Label("年度", "Fiscal year", Unit = "fiscal year")]
    public required int FiscalYear { get; init; }

    /// <summary>In the unit of the line (億円 in the frame); null with a status other than ok.</summary>
    [Label("金額", "Amount", UnitPath = "fiscalLine/unit", Description = "In the unit of the line (億円 in the frame); null with a status other than ok.", DescriptionJapanese = "項目の単位による金額(収支フレームは億円)。状態がok以外の場合は空")]
    public decimal? Amount { get; init; }

    /// <summary>Amount, as printed.</summary>
    [Label("金額(原文)", "Amount, as printed")]
    public required string ValueText { get; init; }

    /// <summary>Status.</summary>
    [Label("状態", "Status")]
    public required ValueStatus Status { get; init; }

    /// <summary>Basis.</summary>
    [Label("区分", "Basis")]
    public required AmountBasis Basis { get; init; }

    /// <summary>Note; null if not stated.</summary>
    [Label("注記", "Note")]
    public string? Note { get; init; }

    /// <summary>Line.</summary>
    [Label("項目", "Line")]
    [Searched]
    public FiscalLine? FiscalLine { get; init; }
}
