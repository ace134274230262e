using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds the resource path: sets, keys, navigations, properties, `/$count`, `/$value`, `/$ref`, `/$filter(...)`.</summary>
internal sealed class ResourcePathBinder(BindContext context, ExpressionBinder expressions, KeyBinder keys)
{
    // Each navigation is a join; a longer path means nothing in this model.
    private const int MaxSegments = 20;

    private readonly FunctionCallBinder calls = new(context, keys);

    /// <summary>Follows the path from a set on.</summary>
    /// <param name="path">The path; its first segment is not one of the protocol's.</param>
    public BoundTarget? Bind(ResourcePathSyntax path)
    {
        if (path.Segments.Count > MaxSegments)
        {
            return context.Fail<BoundTarget>(path, ErrorCode.TooComplex, $"The path has more than {MaxSegments} segments.");
        }

        BoundTarget? target = null;
        IEnumerable<ResourceSegment> segments = path.Segments;
        if (path.Segments is [SystemSegment { Kind: SystemSegmentKind.All }, NamedSegment type, ..])
        {
            target = AllOf(type);
            segments = path.Segments.Skip(2);
            if (target is null)
            {
                return null;
            }
        }

        foreach (var segment in segments)
        {
            target = target is null ? First(segment) : Next(target, segment);
            if (target is null)
            {
                return null;
            }
        }

        return target;
    }

    private BoundTarget? First(ResourceSegment segment)
    {
        if (segment is SystemSegment { Kind: SystemSegmentKind.All })
        {
            return AllBinder.Target();
        }

        if (segment is CrossjoinSegment crossjoin)
        {
            return new CrossjoinBinder(context).Bind(crossjoin);
        }

        if (segment is not NamedSegment named)
        {
            return Unsupported(segment);
        }

        if (context.Model.FindSet(named.Name) is not { } set)
        {
            return context.Fail<BoundTarget>(
                segment, ErrorCode.UnknownResource, $"There is no entity set '{LiteralBinder.Shorten(named.Name)}'.",
                BindContext.DidYouMean(named.Name, context.Model.Sets.Select(s => s.Name)) ?? "The service root lists all sets.");
        }

        var rows = new SetRows(set, new RowVariable("$it", set.Type));
        return WithKey(new BoundTarget(ResultKind.Rows, rows, set, IsCollection: true), named);
    }

    /// <summary>`$all/ns.Type`: the rows of the type in the one set that can hold them.</summary>
    private BoundTarget? AllOf(NamedSegment segment)
    {
        if (context.FindType(segment.Name) is not { } type)
        {
            return context.NoType<BoundTarget>(segment, segment.Name);
        }

        return context.Model.Sets.FirstOrDefault(s => type.IsOrDerivesFrom(s.Type)) is not { } set
            ? context.Fail<BoundTarget>(segment, ErrorCode.TypeMismatch, $"{type.Name} is no type of rows: $all has none of it.")
            : Cast(new BoundTarget(ResultKind.Rows, new SetRows(set, new RowVariable("$it", set.Type)), set, IsCollection: true), segment);
    }

