using System.Text.Json;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Identifiers;

/// <summary>Everything that is known of a row, of one state of the data.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Code">Its key.</param>
/// <param name="Row">The row, as plain REST writes it, with the rows beside and underneath.</param>
internal sealed record Dossier(EntitySetModel Set, string Code, JsonElement Row)
{
    /// <summary>The state that was read.</summary>
    public required DataState State { get; init; }

    /// <summary>The set that the feed, citations and discrepancies name for the row.</summary>
    public required EntitySetModel Subject { get; init; }

    /// <summary>The rows it belongs to, the nearest first.</summary>
    public required IReadOnlyList<Above> Above { get; init; }

    /// <summary>What was changed and when, the newest first.</summary>
    public required IReadOnlyList<Change> History { get; init; }

    /// <summary>Number of all its changes: more than are told where it is larger.</summary>
    public required long Changes { get; init; }

    /// <summary>Every further place that states the same.</summary>
    public required Statements Citations { get; init; }

    /// <summary>Places that contradict each other.</summary>
    public required Statements Discrepancies { get; init; }

    /// <summary>What became of the targets of all that belongs to a policy or measure; none for other rows.</summary>
    public required Judged Outcomes { get; init; }

    /// <summary>Titles of all documents, and meanings of all grades, by their codes.</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>What names the row.</summary>
    public string Label => RowLabels.Of(Row);
}

/// <summary>A row that another belongs to.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Row">The row.</param>
internal sealed record Above(EntitySetModel Set, JsonElement Row);

/// <summary>Rows that state something about another.</summary>
/// <param name="Rows">The rows, as many as are shown.</param>
/// <param name="Count">The number of all.</param>
internal sealed record Statements(IReadOnlyList<JsonElement> Rows, long Count);

/// <summary>A change of a row.</summary>
/// <param name="Entry">The entry of the feed.</param>
/// <param name="Values">The properties that it changed.</param>
internal sealed record Change(JsonElement Entry, IReadOnlyList<ChangedValue> Values);

/// <summary>A property that a change has changed.</summary>
/// <param name="Property">The property.</param>
/// <param name="Before">Its value before; undefined where the row was not there.</param>
/// <param name="After">Its value after; undefined where the row is gone.</param>
internal sealed record ChangedValue(PropertyModel Property, JsonElement Before, JsonElement After);

/// <summary>Targets and what became of them.</summary>
/// <param name="Set">The set that says so, `targetResults`.</param>
/// <param name="Rows">The targets.</param>
internal sealed record Judged(EntitySetModel Set, IReadOnlyList<Outcome> Rows);

/// <summary>A target and what became of it.</summary>
/// <param name="Target">The fact that states the target.</param>
/// <param name="Actuals">The facts that state actual values of the same year, subgroup and ward, comparable or not.</param>
/// <param name="Verdict">The row of `targetResults`: whether the target was reached, by how much, and why nothing can be said.</param>
/// <param name="Result">The evaluation of that year; null where there is none.</param>
internal sealed record Outcome(JsonElement Target, IReadOnlyList<JsonElement> Actuals, JsonElement Verdict, JsonElement? Result);
