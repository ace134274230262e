using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>A path on from a row that is none of those around (`$root/plans('ip3')/...`): it must bring its row along.</summary>
internal static class ElsewhereRows
{
    // A path of one expression is as long as its text lets it; the counter is the second belt.
    private const int MaxDepth = 100;

    /// <summary>What the path leads to, beginning at the rows that the row comes from.</summary>
    /// <param name="path">The path, bound as if the row were around.</param>
    /// <param name="from">Where the row comes from.</param>
    public static BoundPath? Of(BoundPath? path, RowSource from) => path switch
    {
        ValuePath value => new ValuePath(new ValueOf(from, value.Value)),
        RowPath { From: { } inner } row => row with { From = Beginning(inner, from, MaxDepth) },
        RowPath row => row with { From = from },
        RowsPath rows => rows with { Rows = Beginning(rows.Rows, from, MaxDepth) },
        _ => path,
    };

    private static RowSource Beginning(RowSource rows, RowSource from, int depth) => depth == 0 ? throw TooDeep : rows switch
    {
        RelatedRows related when IsOf(related.From, from, depth - 1) => new PathRows(Source(related.From, from, depth - 1), related.Navigation, related.Rows),
        ElementRows elements when IsOf(elements.From, from, depth - 1) => new ElementRows(elements.From, elements.Property, elements.Rows, from),
        FilteredRows filtered => new FilteredRows(Beginning(filtered.Input, from, depth - 1), filtered.Predicate),
        TypedRows typed => new TypedRows(Beginning(typed.Input, from, depth - 1), typed.Rows),
        _ => new CrossedRows(from, rows, KeptSide.Right, isOuter: false, [], rows.Rows),
    };

    // What is nested in a row may begin elsewhere.
    private static bool IsOf(RowExpression row, RowSource from, int depth) => depth == 0 ? throw TooDeep : row switch
    {
        VariableRow variable => ReferenceEquals(variable.Variable, from.Rows),
        RelatedRow related => IsOf(related.From, from, depth - 1),
        ComplexRow complex => IsOf(complex.From, from, depth - 1),
        CastRow cast => IsOf(cast.From, from, depth - 1),
        _ => false,
    };

    private static RowSource Source(RowExpression row, RowSource from, int depth) => depth == 0 ? throw TooDeep : row switch
    {
        VariableRow => from,
        RelatedRow related => new PathRows(Source(related.From, from, depth - 1), related.Navigation, new RowVariable(related.Navigation.Name, related.Type)),
        CastRow cast => new TypedRows(Source(cast.From, from, depth - 1), new RowVariable(cast.Type.Name, cast.Type)),
        _ => throw new InvalidOperationException($"{row.GetType().Name} has no navigation."),
    };

    private static InvalidOperationException TooDeep => new("A path is longer than the parser allows.");
}