    private BoundTarget? Next(BoundTarget target, ResourceSegment segment)
    {
        if (target.Kind is ResultKind.Count or ResultKind.RawValue or ResultKind.References)
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "Nothing can follow $count, $value or $ref.");
        }

        if (target.Set.Type.IsCombination && segment is not (SystemSegment { Kind: SystemSegmentKind.Count } or ResourceFilterSegment))
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "Only $count and $filter(...) may follow $crossjoin.");
        }

        if (target.Rows is AllRows && segment is not SystemSegment { Kind: SystemSegmentKind.Count or SystemSegmentKind.Ref })
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "Only a type, $count or $ref may follow $all.", "A condition goes into ?$filter=.");
        }

        if (target.Set.IsComputed && (segment is SystemSegment { Kind: SystemSegmentKind.Ref } || (target.Kind == ResultKind.Rows && segment is NamedSegment key && context.FindType(key.Text) is null)))
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "What a function gives has no key and no reference.", "Use $filter.");
        }

        return segment switch
        {
            NamedSegment named when calls.IsCall(named) => calls.Bind(target, named),
            NamedSegment named when target.Kind == ResultKind.Property => Part(target, named),
            NamedSegment named when target.IsCollection => KeySegment(target, named),
            NamedSegment named => Member(target, named),
            SystemSegment system => System(target, system),
            ResourceFilterSegment filter => Filter(target, filter),
            _ => Unsupported(segment),
        };
    }

    private BoundTarget? WithKey(BoundTarget target, NamedSegment segment)
    {
        if (segment.Arguments.Count == 0)
        {
            return target;
        }

        if (segment.Arguments.Count > 1)
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UrlSyntax, $"'{LiteralBinder.Shorten(segment.Name)}' takes one pair of parentheses with a key.");
        }

        return keys.Bind(target.Rows, target.Set.Type, segment.Arguments[0]) is { } row
            ? target with { Kind = ResultKind.Row, Rows = row, IsCollection = false }
            : null;
    }

    private BoundTarget? KeySegment(BoundTarget target, NamedSegment segment)
    {
        if (IsQualified(segment))
        {
            return Cast(target, segment);
        }

        return keys.Bind(target.Rows, target.Set.Type, segment) is { } row
            ? target with { Kind = ResultKind.Row, Rows = row, IsCollection = false }
            : null;
    }

    private bool IsQualified(NamedSegment segment) => segment.Text.StartsWith(context.Model.Namespace + ".", StringComparison.OrdinalIgnoreCase);

    /// <summary>The rows that are of a derived type; a cast to the type they have anyway changes nothing.</summary>
    private BoundTarget? Cast(BoundTarget target, NamedSegment segment)
    {
        var from = target.Set.Type;
        if (context.FindType(segment.Name) is not { } type)
        {
            return context.NoType<BoundTarget>(segment, segment.Name);
        }

        if (!type.IsOrDerivesFrom(from))
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.TypeMismatch, $"{type.Name} does not derive from {from.Name}: nothing in {target.Set.Name} can be cast to it.");
        }

        if (segment.Arguments.Count > 0 && !target.IsCollection)
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UrlSyntax, "A cast of one row takes no key.");
        }

        // A row that is of another type, or none, is not found.
        var cast = ReferenceEquals(type, from) ? target : target with
        {
            Rows = new TypedRows(target.Rows, new RowVariable(target.Rows.Rows.Name, type)),
            Set = target.Set with { Type = type },
            Kind = target.Kind == ResultKind.OptionalRow ? ResultKind.Row : target.Kind,
        };
        return WithKey(cast, segment);
    }

    private BoundTarget? Member(BoundTarget target, NamedSegment segment)
    {
        var type = target.Set.Type;
        if (segment.Name.StartsWith('@'))
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, $"{type.Name} has no annotation '{LiteralBinder.Shorten(segment.Name)}'.");
        }

        if (type.FindProperty(segment.Name) is { } property)
        {
            var cast = ReferenceEquals(context.Model.FindSet(target.Set.Name)?.Type, type) ? "" : $"{context.Model.Namespace}.{type.Name}/";
            return segment.Arguments.Count == 0
                ? Property(target, new VariableRow(target.Rows.Rows), property, cast + property.Name)
                : context.Fail<BoundTarget>(segment, ErrorCode.UrlSyntax, $"The property {property.Name} takes no key.");
        }

        if (type.FindNavigation(segment.Name) is { } navigation)
        {
            var rows = new PathRows(target.Rows, navigation, new RowVariable(navigation.Name, navigation.Target.Type));
            var kind = navigation.IsCollection ? ResultKind.Rows : navigation.IsNullable ? ResultKind.OptionalRow : ResultKind.Row;
            var reached = new BoundTarget(kind, rows, navigation.Target, navigation.IsCollection, Parent: target.Rows);
            return navigation.IsCollection || segment.Arguments.Count == 0
                ? WithKey(reached, segment)
                : context.Fail<BoundTarget>(segment, ErrorCode.UrlSyntax, $"{navigation.Name} leads to one row and takes no key.");
        }

        if (IsQualified(segment))
        {
            return Cast(target, segment);
        }

        var names = type.Properties.Select(p => p.Name).Concat(type.Navigations.Select(n => n.Name));
        return context.Fail<BoundTarget>(
            segment, ErrorCode.UnknownResource, $"{type.Name} has no property or navigation '{LiteralBinder.Shorten(segment.Name)}'.", BindContext.DidYouMean(segment.Name, names));
    }

    /// <summary>What follows a property: a part of a complex value.</summary>
    private BoundTarget? Part(BoundTarget target, NamedSegment segment)
    {
        var property = target.Property!;
        if (property.Type.IsCollection)
        {
            return IsQualified(segment) && property.Type.Structured is not null ? NoCast(target, segment)
                : context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, $"The members of {property.Name} have no place to be named by: the collection is not declared to be ordered.");
        }

        if (property.Type.Structured is not { } type)
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, $"{property.Name} is a plain value without members.");
        }

        if (IsQualified(segment))
        {
            return NoCast(target, segment);
        }

        return type.FindProperty(segment.Name) is not { } part
            ? context.Fail<BoundTarget>(
                segment, ErrorCode.UnknownResource, $"{type.Name} has no property '{LiteralBinder.Shorten(segment.Name)}'.", BindContext.DidYouMean(segment.Name, type.Properties.Select(p => p.Name)))
            : segment.Arguments.Count == 0 ? Property(target, new ComplexRow(target.Owner!, property), part, $"{target.Path}/{part.Name}")
            : context.Fail<BoundTarget>(segment, ErrorCode.UrlSyntax, $"The property {part.Name} takes no key.");
    }

    // Complex types do not derive from one another: only the cast to the type itself succeeds.
    private BoundTarget? NoCast(BoundTarget target, NamedSegment segment) => context.FindType(segment.Text) switch
    {
        null => context.NoType<BoundTarget>(segment, segment.Text),
        { } type when ReferenceEquals(type, target.Property!.Type.Structured) => target,
        { } type => context.Fail<BoundTarget>(segment, ErrorCode.TypeMismatch, $"{type.Name} does not derive from {target.Property!.Type.Structured!.Name}: the cast never succeeds."),
    };

    private static BoundTarget Property(BoundTarget target, RowExpression owner, PropertyModel property, string path) => target with
    {
        Kind = ResultKind.Property,
        Property = property,
        Owner = owner,
        Path = path,
        Elements = property.Type.IsCollection ? ElementTypes.Of(owner, property) : null,
    };

    private BoundTarget? System(BoundTarget target, SystemSegment segment)
    {
        switch (segment.Kind)
        {
            case SystemSegmentKind.Count when target.Kind == ResultKind.Rows:
                return target with { Kind = ResultKind.Count };
            case SystemSegmentKind.Count when target.Elements is not null:
                return target with { Kind = ResultKind.RawValue };
            case SystemSegmentKind.Count:
                return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$count stands behind a collection.");
            case SystemSegmentKind.Value when target is { Kind: ResultKind.Property, Property.Type: { IsCollection: false, Structured: null } }:
                return target with { Kind = ResultKind.RawValue };
            case SystemSegmentKind.Value:
                return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$value stands behind a property that is one plain value.");
            case SystemSegmentKind.Ref when target.Kind is ResultKind.Rows or ResultKind.Row or ResultKind.OptionalRow:
                return target with { Kind = ResultKind.References };
            case SystemSegmentKind.Ref:
                return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$ref stands behind rows.");
            default:
                return Unsupported(segment);
        }
    }

    private BoundTarget? Filter(BoundTarget target, ResourceFilterSegment segment)
    {
        if (target is { Kind: ResultKind.Property, Elements: { } elements })
        {
            return expressions.BindCondition(segment.Condition, new RowScope(elements.Rows, elements.Rows)) is { } which
                ? target with { Elements = new FilteredRows(elements, which) }
                : null;
        }

        if (target.Kind != ResultKind.Rows)
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$filter(...) stands behind a collection of rows.");
        }

        var scope = new RowScope(target.Rows.Rows, target.Rows.Rows);
        return expressions.BindCondition(segment.Condition, scope) is { } condition
            ? target with { Rows = new FilteredRows(target.Rows, condition) }
            : null;
    }

    private BoundTarget? Unsupported(ResourceSegment segment) => segment switch
    {
        SystemSegment { Kind: SystemSegmentKind.Metadata } => context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$metadata stands alone, right behind the service root."),
        SystemSegment { Kind: SystemSegmentKind.Each } => context.Fail<BoundTarget>(
            segment, ErrorCode.UrlSyntax, "$each stands for changing each member of a collection; it has no meaning here.", "Leave it out: GET reads the members, PATCH of the collection changes many at once."),
        SystemSegment { Kind: SystemSegmentKind.All } => context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$all begins a path."),
        SystemSegment system => context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, $"${system.Kind.ToString().ToLowerInvariant()} cannot stand here."),
        CrossjoinSegment => context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$crossjoin(...) begins a path."),
        ResourceFilterSegment => context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$filter(...) stands behind a collection of rows."),
        _ => throw new InvalidOperationException($"{segment.GetType().Name} is no known segment."),
    };
}
