using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds what is written of each row: `$select`, `$compute` and `$expand`.</summary>
internal sealed class ShapeBinder(BindContext context, ExpressionBinder expressions, RowQueryBinder queries)
{
    private readonly ExpandPathBinder paths = new(context);

    /// <summary>The shape.</summary>
    /// <param name="options">The options of this level.</param>
    /// <param name="scope">What names mean; computed columns are already in it.</param>
    /// <param name="depth">How many expansions stand around this one.</param>
    public Shape? Bind(QueryOptionsSyntax options, RowScope scope, int depth)
    {
        var type = scope.This.Type;
        var row = new VariableRow(scope.This);
        var objects = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (new SelectBinder(context, queries).Bind(options.Select, row, scope.Computed, scope.It, depth) is not { } selected
            || Expand(options.Expand ?? Nested(type, selected), scope, depth, objects) is not { } expansions)
        {
            return null;
        }

        var shape = selected.Shape;
        if (objects.Count > 0 || selected.Names.Any(n => n.Contains('/', StringComparison.Ordinal)))
        {
            shape = shape with
            {
                Properties = ResultSelection.Narrow(
                    type, [.. objects, .. selected.Has("*") ? type.Properties.Select(p => p.Name).Where(n => !objects.Any(o => o.Split('/')[0] == n)) : selected.Names]),
            };
        }

        // What is computed in an object makes it a row, which is written as one.
        shape = shape with { Properties = [.. shape.Properties.Where(p => !expansions.Exists(e => e.Navigation.Name == p.Name && p.Type.Structured is { IsSpread: true }))] };
        var links = type.Navigations.Where(n => selected.Names.Contains(n.Name) && context.FindNested(n) is not { IsWritten: true });
        return shape with { Computed = Chosen(scope, selected), Expansions = expansions, Links = [.. links], IsEverything = shape.IsEverything && (type.IsEntity || type.IsCombination || ReferenceEquals(context.Model.FindType(type.Name), type)) };
    }

    // What steps have nested is expanded although nobody asks.
    private ExpandSyntax? Nested(StructuredTypeModel type, Selected selected)
    {
        var nowhere = default(SourcePosition);
        SyntaxList<ExpandItemSyntax> items =
        [
            .. type.Navigations.Where(n => context.FindNested(n) is { IsWritten: true } && selected.Has(n.Name))
                .Select(n => new ExpandItemSyntax(nowhere, [new NameSyntax(nowhere, n.Name)], ExpandToken.Rows, QueryOptionsSyntax.None)),
        ];
        return items.Count == 0 ? null : new ExpandSyntax(nowhere, items);
    }

    /// <summary>The computed columns that are written.</summary>
    /// <param name="scope">What names mean.</param>
    /// <param name="selected">What `$select` names.</param>
    public static IReadOnlyList<ComputedColumn> Chosen(RowScope scope, Selected selected) => [.. scope.Computed.Where(c => selected.Has(c.Key)).Select(c => new ComputedColumn(c.Key, c.Value))];

    /// <summary>Binds `$compute` into the scope.</summary>
    /// <returns>False when there is a problem.</returns>
    public bool Compute(ComputeSyntax? syntax, RowScope scope)
    {
        foreach (var item in syntax?.Items ?? [])
        {
            var name = item.Alias.Text;
            if (scope.Here.Type.FindProperty(name) is not null || scope.Here.Type.FindNavigation(name) is not null || scope.Computed.ContainsKey(name))
            {
                context.Fail<Problem>(item.Alias, ErrorCode.UrlSyntax, $"The name '{LiteralBinder.Shorten(name)}' is taken.");
                return false;
            }

            var before = context.Nodes;
            if (expressions.Bind(item.Value, scope) is not { } value)
            {
                return false;
            }

            context.Weigh(value, before);
            scope.Computed.Add(name, value);
        }

        return true;
    }

