using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Binds `concat`, and the groupings of a rollup: several results of the same rows, one behind the other.</summary>
/// <remarks>A column that only some of the results have is missing in the rows of the others, which is not the same as null.</remarks>
internal sealed class ConcatBinder(BindContext context, ApplyBinder apply)
{
    /// <summary>The rows of all sequences.</summary>
    public AppliedRows? Bind(ConcatTransformation syntax, AppliedRows input) =>
        Bind(syntax, input, [.. syntax.Sequences.Select(s => (Func<AppliedRows, AppliedRows?>)(rows => apply.Bind(s, rows)))]);

    /// <summary>The rows that each of the parts makes of the input.</summary>
    public AppliedRows? Bind(SyntaxNode syntax, AppliedRows input, IReadOnlyList<Func<AppliedRows, AppliedRows?>> parts)
    {
        if (!context.CountParts(syntax, parts.Count))
        {
            return null;
        }

        var given = input with { Rows = new GivenRows(input.Rows, input.Rows.Rows) };
        var results = new List<RowSource>();
        foreach (var part in parts)
        {
            if (part(given) is not { } result)
            {
                return null;
            }

            results.Add(result.Rows);
        }

        return Merge(syntax, results, given.Rows) is { } rows ? input with { Rows = new SharedRows(input.Rows, rows), Order = [] } : null;
    }

    /// <summary>Results put together.</summary>
    /// <param name="syntax">Where they are.</param>
    /// <param name="parts">The results.</param>
    /// <param name="input">What all of them are made of; null when nothing is.</param>
    public RowSource? Merge(SyntaxNode syntax, IReadOnlyList<RowSource> parts, RowSource? input)
    {
        if (new ConcatColumns(context).Merge(syntax, parts) is not { } columns || new ConcatNavigations(context, this, columns).Merge(syntax, parts, input) is not { } navigations)
        {
            return null;
        }

        var type = ResultType.Of([.. columns.Shown], columns.Key(parts), columns.Presence, navigations, columns.Exists);
        return new ConcatenatedRows([.. parts.Select((p, i) => new ConcatenatedPart(p, [.. columns.Values(p.Rows, i)]))], new RowVariable("rows", type));
    }
}
