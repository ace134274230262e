using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>An object of a dynamic result in which something is computed: `$expand=indicator($compute=length(kind) as n)` of `groupby((indicator/kind))`.</summary>
/// <remarks>It becomes a row without a table, made of columns of the row around.</remarks>
internal static class ComputedObject
{
    private const int MaxDepth = 100;

    /// <summary>True for an item of this kind.</summary>
    /// <param name="item">The item.</param>
    /// <param name="type">Type of the rows it is asked of.</param>
    public static bool Takes(ExpandItemSyntax item, StructuredTypeModel type) => ResultSelection.IsObject(item.Path, type) && Computes(item, MaxDepth);

    // In the object itself or in one inside of it.
    private static bool Computes(ExpandItemSyntax item, int depth) => depth == 0 ? throw new InvalidOperationException("Options nest deeper than the parser allows.")
        : item is { Kind: ExpandToken.Rows, Path.Count: 1, Options: { Levels: null, At: null } }
            && (item.Options.Compute is not null || (item.Options.Expand?.Items ?? []).Any(i => Computes(i, depth - 1)));

    /// <summary>The expansion; null with a problem.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scope">What names mean on the row around.</param>
    /// <param name="query">Binds the item's options on the object.</param>
    public static Expansion? Bind(ExpandItemSyntax item, RowScope scope, Func<(RowSource Rows, RowScope Scope), RowQuery?> query)
    {
        var property = scope.This.Type.FindProperty(item.Path[0].Text)!;
        var (spread, around) = (property.Type.Structured!, new VariableRow(scope.This));
        List<ResultColumn> columns = [.. ResultType.Columns(spread)];
        var existences = ResultType.Existences(spread);
        var marks = columns.Where(c => scope.This.Type.Presence.ContainsKey(c.Property)).ToDictionary(c => c.Property, c => scope.This.Type.Presence[c.Property]);
        var type = ResultType.Of(columns, [], marks, exists: existences);
        var values = columns.Select(c => c.Property).Concat(existences.Values).Concat(marks.Values).Distinct().Select(p => new RowColumn(p, new PropertyValue(around, p)));
        RowSource rows = new ConcatenatedRows([new ConcatenatedPart(new OneRow(new RowVariable("object", ResultType.Of([], []))), [.. values])], new RowVariable(property.Name, type));
        rows = spread.Exists is { } exists ? new FilteredRows(rows, new PropertyValue(around, exists)) : rows;
        var navigation = new NavigationModel
        {
            Name = property.Name,
            Target = new EntitySetModel(property.Name, type, "", "", InPackage: false) { IsComputed = true },
            IsCollection = false,
            IsNullable = property.Type.IsNullable,
            Text = property.Text,
        };
        return query((rows, new RowScope(rows.Rows, scope.It))) is { } bound ? new Expansion(navigation, ExpansionKind.Rows, bound) : null;
    }
}
