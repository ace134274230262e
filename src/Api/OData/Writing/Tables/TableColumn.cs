using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Value">Where its values stand, and what it is called.</param>
/// <param name="Property">The property it shows; null when it is computed.</param>
internal sealed record TableColumn(ValueColumn Value, PropertyModel? Property)
{
    /// <summary>True when its values are text, which a spreadsheet could take for a formula.</summary>
    public bool IsText { get; } = Value.Type.IsCollection
        || Value.Type.Primitive is null or PrimitiveKind.String or PrimitiveKind.Binary or PrimitiveKind.Duration;

    /// <summary>The columns of a flat answer: properties, computed ones, those of single navigations, numbers of related rows.</summary>
    /// <param name="plan">The flat question.</param>
    /// <param name="layout">Where the values stand.</param>
    public static IReadOnlyList<TableColumn> Of(ReadPlan plan, RowLayout layout) =>
    [
        .. layout.Values.Select(v => new TableColumn(v, v.Property ?? Shown(plan.Query.Shape, v.Name))),
        .. layout.Expansions.Where(e => e.Count is not null).Select(e => new TableColumn(
            new ValueColumn(e.Expansion.Navigation.Name + "/$count", TypeReference.Of(PrimitiveKind.Int64, isNullable: false), null, e.Count!.Value, ValueForm.Native), null)),
    ];

    private static PropertyModel? Shown(Shape shape, string name) =>
        (shape.Computed.FirstOrDefault(c => c.Name == name)?.Value as PropertyValue)?.Property;
}
