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
    /// <summary>The shape.</summary>
    /// <param name="options">The options of this level.</param>
    /// <param name="scope">What names mean; computed columns are already in it.</param>
    /// <param name="depth">How many expansions stand around this one.</param>
    public Shape? Bind(QueryOptionsSyntax options, RowScope scope, int depth)
    {
        var type = scope.This.Type;
        var selected = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var everything = options.Select is null;
        foreach (var item in options.Select?.Items ?? [])
        {
            if (Select(item, type, scope, selected) is not { } all)
            {
                return null;
            }

            everything |= all == Selection.Everything;
        }

        var objects = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Expand(options.Expand, scope, depth, objects) is not { } expansions)
        {
            return null;
        }

        var properties = everything && objects.Count == 0 ? type.Properties : ResultSelection.Narrow(
            type, [.. objects, .. everything ? type.Properties.Select(p => p.Name).Where(n => !objects.Any(o => o.Split('/')[0] == n)) : selected]);
        var computed = scope.Computed.Where(c => options.Select is null || everything || selected.Contains(c.Key)).Select(c => new ComputedColumn(c.Key, c.Value));
        return new Shape(properties, [.. computed], expansions, everything && (type.IsEntity || type.IsCombination), [.. type.Navigations.Where(n => selected.Contains(n.Name))]);
    }

    /// <summary>Binds `$compute` into the scope.</summary>
    /// <returns>False when there is a problem.</returns>
    public bool Compute(ComputeSyntax? syntax, RowScope scope)
    {
        foreach (var item in syntax?.Items ?? [])
        {
            var name = item.Alias.Text;
            if (scope.This.Type.FindProperty(name) is not null || scope.This.Type.FindNavigation(name) is not null || scope.Computed.ContainsKey(name))
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

    private enum Selection
    {
        Member,
        Everything,
    }

    private Selection? Select(SelectItemSyntax item, StructuredTypeModel type, RowScope scope, HashSet<string> selected)
    {
        if (item.ParameterNames is not null || item.Path.Any(n => n.IsQualified || n.IsAnnotation))
        {
            context.NotSupported<Problem>(item, "Selecting types, operations or annotations");
            return null;
        }

        if (item.Options is not null)
        {
            context.NotSupported<Problem>(item, "A nested option inside $select");
            return null;
        }

        var name = item.Path[0];
        if (name.Text == "*")
        {
            return Selection.Everything;
        }

        if (ResultSelection.IsObject(item.Path, type))
        {
            return new ResultSelection(context).Add(item.Path, type, selected) ? Selection.Member : null;
        }

        if (item.Path.Count > 1)
        {
            var hint = type.FindNavigation(name.Text) is { } related ? $"Use $expand={related.Name}($select={item.Path[1].Text})." : null;
            context.Fail<Problem>(item, ErrorCode.UnknownProperty, $"{type.Name} has no complex property '{LiteralBinder.Shorten(name.Text)}'.", hint);
            return null;
        }

        if (type.FindProperty(name.Text) is null && type.FindNavigation(name.Text) is null && !scope.Computed.ContainsKey(name.Text))
        {
            var names = type.Properties.Select(p => p.Name).Concat(type.Navigations.Select(n => n.Name)).Concat(scope.Computed.Keys);
            context.Fail<Problem>(
                name, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name.Text)}'.", BindContext.DidYouMean(name.Text, names));
            return null;
        }

        selected.Add(name.Text);
        return Selection.Member;
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
            if (ResultSelection.IsObject(item.Path, scope.This.Type))
            {
                if (!new ResultSelection(context).Expand(item, [], scope.This.Type, objects))
                {
                    return null;
                }

                continue;
            }

            if (Navigations(item, scope.This.Type) is not { } navigations)
            {
                return null;
            }

            foreach (var navigation in navigations)
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

                if (!context.CountExpansion(item) || Expansion(item, navigation, scope, depth) is not { } expansion)
                {
                    return null;
                }

                expansions.Add(expansion);
            }
        }

        return expansions;
    }

    private IReadOnlyList<NavigationModel>? Navigations(ExpandItemSyntax item, StructuredTypeModel type)
    {
        if (item.Kind == ExpandToken.Value || item.Path.Count == 0)
        {
            return context.NotSupported<IReadOnlyList<NavigationModel>>(item, "Expanding a stream");
        }

        var name = item.Path[0];
        if (item.Path.Any(n => n.IsQualified || n.IsAnnotation))
        {
            return context.NotSupported<IReadOnlyList<NavigationModel>>(item, "Expanding through a type or an annotation");
        }

        if (name.Text == "*")
        {
            return item.Kind == ExpandToken.Count
                ? context.Fail<IReadOnlyList<NavigationModel>>(item, ErrorCode.UrlSyntax, "'*' can be expanded as rows or as /$ref.")
                : type.Navigations;
        }

        if (type.FindNavigation(name.Text) is not { } navigation)
        {
            var what = type.FindProperty(name.Text) is null ? "has no navigation" : "has a property, not a navigation,";
            return context.Fail<IReadOnlyList<NavigationModel>>(
                name, ErrorCode.UnknownProperty, $"{type.Name} {what} '{LiteralBinder.Shorten(name.Text)}'.",
                BindContext.DidYouMean(name.Text, type.Navigations.Select(n => n.Name)));
        }

        return item.Path.Count == 1 ? [navigation]
            : context.Fail<IReadOnlyList<NavigationModel>>(
                item, ErrorCode.UrlSyntax, "A path of navigations cannot be expanded.", $"Use $expand={navigation.Name}($expand={item.Path[1].Text}).");
    }

    private Expansion? Expansion(ExpandItemSyntax item, NavigationModel navigation, RowScope scope, int depth)
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

        var rows = new RelatedRows(new VariableRow(scope.This), navigation, new RowVariable(navigation.Name, navigation.Target.Type));
        var inner = new RowScope(rows.Rows, scope.It);
        var outerRowUses = context.OuterRowUses;
        if (Levels(item, navigation, depth) is not { } options || queries.Bind(rows, options, inner, Use(kind, navigation.IsCollection), depth + 1) is not { } query)
        {
            return null;
        }

        // What names the row around it by `$it` cannot be continued by a URL of its own: more rows than the limit are then a problem.
        return kind == ExpansionKind.Count || !navigation.IsCollection
            ? new Expansion(navigation, kind, query)
            : new Expansion(navigation, kind, query, context.Limits.ExpandRows, context.OuterRowUses == outerRowUses && scope.This.Type.IsEntity ? Rest(options) : null);
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
