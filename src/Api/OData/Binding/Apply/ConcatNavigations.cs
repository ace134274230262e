using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>The navigations that steps have made in results that are put together.</summary>
/// <remarks>One to a row goes by its key, in columns of all parts. What is nested is looked for in the part that a row is of, among whose rows it is found again by its key.</remarks>
internal sealed class ConcatNavigations(BindContext context, ConcatBinder concats, ConcatColumns columns)
{
    /// <summary>The navigations; null with a problem.</summary>
    /// <param name="syntax">Where the results are put together.</param>
    /// <param name="parts">The results.</param>
    /// <param name="input">What all of them are made of; null when nothing is.</param>
    public List<NavigationModel>? Merge(SyntaxNode syntax, IReadOnlyList<RowSource> parts, RowSource? input)
    {
        var merged = new List<NavigationModel>();
        foreach (var group in parts.SelectMany(p => Made(p.Rows.Type)).GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase))
        {
            List<Owner?> owners = [.. parts.Select(p => Made(p.Rows.Type).FirstOrDefault(n => string.Equals(n.Name, group.Key, StringComparison.OrdinalIgnoreCase)) is { } own ? new Owner(p, own) : null)];
            if (columns.Shown.Any(c => string.Equals(c.Path[0], group.Key, StringComparison.OrdinalIgnoreCase)) || group.Any(n => n.IsCollection != group.First().IsCollection))
            {
                return context.Fail<List<NavigationModel>>(
                    syntax, ErrorCode.TypeMismatch, $"'{LiteralBinder.Shorten(group.Key)}' is {(group.First().IsCollection ? "many rows" : "one row")} in one part and something else in another.");
            }

            if ((IsByKey(owners) ? ByKey(owners) : Nested(syntax, owners, input)) is not { } navigation)
            {
                return null;
            }

            merged.Add(navigation);
        }

        return merged;
    }

    /// <summary>A part and its navigation.</summary>
    private sealed record Owner(RowSource Part, NavigationModel Navigation);

    // Those of the model lead nowhere any more: their rows are no entities.
    private static IEnumerable<NavigationModel> Made(StructuredTypeModel type) => type.Declared.IsEntity ? type.Navigations.Except(type.Declared.Navigations) : type.Navigations;

    private bool IsByKey(List<Owner?> owners)
    {
        var all = owners.OfType<Owner>().Select(o => o.Navigation).ToList();
        return all.TrueForAll(n => n.Constraint.Count > 0 && n.Target.Name == all[0].Target.Name && (n.Beside.Count == 0 || ReferenceEquals(n, all[0])) && context.FindNested(n) is not { Apply: not null });
    }

    private NavigationModel ByKey(List<Owner?> owners)
    {
        var first = owners.OfType<Owner>().First().Navigation;
        var navigation = new NavigationModel
        {
            Name = first.Name,
            Target = first.Target,
            IsCollection = false,
            IsNullable = true,
            Text = first.Text,
            Constraint = [.. first.Constraint.Select((c, i) => (columns.Add(c.Own.Name, c.Own.Type, owners.Select(o => Value(o, o?.Navigation.Constraint[i].Own))), c.Referenced))],
            Beside = first.Beside.ToDictionary(b => b.Key, b => columns.Add(b.Value.Name, b.Value.Type, owners.Select(o => Value(o, b.Value)))),
            Has = Has(owners),
        };
        if (owners.Exists(o => o is not null && context.FindNested(o.Navigation) is not null))
        {
            context.Nest(navigation, new NestedRows(row => new RelatedRows(row, navigation, new RowVariable(navigation.Name, navigation.Target.Type)), null, _ => null));
        }

        return navigation;
    }

    private NavigationModel? Nested(SyntaxNode syntax, List<Owner?> owners, RowSource? input)
    {
        var all = owners.OfType<Owner>().ToList();
        var first = all[0].Navigation;
        var has = Has(owners);
        // What all parts have from their input is looked for there, once.
        if (input is not null && all.TrueForAll(o => ReferenceEquals(o.Navigation, first)) && input.Rows.Type.Navigations.Contains(first))
        {
            return Keep(first, first.Target, has, row => Found(new Owner(input, first), row, IsThere(row, has)));
        }

        return all.Count == 1 ? Keep(first, first.Target, has, row => Found(all[0], row, IsThere(row, has)))
            : Together(new VariableRow(all[0].Part.Rows)) is { } together ? Keep(first, first.Target.Holding(together.Rows.Type), has, Together)
            : null;

        RowSource? Together(RowExpression row)
        {
            var found = new List<RowSource>();
            for (var i = 0; i < owners.Count; i++)
            {
                var number = new PropertyValue(row, columns.Number);
                if (owners[i] is { } owner)
                {
                    if (Found(owner, row, [SameRow.Equal(number, new Literal(i, number.Type))]) is not { } rows)
                    {
                        return null;
                    }

                    found.Add(rows);
                }
            }

            return concats.Merge(syntax, found, null);
        }
    }

    private NavigationModel Keep(NavigationModel first, EntitySetModel target, PropertyModel? has, Func<RowExpression, RowSource?> rows)
    {
        var navigation = new NavigationModel { Name = first.Name, Target = target, IsCollection = first.IsCollection, IsNullable = true, Text = first.Text, Has = has };
        context.Weigh(navigation, 0);
        context.Nest(navigation, NestedRows.Of(rows) with { IsWritten = context.FindNested(first) is { IsWritten: true } });
        return navigation;
    }

    private CrossedRows? Found(Owner owner, RowExpression row, IEnumerable<Expression> conditions)
    {
        var (part, navigation) = owner;
        var key = part.Rows.Type.Key.Select(k => KeyValuePair.Create(k, columns.Of(k)));
        var start = new VariableRow(part.Rows);
        var rows = context.FindNested(navigation) is { Apply: not null } nested ? nested.Rows(start) : new RelatedRows(start, navigation, new RowVariable(navigation.Name, navigation.Target.Type));
        return rows is null ? null
            : new CrossedRows(SameRow.Of(part, key, row, conditions), rows, KeptSide.Right, isOuter: false, [], new RowVariable(navigation.Name, rows.Rows.Type));
    }

    private static IEnumerable<Expression> IsThere(RowExpression row, PropertyModel? has) => has is null ? [] : [new PropertyValue(row, has)];

    // Every row has what every part has.
    private PropertyModel? Has(List<Owner?> owners) => owners.TrueForAll(o => o is { Navigation.Has: null }) ? null
        : columns.Add("has", TypeRules.Boolean, owners.Select(o => o?.Navigation.Has is { } has ? Value(o, has) : (Expression)new Literal(o is not null, TypeRules.Boolean)));

    private static PropertyValue? Value(Owner? owner, PropertyModel? column) => owner is null || column is null ? null : new PropertyValue(new VariableRow(owner.Part.Rows), column);
}
