using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Binds `nest` and `addnested`: results that stand inside a row, as navigations made for the request.</summary>
/// <remarks>
/// Source: Data Aggregation 4.0, transformations addnested and nest. Nested rows are written as expansions are, beside the rows around them; what they
/// are made of is therefore named there again.
/// </remarks>
internal sealed class NestBinder(BindContext context, ApplyBinder apply)
{
    private readonly CollectionBinder collections = new(context);

    /// <summary>The rows with what is nested in each of them.</summary>
    public AppliedRows? Add(NestTransformation syntax, AppliedRows input)
    {
        var type = input.Rows.Rows.Type;
        if (collections.Bind(syntax.Path!.Value, type, takesOne: true) is not { } collection)
        {
            return null;
        }

        // Only these make one row of one row.
        if (!collection.IsCollection && syntax.Items.SelectMany(i => i.Apply.Transformations).FirstOrDefault(t => t is not (IdentityTransformation or ComputeTransformation or NestTransformation { Path: not null })) is { } other)
        {
            return context.Fail<AppliedRows>(other, ErrorCode.TypeMismatch, $"'{syntax.Path!.Value[^1].Text}' leads to one row, which only identity, compute and addnested take.");
        }

        return Navigations(syntax, type, collection.Set, input, syntax.Items, collection.Rows, collection.IsCollection) is { } nested
            ? input with { Rows = new ComputedRows(input.Rows, [], new RowVariable("nesting", ResultType.With(type, [], nested, type.Key))) } : null;
    }

    /// <summary>One row with everything nested in it.</summary>
    public AppliedRows? Bind(NestTransformation syntax, AppliedRows input)
    {
        var set = Set(input.Rows.Rows.Type);
        return Navigations(syntax, Empty, set, input, syntax.Items, _ => input.Rows) is { } nested
            ? input with { Rows = new GroupedRows(input.Rows, [], [], new RowVariable("nest", ResultType.Of([], [], navigations: nested))), Order = [] } : null;
    }

    /// <summary>A row for each group with what is nested in it.</summary>
    /// <param name="inner">Transformations of each group, `nest` at their end.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="input">The rows before.</param>
    /// <param name="members">The rows of a group.</param>
    public AppliedRows? Bind(ApplySyntax inner, AppliedRows groups, AppliedRows input, Func<RowExpression, RowSource> members)
    {
        var syntax = (NestTransformation)inner.Transformations[^1];
        var type = groups.Rows.Rows.Type;
        SyntaxList<NestItemSyntax> items = [.. syntax.Items.Select(i => i with { Apply = i.Apply with { Transformations = [.. inner.Transformations.Take(inner.Transformations.Count - 1), .. i.Apply.Transformations] } })];
        return Navigations(syntax, type, Set(input.Rows.Rows.Type), groups, items, members) is { } nested
            ? groups with { Rows = new ComputedRows(groups.Rows, [], new RowVariable("nesting", ResultType.With(type, [], nested, type.Key))) } : null;
    }

    private List<NavigationModel>? Navigations(
        SyntaxNode syntax, StructuredTypeModel type, EntitySetModel set, AppliedRows around, SyntaxList<NestItemSyntax> items, Func<RowExpression, RowSource?> source, bool isCollection = true)
    {
        var navigations = new List<NavigationModel>();
        foreach (var item in items)
        {
            if (!ApplyBinder.IsFree(item.Alias, type, context) || !context.CountExpansion(syntax))
            {
                return null;
            }

            if (navigations.Exists(n => string.Equals(n.Name, item.Alias.Text, StringComparison.OrdinalIgnoreCase)))
            {
                return context.Fail<List<NavigationModel>>(item.Alias, ErrorCode.UrlSyntax, $"The name '{LiteralBinder.Shorten(item.Alias.Text)}' is taken.");
            }

            // Bound here for its type and its problems, and anew wherever it is used.
            if (Rows(new VariableRow(around.Rows.Rows), item.Apply) is not { } rows)
            {
                return null;
            }

            var made = rows.Rows.Type;
            var navigation = new NavigationModel
            {
                Name = item.Alias.Text,
                Target = made.IsEntity ? set : set.Holding(made),
                IsCollection = isCollection,
                IsNullable = !isCollection,
                Text = new ModelText("", ""),
            };
            // Wherever its name stands all that leads to it is evaluated once more.
            context.Weigh(navigation, 0);
            context.Nest(navigation, isCollection ? new NestedRows(source, item.Apply, row => Rows(row, item.Apply)) : NestedRows.Of(row => Rows(row, item.Apply)));
            navigations.Add(navigation);
        }

        return navigations;

        RowSource? Rows(RowExpression row, ApplySyntax inner) =>
            source(row) is { } rows ? apply.Bind(inner, new AppliedRows(rows, []) { Around = around.Around ?? (row as VariableRow)?.Variable })?.Rows : null;
    }

    private EntitySetModel Set(StructuredTypeModel type) => context.Model.Sets.FirstOrDefault(s => type.IsOrDerivesFrom(s.Type)) ?? new EntitySetModel(type.Name, type, "", "", InPackage: false);

    private static StructuredTypeModel Empty { get; } = new() { Name = "The result of $apply", IsEntity = false, Text = new ModelText("", "") };
}