    private List<Expansion>? Expand(ExpandSyntax? syntax, RowScope scope, int depth, HashSet<string> objects)
    {
        var expansions = new List<Expansion>();
        if (syntax is not null && depth >= context.Limits.MaxExpandDepth)
        {
            return context.Fail<List<Expansion>>(syntax, ErrorCode.TooComplex, $"$expand nests deeper than {context.Limits.MaxExpandDepth} levels.");
        }

        foreach (var item in syntax?.Items ?? [])
        {
            if (ComputedObject.Takes(item, scope.This.Type))
            {
                if (!context.CountExpansion(item) || ComputedObject.Bind(item, scope, options => queries.Bind(options.Rows, item.Options, options.Scope, OptionUse.Row, depth + 1)) is not { } made)
                {
                    return null;
                }

                expansions.Add(made);
                continue;
            }

            if (ResultSelection.IsObject(item.Path, scope.This.Type))
            {
                if (!new ResultSelection(context).Expand(item, [], scope.This.Type, objects))
                {
                    return null;
                }

                continue;
            }

            if (paths.Bind(item, scope.This.Type) is not { } navigations)
            {
                return null;
            }

            foreach (var (from, navigation, to) in navigations)
            {
                // `*` leaves alone what has an item of its own.
                if (expansions.Exists(e => ReferenceEquals(e.Navigation, navigation)))
                {
                    if (item.Path is [{ Text: "*" }])
                    {
                        continue;
                    }

                    return context.Fail<List<Expansion>>(item, ErrorCode.DuplicateOption, $"{navigation.Name} is expanded twice.");
                }

                if (!context.CountExpansion(item) || Expansion(item, from, navigation, to, scope, depth) is not { } expansion)
                {
                    return null;
                }

                expansions.Add(expansion);
            }
        }

        return expansions;
    }

    // Everything inside of an expansion with a moment of its own is read as of that moment.
    private Expansion? Expansion(ExpandItemSyntax item, StructuredTypeModel from, NavigationModel navigation, StructuredTypeModel to, RowScope scope, int depth)
    {
        if (item.Options.At is not { } at)
        {
            return RowsOf(item, from, navigation, to, scope, depth);
        }

        if (context.FindNested(navigation) is not null)
        {
            return context.Fail<Expansion>(item, ErrorCode.UrlSyntax, $"{navigation.Name} holds what $apply has made: it has no other moment.", "Write $at for the whole question.");
        }

        var around = context.At;
        context.At = at;
        var expansion = new MomentBinder(context, expressions).Bind(at) is { } moment && RowsOf(item, from, navigation, to, scope, depth) is { } rows ? rows with { At = moment } : null;
        context.At = around;
        return expansion;
    }

    private Expansion? RowsOf(ExpandItemSyntax item, StructuredTypeModel from, NavigationModel navigation, StructuredTypeModel to, RowScope scope, int depth)
    {
        var kind = item.Kind switch
        {
            ExpandToken.Rows => ExpansionKind.Rows,
            ExpandToken.References => ExpansionKind.References,
            ExpandToken.Count => ExpansionKind.Count,
            _ => throw new InvalidOperationException($"{item.Kind} was refused before."),
        };
        if (kind == ExpansionKind.Count && !navigation.IsCollection)
        {
            return context.Fail<Expansion>(item, ErrorCode.UrlSyntax, $"{navigation.Name} leads to one row: /$count takes a collection.");
        }

        if (context.FindNested(navigation) is { Apply: { } apply } nested)
        {
            return Nested(item, kind, navigation, nested, apply, scope, depth);
        }

        RowExpression start = new VariableRow(scope.This);
        var isDerived = !ReferenceEquals(from, scope.This.Type);
        RowSource rows = new RelatedRows(isDerived ? new CastRow(start, from) : start, navigation, new RowVariable(navigation.Name, navigation.Target.Type));
        var isCast = !ReferenceEquals(to, navigation.Target.Type);
        rows = isCast ? new TypedRows(rows, new RowVariable(navigation.Name, to)) : rows;
        var inner = new RowScope(rows.Rows, scope.It);
        var outerRowUses = context.OuterRowUses;
        if (Levels(item, navigation, depth) is not { } options || queries.Bind(rows, options, inner, Use(kind, navigation.IsCollection), depth + 1) is not { } query)
        {
            return null;
        }

        // What names the row around it by `$it`, or goes through a cast, has no URL of its own to continue by: more rows than the limit are then a problem.
        var onlyOf = isDerived ? from : null;
        return kind == ExpansionKind.Count || !navigation.IsCollection
            ? new Expansion(navigation, kind, query) { OnlyOf = onlyOf }
            : new Expansion(
                navigation, kind, query, context.Limits.ExpandRows, context.OuterRowUses == outerRowUses && scope.This.Type.IsEntity && !isDerived && !isCast ? Rest(options) : null)
            { OnlyOf = onlyOf };
    }

