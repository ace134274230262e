using System.Text.Json;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Identifiers;

/// <summary>What stands for a row where there is no room for all of it, and which row it belongs to.</summary>
internal static class RowLabels
{
    // The first that a row has names it.
    private static readonly string[] Names = ["name", "title", "indicatorName", "text", "label", "valueText", "description", "summary"];

    // The nearest first: an indicator of a project names its measure and policy too.
    private static readonly string[] Upwards = ["indicator", "evaluation", "action", "project", "reformTask", "item", "pillar", "measure", "policy", "basicPolicy", "fiscalLine", "parent", "ward", "plan"];

    private static readonly string[] Told =
    [
        "kind", "valueType", "fiscalYear", "firstFiscalYear", "lastFiscalYear", "isOngoing", "unit", "direction", "target", "actual", "isAchieved", "achievementGrade", "directionGrade",
        "status", "progressPercent", "reportedAt", "amount", "basis", "departmentText",
    ];

    /// <summary>What names a row.</summary>
    /// <param name="row">The row.</param>
    public static string Of(JsonElement row) => Named(row) ?? Code(row);

    /// <summary>The text that names a row; null for one that has but its code.</summary>
    /// <param name="row">The row.</param>
    public static string? Named(JsonElement row) => Names.Select(n => Text(row, n)).FirstOrDefault(t => t is { Length: > 0 });

    /// <summary>Code of a row.</summary>
    /// <param name="row">The row.</param>
    public static string Code(JsonElement row) => Text(row, "code") ?? "";

    /// <summary>A text of a row; null when it has none of that name.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">Name of the property.</param>
    public static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The navigations that may lead to what a row belongs to, the nearest first.</summary>
    /// <param name="type">Type of the row.</param>
    public static IEnumerable<NavigationModel> Up(StructuredTypeModel type) => Upwards.Select(type.FindNavigation).OfType<NavigationModel>().Where(n => !n.IsCollection && n.Constraint.Count == 1);

    /// <summary>The properties of a row that a table of rows shows besides its name.</summary>
    /// <param name="type">Type of the row.</param>
    public static IReadOnlyList<PropertyModel> Columns(StructuredTypeModel type) => [.. Told.Select(type.FindProperty).OfType<PropertyModel>().Take(5)];
}
