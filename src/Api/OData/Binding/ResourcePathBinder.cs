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

    /// <summary>Follows the path from a set on.</summary>
    /// <param name="path">The path; its first segment is not one of the protocol's.</param>
    public BoundTarget? Bind(ResourcePathSyntax path)
    {
        if (path.Segments.Count > MaxSegments)
        {
            return context.Fail<BoundTarget>(path, ErrorCode.TooComplex, $"The path has more than {MaxSegments} segments.");
        }

        BoundTarget? target = null;
        foreach (var segment in path.Segments)
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

        return segment switch
        {
            NamedSegment named when target.Kind == ResultKind.Property => context.Fail<BoundTarget>(
                named, ErrorCode.UnknownResource, $"{target.Property!.Name} is a plain value without members."),
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
        var type = target.Set.Type;
        if (string.Equals(segment.Text, $"{context.Model.Namespace}.{type.Name}", StringComparison.OrdinalIgnoreCase))
        {
            return target;
        }

        if (IsQualified(segment))
        {
            return NoCast(segment, target.Set);
        }

        return keys.Bind(target.Rows, type, segment) is { } row
            ? target with { Kind = ResultKind.Row, Rows = row, IsCollection = false }
            : null;
    }

    private bool IsQualified(NamedSegment segment) => segment.Text.StartsWith(context.Model.Namespace + ".", StringComparison.OrdinalIgnoreCase);

    private BoundTarget? NoCast(NamedSegment segment, EntitySetModel set) => context.FindType(segment.Text) switch
    {
        null => context.NoType<BoundTarget>(segment, segment.Text),
        { } type when type.IsOrDerivesFrom(set.Type) => context.NotSupported<BoundTarget>(segment, $"The cast to the derived type {type.Name}"),
        { } type => context.Fail<BoundTarget>(
            segment, ErrorCode.TypeMismatch, $"{type.Name} does not derive from {set.Type.Name}: nothing in {set.Name} can be cast to it."),
    };

    private BoundTarget? Member(BoundTarget target, NamedSegment segment)
    {
        var type = target.Set.Type;
        if (type.FindProperty(segment.Name) is { } property)
        {
            return segment.Arguments.Count == 0
                ? target with { Kind = ResultKind.Property, Property = property }
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

        if (string.Equals(segment.Text, $"{context.Model.Namespace}.{type.Name}", StringComparison.OrdinalIgnoreCase))
        {
            return target;
        }

        if (IsQualified(segment))
        {
            return NoCast(segment, target.Set);
        }

        var names = type.Properties.Select(p => p.Name).Concat(type.Navigations.Select(n => n.Name));
        return context.Fail<BoundTarget>(
            segment, ErrorCode.UnknownResource, $"{type.Name} has no property or navigation '{LiteralBinder.Shorten(segment.Name)}'.", BindContext.DidYouMean(segment.Name, names));
    }

    private BoundTarget? System(BoundTarget target, SystemSegment segment)
    {
        switch (segment.Kind)
        {
            case SystemSegmentKind.Count when target.Kind == ResultKind.Rows:
                return target with { Kind = ResultKind.Count };
            case SystemSegmentKind.Count when target.Property is { Type.IsCollection: true }:
                return target with { Kind = ResultKind.RawValue, Computed = Length(target) };
            case SystemSegmentKind.Count:
                return context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$count stands behind a collection.");
            case SystemSegmentKind.Value when target.Kind == ResultKind.Property && !target.Property!.Type.IsCollection:
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

    private static ComputedColumn Length(BoundTarget target) => new("$count", new Call(
        QueryFunction.Length, [new PropertyValue(new VariableRow(target.Rows.Rows), target.Property!)], TypeReference.Of(PrimitiveKind.Int32, isNullable: false)));

    private BoundTarget? Filter(BoundTarget target, ResourceFilterSegment segment)
    {
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
        SystemSegment system => context.NotSupported<BoundTarget>(segment, $"The path segment ${system.Kind.ToString().ToLowerInvariant()}"),
        CrossjoinSegment => context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$crossjoin(...) begins a path."),
        ResourceFilterSegment => context.Fail<BoundTarget>(segment, ErrorCode.UnknownResource, "$filter(...) stands behind a collection of rows."),
        _ => throw new InvalidOperationException($"{segment.GetType().Name} is no known segment."),
    };
}
