using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Whether a `$crossjoin` can be answered at all: combinations of two sets of the city are millions, of three sets billions unless a condition joins them.</summary>
/// <remarks>How many rows a set has is not known here; that the database would be asked in vain for all of the deadline is.</remarks>
internal static class CrossjoinCondition
{
    private const int MostUnjoined = 2;

    /// <summary>The problem of a question that combines too much; null when there is none.</summary>
    /// <param name="rows">The rows asked for, conditions and transformations around them.</param>
    public static Problem? Refuse(RowSource rows)
    {
        var conditions = new List<Expression>();
        while (rows is not CrossRows)
        {
            if (rows is FilteredRows filtered)
            {
                conditions.Add(filtered.Predicate);
            }

            // What is shared is computed whole, whatever is kept of it afterwards.
            if (rows is SharedRows)
            {
                conditions.Clear();
            }

            // Whatever else stands around needs no look: paths and sets are no combinations of this kind.
            if (Input(rows) is not { } input)
            {
                return null;
            }

            rows = input;
        }

        return rows is CrossRows { Parts.Count: > MostUnjoined } cross ? Unjoined(cross, conditions) : null;
    }

    private static RowSource? Input(RowSource rows) => rows switch
    {
        FilteredRows filtered => filtered.Input,
        ComputedRows computed => computed.Input,
        GroupedRows grouped => grouped.Input,
        SlicedRows sliced => sliced.Input,
        RankedRows ranked => ranked.Input,
        SharedRows shared => shared.Shared,
        CrossedRows crossed => crossed.Left,
        _ => null,
    };

    private static Problem? Unjoined(CrossRows cross, List<Expression> conditions)
    {
        // Sets that are compared belong together; in the end all must.
        var group = cross.Parts.Select((part, i) => (part, i)).ToDictionary(p => p.part, p => p.i);
        foreach (var (left, right) in conditions.SelectMany(Equalities).Select(e => (Part(e.Left, cross), Part(e.Right, cross))))
        {
            if (left is null || right is null)
            {
                continue;
            }

            var (kept, joined) = (group[left], group[right]);
            foreach (var part in cross.Parts.Where(p => group[p] == joined))
            {
                group[part] = kept;
            }
        }

        var first = cross.Parts[0];
        return cross.Parts.FirstOrDefault(p => group[p] != group[first]) is { } alone
            ? new Problem(
                ErrorCode.TooComplex, $"$crossjoin of three sets needs a condition that joins them: nothing compares {first.Name} with {alone.Name}.", null,
                $"Add $filter={first.Name}/... eq {alone.Name}/...")
            : null;
    }

    // A chain of `and` leans to the left and is as long as the parser lets it be.
    private static IEnumerable<Binary> Equalities(Expression condition)
    {
        var open = new Stack<Expression>([condition]);
        while (open.TryPop(out var next))
        {
            if (next is Binary { Operator: BinaryOperator.And } and)
            {
                open.Push(and.Left);
                open.Push(and.Right);
            }
            else if (next is Binary { Operator: BinaryOperator.Equal } equal)
            {
                yield return equal;
            }
        }
    }

    private static NavigationModel? Part(Expression side, CrossRows cross)
    {
        while (side is Conversion conversion)
        {
            side = conversion.Operand;
        }

        var row = side is PropertyValue property ? property.Row : null;
        while (row is RelatedRow related)
        {
            if (related.From is VariableRow { Variable: var variable } && ReferenceEquals(variable, cross.Rows))
            {
                return related.Navigation;
            }

            row = related.From;
        }

        return null;
    }
}