    // No URL continues what a step has nested: more rows than a page are a problem.
    private Expansion? Nested(ExpandItemSyntax item, ExpansionKind kind, NavigationModel navigation, NestedRows nested, ApplySyntax apply, RowScope scope, int depth)
    {
        if (kind == ExpansionKind.References && !navigation.Target.Type.IsEntity)
        {
            return context.Fail<Expansion>(item, ErrorCode.UrlSyntax, $"{navigation.Name} holds what $apply has made: it has no references.", $"Leave /$ref out, or write {navigation.Name}/$count.");
        }

        if (!context.Use(navigation, item) || Levels(item, navigation, depth) is not { } written || nested.Source(new VariableRow(scope.This)) is not { } rows)
        {
            return null;
        }

        var isMany = navigation.IsCollection;
        var options = !isMany ? written
            : written with { Apply = written.Apply is { } more ? apply with { Transformations = [.. apply.Transformations, .. more.Transformations] } : apply };
        return queries.Bind(rows, options, new RowScope(rows.Rows, scope.It), Use(kind, isMany), depth + 1) is { } query
            ? new Expansion(navigation, kind, query, isMany && kind != ExpansionKind.Count ? context.Limits.MaxPageRows : null) : null;
    }

    /// <summary>The options with `$levels` written out: one level, and the same item once more inside of it with a level less.</summary>
    private QueryOptionsSyntax? Levels(ExpandItemSyntax item, NavigationModel navigation, int depth)
    {
        if (item.Options.Levels is not { } levels)
        {
            return item.Options;
        }

        // `max` goes as deep as the service does: the specification leaves the limit to it.
        var left = context.Limits.MaxExpandDepth - depth;
        var count = levels.Value ?? left;
        if (count > left)
        {
            return context.Fail<QueryOptionsSyntax>(
                levels, ErrorCode.TooComplex, $"$levels={count} goes deeper than {context.Limits.MaxExpandDepth} levels.", "$levels=max goes as deep as the service does.");
        }

        var once = item.Options with { Levels = null };
        var isAll = item.Path is [{ Text: "*" }];
        if (count == 1)
        {
            return once;
        }

        if (!isAll && navigation.Target.Type.FindNavigation(navigation.Name) is null)
        {
            return context.Fail<QueryOptionsSyntax>(
                levels, ErrorCode.UrlSyntax, $"$levels repeats {navigation.Name}, which {navigation.Target.Type.Name} does not have.", "Nest $expand instead.");
        }

        var again = item with { Options = item.Options with { Levels = levels with { Value = count - 1 } } };
        var inner = once.Expand is { } expand ? expand with { Items = [.. expand.Items, again] } : new ExpandSyntax(item.Position, [again]);
        return once with { Expand = inner };
    }

    /// <summary>The options that continue an expanded collection behind its first rows.</summary>
    private string Rest(QueryOptionsSyntax options)
    {
        var (rows, nowhere) = (context.Limits.ExpandRows, default(SourcePosition));
        var rest = options with
        {
            Aliases = context.Aliases,
            At = context.At,
            Skip = new IntegerOptionSyntax(nowhere, (options.Skip?.Value ?? 0) + rows),
            Top = options.Top is { } top ? top with { Value = Math.Max(0, top.Value - rows) } : null,
        };
        return UrlPrinter.Print(new ODataRequestSyntax(new ResourcePathSyntax(nowhere, []), rest)).TrimStart('?');
    }

    private static OptionUse Use(ExpansionKind kind, bool isCollection) => kind switch
    {
        ExpansionKind.Count => OptionUse.Count,
        ExpansionKind.References => isCollection ? OptionUse.References : OptionUse.Reference,
        _ => isCollection ? OptionUse.Rows : OptionUse.Row,
    };
}
