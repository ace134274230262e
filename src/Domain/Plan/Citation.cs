using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A further place that states the same fact.</summary>
[PublishedSet("citations")]
[Label("出典箇所", "Citation")]
public sealed class Citation : Fact
{
    /// <summary>Name of the set of the row that is stated again.</summary>
    [Label("対象の種類", "Subject kind", Description = "Name of the set of the row that is stated again.", DescriptionJapanese = "再び記載されている行の集合の名前")]
    public required string SubjectKind { get; init; }

    /// <summary>Subject code.</summary>
    [Label("対象コード", "Subject code")]
    public required string SubjectCode { get; init; }

    /// <summary>Value, as printed.</summary>
    [Label("値(原文)", "Value, as printed")]
    public required string ValueText { get; init; }

    /// <summary>The observation stated again, null if the subject is of another set.</summary>
    [Label("数値コード", "Observation code", Description = "The observation stated again, null if the subject is of another set.", DescriptionJapanese = "再び記載されている数値。対象が数値以外の場合は空")]
    public string? ObservationCode { get; init; }
}
