using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>What `$select` names on one level.</summary>
/// <param name="Shape">The properties, parts of complex ones, and those of derived types.</param>
/// <param name="Names">Every name as written, for computed columns and navigations.</param>
internal sealed record Selected(Shape Shape, HashSet<string> Names)
{
    /// <summary>True when a computed column is written.</summary>
    public bool Has(string name) => Names.Contains("*") || Names.Contains(name);
}

/// <summary>Binds `$select`: names, paths into complex values, casts, nested options.</summary>
/// <remarks>Source: OData URL Conventions 4.01, section 5.1.4. Operations and annotations may be named; the model has neither, so nothing is written for them.</remarks>
internal sealed class SelectBinder(BindContext context, RowQueryBinder queries)
{
    // A name longer than this is no path of any model; the parser limits the text, this the recursion.
    private const int MaxPath = 20;

    /// <summary>What is written of the row's own members.</summary>
    /// <param name="syntax">`$select`; null for everything.</param>
    /// <param name="row">The row, or the complex value.</param>
    /// <param name="computed">Columns of `$compute`.</param>
    /// <param name="it">What `$it` means in nested options; null for the members themselves.</param>
    /// <param name="depth">How many expansions stand around.</param>
    public Selected? Bind(SelectSyntax? syntax, RowExpression row, IReadOnlyDictionary<string, Expression> computed, RowVariable? it, int depth) =>
        Bind(Items(syntax), isEverything: syntax is null, row, computed, it, depth, MaxPath);

    private static List<SelectedItem> Items(SelectSyntax? syntax) => [.. (syntax?.Items ?? []).Select(i => new SelectedItem(i, [.. i.Path], i.Options))];

    private Selected? Bind(
        List<SelectedItem> items, bool isEverything, RowExpression row, IReadOnlyDictionary<string, Expression> computed, RowVariable? it, int depth, int left)
    {
        if (left == 0)
        {
            return context.Fail<Selected>(items[0].Syntax, ErrorCode.TooComplex, $"A path in $select has more than {MaxPath} names.");
        }

        var level = new SelectLevel(row.Type, computed);
        if (!items.TrueForAll(i => Add(i, row.Type, level, row.Type)))
        {
            return null;
        }

        if (isEverything || level.Names.Contains("*"))
        {
            level.Names.Add("*");
            AddEverything(level, row.Type);
        }

        var parts = new List<Part>();
        foreach (var (onlyOf, property, rest) in level.Parts)
        {
            if (PartOf(onlyOf is null ? row : new CastRow(row, onlyOf), property, rest, it, depth, left) is not { } part)
            {
                return null;
            }

            parts.Add(part with { OnlyOf = onlyOf });
        }

        var whole = level.Whole.ToHashSet();
        return new Selected(new Shape([.. row.Type.Properties.Where(whole.Contains)], [], [], level.Names.Contains("*") && parts.Count == 0) { Derived = [.. level.Derived], Parts = parts }, level.Names);
    }

    private void AddEverything(SelectLevel level, StructuredTypeModel type)
    {
        foreach (var property in type.Properties.Where(level.IsFree))
        {
            level.Add(type, property);
        }

        foreach (var derived in context.Model.DerivedFrom(type.Declared))
        {
            foreach (var property in derived.Properties.Skip(derived.BaseType!.Properties.Count).Where(level.IsFree))
            {
                level.Add(derived, property);
            }
        }
    }

    /// <summary>Adds an item; false when there is a problem.</summary>
    /// <param name="item">The item.</param>
    /// <param name="type">Type that its first name is a member of: the row's, or the one it is cast to.</param>
    /// <param name="level">What is named so far.</param>
    /// <param name="row">Type of the row.</param>
    private bool Add(SelectedItem item, StructuredTypeModel type, SelectLevel level, StructuredTypeModel row)
    {
        var (name, isCast) = (item.Path[0], !ReferenceEquals(type, row));
        if (item.Path.Any(n => n.IsAnnotation) || name.Text.EndsWith(".*", StringComparison.Ordinal) || item.Syntax.ParameterNames is not null || context.IsFunction(name.Text))
        {
            return new SelectedNothing(context).Check(item, type);
        }

        if (name.IsQualified)
        {
            return Cast(item, type) is { } cast && Add(item with { Path = [.. item.Path.Skip(1)] }, cast, level, row);
        }

        if (name.Text == "*")
        {
            AddAll(type, level, isCast);
            return true;
        }

        if (item is not { Path.Count: 1, Options: null } && ResultSelection.IsObject([.. item.Path], type))
        {
            return new ResultSelection(context).Select(item.Syntax, [.. item.Path], item.Options, [], type, level.Names);
        }

        return item.Path.Count == 1 && item.Options is null ? AddName(name, type, level, isCast) : AddPart(item, type, level);
    }

