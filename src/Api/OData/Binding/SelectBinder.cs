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
/// <remarks>Source: OData URL Conventions 4.01, section 5.1.4.</remarks>
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
    public Selected? Bind(SelectSyntax? syntax, RowExpression row, IReadOnlyDictionary<string, Expression> computed, RowVariable? it, int depth)
    {
        var items = (syntax?.Items ?? []).Select(i => new Item(i, i.Path, i.Options)).ToList();
        return Bind(items, isEverything: syntax is null, row, computed, it, depth, MaxPath);
    }

    /// <summary>What is left of an item behind the names already followed.</summary>
    private sealed record Item(SelectItemSyntax Syntax, IReadOnlyList<NameSyntax> Path, QueryOptionsSyntax? Options);

    /// <summary>What the items of one level have named so far.</summary>
    private sealed class Level(IReadOnlyDictionary<string, Expression> computed)
    {
        public IReadOnlyDictionary<string, Expression> Computed => computed;

        public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<PropertyModel, List<Item>> Inside { get; } = [];

        public List<DerivedProperty> Derived { get; } = [];
    }

    private Selected? Bind(
        List<Item> items, bool isEverything, RowExpression row, IReadOnlyDictionary<string, Expression> computed, RowVariable? it, int depth, int left)
    {
        if (left == 0)
        {
            return context.Fail<Selected>(items[0].Syntax, ErrorCode.TooComplex, $"A path in $select has more than {MaxPath} names.");
        }

        var level = new Level(computed);
        foreach (var item in items)
        {
            if (!Add(item, row.Type, level))
            {
                return null;
            }
        }

        var (names, inside, derived) = (level.Names, level.Inside, level.Derived);
        isEverything |= names.Contains("*");
        if (isEverything)
        {
            names.Add("*");
            derived = [.. context.Model.DerivedFrom(row.Type).SelectMany(t => t.Properties.Skip(t.BaseType!.Properties.Count).Select(p => new DerivedProperty(t, p)))];
        }

        var parts = new List<Part>();
        foreach (var (property, rest) in inside.Where(i => !names.Contains(i.Key.Name)))
        {
            if (PartOf(row, property, rest, it, depth, left) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        var properties = row.Type.Properties.Where(p => names.Contains(p.Name) || (isEverything && !inside.ContainsKey(p)));
        return new Selected(new Shape([.. properties], [], [], isEverything && parts.Count == 0) { Derived = derived, Parts = parts }, names);
    }

    private bool Add(Item item, StructuredTypeModel type, Level level)
    {
        var name = item.Path[0];
        if (item.Syntax.ParameterNames is not null || name.IsAnnotation || name.Text.EndsWith(".*", StringComparison.Ordinal))
        {
            context.NotSupported<Problem>(item.Syntax, "Selecting operations or annotations");
            return false;
        }

        if (name.IsQualified)
        {
            return AddDerived(item, type, level);
        }

        if (name.Text == "*")
        {
            level.Names.Add("*");
            return true;
        }

        if (ResultSelection.IsObject([.. item.Path], type) && item.Options is null)
        {
            return new ResultSelection(context).Add([.. item.Path], type, level.Names);
        }

        if (item.Path.Count == 1 && item.Options is null)
        {
            level.Names.Add(name.Text);
            return IsKnown(name, type, level.Computed);
        }

        if (type.FindProperty(name.Text) is not { } property || !(property.Type.IsCollection || property.Type.Structured is { IsSpread: false }) || (item.Path.Count > 1 && property.Type.Structured is null))
        {
            var hint = type.FindNavigation(name.Text) is { } related ? $"Use $expand={related.Name}($select={(item.Path.Count > 1 ? item.Path[1].Text : "...")})." : null;
            return context.Refuse(item.Syntax, ErrorCode.UnknownProperty, $"{type.Name} has no complex property '{LiteralBinder.Shorten(name.Text)}'.", hint);
        }

        if (!level.Inside.TryGetValue(property, out var rest))
        {
            level.Inside.Add(property, rest = []);
        }

        rest.Add(item with { Path = [.. item.Path.Skip(1)] });
        return true;
    }

    private bool IsKnown(NameSyntax name, StructuredTypeModel type, IReadOnlyDictionary<string, Expression> computed)
    {
        if (type.FindProperty(name.Text) is not null || type.FindNavigation(name.Text) is not null || computed.ContainsKey(name.Text))
        {
            return true;
        }

        var names = type.Properties.Select(p => p.Name).Concat(type.Navigations.Select(n => n.Name)).Concat(computed.Keys);
        return context.Refuse(
            name, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name.Text)}'.", BindContext.DidYouMean(name.Text, names));
    }

    private bool AddDerived(Item item, StructuredTypeModel type, Level level)
    {
        var name = item.Path[0];
        if (context.FindType(name.Text) is not { } cast)
        {
            context.NoType<Problem>(name, name.Text);
            return false;
        }

        if (!cast.IsOrDerivesFrom(type))
        {
            return context.Refuse(name, ErrorCode.TypeMismatch, $"{cast.Name} does not derive from {type.Name}: the cast never succeeds.");
        }

        if (item.Path.Count == 1)
        {
            return context.Refuse(name, ErrorCode.UrlSyntax, "A property must follow the type.");
        }

        if (ReferenceEquals(cast, type))
        {
            return Add(item with { Path = [.. item.Path.Skip(1)] }, type, level);
        }

        var inner = item.Path[1];
        if (item.Path.Count > 2 || item.Options is not null || cast.FindNavigation(inner.Text) is not null || inner.Text == "*")
        {
            context.NotSupported<Problem>(item.Syntax, "Behind a type in $select anything but a property");
            return false;
        }

        if (!IsKnown(inner, cast, new Dictionary<string, Expression>()))
        {
            return false;
        }

        level.Derived.Add(new DerivedProperty(cast, cast.FindProperty(inner.Text)!));
        return true;
    }

    private Part? PartOf(RowExpression row, PropertyModel property, List<Item> items, RowVariable? it, int depth, int left)
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

        if (OptionRules.Check(options, OptionUse.Complex, isNested: true) is { } problem)
        {
            return context.Fail<Part>(problem);
        }

        var inner = items[0].Path.Count == 0 ? [.. (options.Select?.Items ?? []).Select(i => new Item(i, i.Path, i.Options))] : items;
        var isWhole = items[0].Path.Count == 0 && options.Select is null;
        return Bind(inner, isWhole, new ComplexRow(row, property), new Dictionary<string, Expression>(), it, depth, left - 1) is { } selected
            ? new Part(row, property, selected.Shape, null)
            : null;
    }

    private Part? Members(RowExpression row, PropertyModel property, List<Item> items, QueryOptionsSyntax options, RowVariable? it, int depth, int left)
    {
        var elements = MemberPathBinder.Elements(row, property);
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
