using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds the query options on a property of one row: of a collection which members, of a complex value which parts.</summary>
internal sealed class PropertyQueryBinder(RowQueryBinder queries)
{
    /// <summary>The row with what is written of its property.</summary>
    /// <param name="target">The property reached.</param>
    /// <param name="property">The same.</param>
    /// <param name="options">The options.</param>
    public RowQuery? Bind(BoundTarget target, PropertyModel property, QueryOptionsSyntax options)
    {
        var owner = target.Owner!;
        if (target.Elements is { } elements)
        {
            var isCount = target.Kind == ResultKind.RawValue;
            return queries.Bind(elements, options, new RowScope(elements.Rows, elements.Rows), isCount ? OptionUse.Count : OptionUse.Elements, depth: 0) is not { } query ? null
                : isCount ? Row(target, new ComputedColumn("$count", new CountOf(query.Rows)))
                : Row(target, new Part(owner, property, null, query));
        }

        if (property.Type.Structured is { IsSpread: false })
        {
            return queries.Bind(new ComplexRow(owner, property), options) is { } shape ? Row(target, new Part(owner, property, options is { Select: null, Compute: null } ? null : shape, null)) : null;
        }

        return queries.Bind(target.Rows, options, new RowScope(target.Rows.Rows, target.Rows.Rows), OptionUse.Nothing, depth: 0) is not { } row ? null
            : row with { Shape = owner is VariableRow ? new Shape([property], [], [], IsEverything: false) : Of(new ComputedColumn(property.Name, new PropertyValue(owner, property))) };
    }

    private RowQuery? Row(BoundTarget target, Part part) => Row(target, new Shape([], [], [], IsEverything: false) { Parts = [part] });

    private RowQuery? Row(BoundTarget target, ComputedColumn column) => Row(target, Of(column));

    private RowQuery? Row(BoundTarget target, Shape shape) =>
        queries.Bind(target.Rows, QueryOptionsSyntax.None, new RowScope(target.Rows.Rows, target.Rows.Rows), OptionUse.Nothing, depth: 0) is { } row ? row with { Shape = shape } : null;

    private static Shape Of(ComputedColumn column) => new([], [column], [], IsEverything: false);
}