    private static void AddAll(StructuredTypeModel type, SelectLevel level, bool isCast)
    {
        if (!isCast)
        {
            level.Names.Add("*");
            return;
        }

        foreach (var property in type.Properties)
        {
            level.Add(type, property);
        }
    }

    private bool AddName(NameSyntax name, StructuredTypeModel type, SelectLevel level, bool isCast)
    {
        if (type.FindProperty(name.Text) is { } property)
        {
            level.Add(type, property);
        }
        else if (type.FindNavigation(name.Text) is null && (isCast || !level.Computed.ContainsKey(name.Text)))
        {
            var names = type.Properties.Select(p => p.Name).Concat(type.Navigations.Select(n => n.Name)).Concat(isCast ? [] : level.Computed.Keys);
            return context.Refuse(
                name, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name.Text)}'.", BindContext.DidYouMean(name.Text, names));
        }

        // Links of a derived type's navigations are not written, with whole rows neither.
        if (!isCast)
        {
            level.Names.Add(name.Text);
        }

        return true;
    }

    private bool AddPart(SelectedItem item, StructuredTypeModel type, SelectLevel level)
    {
        var name = item.Path[0];
        if (type.FindProperty(name.Text) is not { } property || !(property.Type.IsCollection || property.Type.Structured is { IsSpread: false }) || (item.Path.Count > 1 && property.Type.Structured is null))
        {
            var hint = type.FindNavigation(name.Text) is { } related ? $"Use $expand={related.Name}($select={(item.Path.Count > 1 ? item.Path[1].Text : "...")})." : null;
            return context.Refuse(item.Syntax, ErrorCode.UnknownProperty, $"{type.Name} has no complex property '{LiteralBinder.Shorten(name.Text)}'.", hint);
        }

        level.Add(type, property, item with { Path = [.. item.Path.Skip(1)] });
        return true;
    }

    private StructuredTypeModel? Cast(SelectedItem item, StructuredTypeModel type)
    {
        var name = item.Path[0];
        return context.FindType(name.Text) switch
        {
            null => context.NoType<StructuredTypeModel>(name, name.Text),
            { } cast when !cast.IsOrDerivesFrom(type.Declared) =>
                context.Fail<StructuredTypeModel>(name, ErrorCode.TypeMismatch, $"{cast.Name} does not derive from {type.Name}: the cast never succeeds."),
            _ when item.Path.Count == 1 => context.Fail<StructuredTypeModel>(name, ErrorCode.UrlSyntax, "A property must follow the type."),
            { } cast => ReferenceEquals(cast, type.Declared) ? type : cast,
        };
    }

    private Part? PartOf(RowExpression row, PropertyModel property, List<SelectedItem> items, RowVariable? it, int depth, int left)
    {
        if (items.Count > 1 && items.Exists(i => i.Path.Count == 0))
        {
            return context.Fail<Part>(items[1].Syntax, ErrorCode.DuplicateOption, $"{property.Name} is selected twice, once with options.");
        }

        var options = items[0].Path.Count == 0 ? items[0].Options! : QueryOptionsSyntax.None;
        if (property.Type.IsCollection)
        {
            return Members(row, property, items, options, it, depth, left);
        }

        var complex = new ComplexRow(row, property);
        if (items[0].Path.Count > 0)
        {
            return Bind(items, isEverything: false, complex, new Dictionary<string, Expression>(), it, depth, left - 1) is { } selected ? new Part(row, property, selected.Shape, null) : null;
        }

        return queries.Bind(complex, options, it, isNested: true, computed => Bind(Items(options.Select), options.Select is null, complex, computed, it, depth, left - 1)) is { } shape
            ? new Part(row, property, shape, null) : null;
    }

    private Part? Members(RowExpression row, PropertyModel property, List<SelectedItem> items, QueryOptionsSyntax options, RowVariable? it, int depth, int left)
    {
        var elements = ElementTypes.Of(row, property);
        if (queries.Bind(elements, options, new RowScope(elements.Rows, it ?? elements.Rows), OptionUse.Elements, depth + 1) is not { } query)
        {
            return null;
        }

        // `openings/from`: of each member only that.
        if (items[0].Path.Count > 0)
        {
            if (Bind(items, isEverything: false, new VariableRow(elements.Rows), new Dictionary<string, Expression>(), it, depth, left - 1) is not { } selected)
            {
                return null;
            }

            query = query with { Shape = selected.Shape };
        }

        return new Part(row, property, null, query);
    }
}
