using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds paths inside expressions: properties, navigations, lambda operators, `$count`.</summary>
internal sealed class MemberPathBinder(BindContext context, ExpressionBinder expressions, KeyBinder keys)
{
    private ApplyBinder? applies;

    /// <summary>Follows the path.</summary>
    /// <param name="syntax">The path.</param>
    /// <param name="scope">What its first name means.</param>
    public BoundPath? Bind(PathSyntax syntax, RowScope scope)
    {
        BoundPath? bound = null;
        var isRoot = syntax.Segments[0] is VariableSegment { Variable: ImplicitVariable.Root };
        foreach (var segment in isRoot ? syntax.Segments.Skip(1) : syntax.Segments)
        {
            bound = bound is not null ? Next(bound, segment, scope) : isRoot ? Set(segment) : First(segment, scope);
            if (bound is null)
            {
                return null;
            }
        }

        return bound ?? context.Fail<BoundPath>(syntax, ErrorCode.UrlSyntax, "$root needs a set behind it: $root/plans.");
    }

    /// <summary>The set behind `$root`, perhaps with a key.</summary>
    private BoundPath? Set(MemberSegment segment)
    {
        if (NameOf(segment) is not { } name || context.Model.FindSet(name) is not { } set)
        {
            return context.Fail<BoundPath>(
                segment, ErrorCode.UnknownResource, $"A set must follow $root, '{LiteralBinder.Shorten(NameOf(segment) ?? "")}' is none.",
                BindContext.DidYouMean(NameOf(segment) ?? "", context.Model.Sets.Select(s => s.Name)));
        }

        return context.CountCollection(segment) ? WithKey(new RowsPath(new SetRows(set, new RowVariable(set.Name, set.Type)), set.Name), segment) : null;
    }

    private static string? NameOf(MemberSegment segment) => segment switch
    {
        NameSegment name => name.Name,
        CallSegment call => call.Name,
        _ => null,
    };

    /// <summary>`measures('5-1-1')`: the one row with the key.</summary>
    private BoundPath? WithKey(RowsPath path, MemberSegment segment)
    {
        if (segment is not CallSegment call)
        {
            return path;
        }

        return keys.Bind(path.Rows, path.Rows.Rows.Type, new ArgumentListSyntax(call.Position, call.Arguments)) is { } row
            ? new RowPath(new VariableRow(row.Rows), row) : null;
    }

    private BoundPath? First(MemberSegment segment, RowScope scope)
    {
        switch (segment)
        {
            case VariableSegment { Variable: ImplicitVariable.It }:
                context.OuterRowUses += ReferenceEquals(scope.It, scope.This) ? 0 : 1;
                return Variable(scope.It);
            case VariableSegment { Variable: ImplicitVariable.This }:
                return Variable(scope.This);
            case VariableSegment { Variable: ImplicitVariable.These } when scope.These is { } these:
                return context.CountCollection(segment) ? new RowsPath(these(), "$these") : null;
            case VariableSegment { Variable: var variable }:
                return context.NotSupported<BoundPath>(segment, $"${variable.ToString().ToLowerInvariant()} in an expression");
            case AliasSegment:
                return context.NotSupported<BoundPath>(segment, "A path that begins with an alias");
            case NameSegment { Name: var name } when scope.FindLambda(name) is { } lambda:
                return lambda.Row is { } row ? Variable(row) : new ValuePath(new VariableValue(lambda.Value!));
            case NameSegment { Name: var name } when scope.Computed.TryGetValue(name, out var computed):
                return context.Use(computed, segment) ? new ValuePath(computed) : null;
            default:
                return Member(new VariableRow(scope.This), segment, scope);
        }
    }

    private static BoundPath Variable(RowVariable row) =>
        row.Type.IsValue ? new ValuePath(new PropertyValue(new VariableRow(row), row.Type.Properties[0])) : new RowPath(new VariableRow(row));

    private BoundPath? Next(BoundPath bound, MemberSegment segment, RowScope scope) => bound switch
    {
        RowPath { From: null } row => Member(row.Row, segment, scope),
        RowPath { From: { } from } row => Elsewhere(Member(row.Row, segment, scope), from, segment),
        RowsPath rows => OfRows(rows, segment, scope),
        EachPath { Value: null } each => Each(each.Rows, Member(each.Row, segment, scope), segment),
        EachPath => context.Fail<BoundPath>(segment, ErrorCode.UnknownProperty, "A plain value has no members."),
        ValuePath { Value.Type.IsCollection: true } values => OfValues(values.Value, segment, scope),
        ValuePath { Value.Type.Structured: { } type } value => Member(value.Value, type, segment),
        ValuePath => context.Fail<BoundPath>(segment, ErrorCode.UnknownProperty, "A plain value has no members."),
        _ => throw new InvalidOperationException($"{bound.GetType().Name} is no known path."),
    };

    /// <summary>A path on from a row that is none of those around: it must bring its row along.</summary>
    private BoundPath? Elsewhere(BoundPath? path, RowSource from, MemberSegment segment) => path switch
    {
        ValuePath value => new ValuePath(new ValueOf(from, value.Value)),
        RowPath row => row with { From = from },
        RowsPath { Rows: RelatedRows { From: VariableRow } related } rows => rows with { Rows = new PathRows(from, related.Navigation, related.Rows) },
        RowsPath { Rows: RelatedRows { From: RelatedRow { From: VariableRow, Navigation: var step } } related } rows =>
            rows with { Rows = new PathRows(new PathRows(from, step, new RowVariable(step.Name, step.Target.Type)), related.Navigation, related.Rows) },
        RowsPath { Rows: ElementRows elements } rows => rows with { Rows = new ElementRows(elements.From, elements.Property, elements.Rows, from) },
        RowsPath => context.NotSupported<BoundPath>(segment, "A collection this far behind $root or a key"),
        _ => path,
    };

    private EachPath? Each(RowSource rows, BoundPath? path, MemberSegment segment) => path switch
    {
        null => null,
        ValuePath value => new EachPath(rows, new VariableRow(rows.Rows), value.Value),
        RowPath row => new EachPath(rows, row.Row, null),
        _ => context.Fail<EachPath>(segment, ErrorCode.TypeMismatch, "A path leads through one collection only.", "Use any(x:...)."),
    };

    private BoundPath? Member(RowExpression row, MemberSegment segment, RowScope scope)
    {
        switch (segment)
        {
            case NameSegment { Name: var name } when row.Type.FindProperty(name) is { } property:
                return context.Use(property, segment) ? Property(row, property, segment) : null;
            case NameSegment { Name: var name } when row.Type.FindNavigation(name) is { } navigation && context.FindNested(navigation) is { Apply: not null } nested:
                return context.CountCollection(segment) && nested.Rows(row) is { } rows ? new RowsPath(rows, navigation.Name) : null;
            case NameSegment { Name: var name } when row.Type.FindNavigation(name) is { } navigation:
                return navigation.IsCollection ? Related(row, navigation, segment) : new RowPath(new RelatedRow(row, navigation));
            case CallSegment { Name: var name } call when row.Type.FindNavigation(name) is { IsCollection: true } navigation:
                return Related(row, navigation, call) is { } related ? WithKey(related, call) : null;
            case NameSegment { Name: var name } when IsTypeName(name, row.Type):
                return new RowPath(row);
            case NameSegment { Name: var name } when name.Contains('.', StringComparison.Ordinal):
                return CastTo(segment, name, row.Type) is { } type ? new RowPath(new CastRow(row, type)) : null;
            case NameSegment { Name: var name }:
                return Unknown(segment, name, row.Type, scope);
            case CallSegment { Name: var name }:
                return context.NotSupported<BoundPath>(segment, $"A call or key inside a path ('{LiteralBinder.Shorten(name)}(...)')");
            case AnnotationSegment:
                return context.NotSupported<BoundPath>(segment, "An annotation in an expression");
            case CountSegment or LambdaSegment or FilterSegment:
                return context.Fail<BoundPath>(segment, ErrorCode.TypeMismatch, $"This is one row of {row.Type.Name}; any, all and $count take a collection.");
            default:
                return context.NotSupported<BoundPath>(segment, "This part of a path");
        }
    }

    private BoundPath? Member(Expression instance, StructuredTypeModel type, MemberSegment segment)
    {
        if (segment is not NameSegment { Name: var name })
        {
            return context.NotSupported<BoundPath>(segment, "This part of a path");
        }

        // The members of an object in a dynamic result are columns of its row.
        if (type.IsSpread && instance is PropertyValue { Row: var row } && type.FindProperty(name) is { } column)
        {
            return new ValuePath(new PropertyValue(row, column));
        }

        return context.Fail<BoundPath>(
            segment, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name)}'.", BindContext.DidYouMean(name, type.Properties.Select(p => p.Name)));
    }

    private RowsPath? Related(RowExpression row, NavigationModel navigation, MemberSegment at) => context.CountCollection(at)
        ? new RowsPath(new RelatedRows(row, navigation, new RowVariable(navigation.Name, navigation.Target.Type)), navigation.Name) : null;

    private BoundPath? Property(RowExpression row, PropertyModel property, MemberSegment at) => property.Type switch
    {
        { Structured.IsSpread: false, IsCollection: true } => context.CountCollection(at) ? new RowsPath(Elements(row, property), property.Name) : null,
        { Structured.IsSpread: false } => new RowPath(new ComplexRow(row, property)),
        _ => new ValuePath(new PropertyValue(row, property)),
    };

    /// <summary>The derived type that a segment casts to.</summary>
    private StructuredTypeModel? CastTo(MemberSegment segment, string name, StructuredTypeModel from) => context.FindType(name) switch
    {
        null => context.NoType<StructuredTypeModel>(segment, name),
        { } type when type.IsOrDerivesFrom(from) => type,
        { } type => context.Fail<StructuredTypeModel>(segment, ErrorCode.TypeMismatch, $"{type.Name} does not derive from {from.Name}: the cast never succeeds."),
    };

    private BoundPath? Unknown(MemberSegment segment, string name, StructuredTypeModel type, RowScope scope)
    {
        var names = type.Properties.Select(p => p.Name).Concat(type.Navigations.Select(n => n.Name)).Concat(scope.Computed.Keys);
        return context.Fail<BoundPath>(
            segment, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name)}'.", BindContext.DidYouMean(name, names));
    }

    private BoundPath? OfRows(RowsPath path, MemberSegment segment, RowScope scope)
    {
        var type = path.Rows.Rows.Type;
        switch (segment)
        {
            case LambdaSegment lambda:
                return Quantify(path.Rows, lambda, scope);
            case CountSegment count:
                return Filter(path.Rows, count.Filter, scope) is { } rows && Search(rows, count.Search) is { } found ? new ValuePath(new CountOf(found)) : null;
            case FilterSegment filter:
                return Filter(path.Rows, filter.Condition, scope) is { } filtered ? path with { Rows = filtered } : null;
            case AggregateSegment aggregate:
                applies ??= new ApplyBinder(context, expressions, new OrderBinder(context, expressions));
                return applies.Value(aggregate.Aggregation, new AppliedRows(path.Rows, []) { Around = scope.It }) is { } value ? new ValuePath(value) : null;
            case NameSegment { Name: var name } when IsTypeName(name, type):
                return path;
            case NameSegment { Name: var name } when name.Contains('.', StringComparison.Ordinal):
                return CastTo(segment, name, type) is { } derived ? path with { Rows = new TypedRows(path.Rows, new RowVariable(path.Name, derived)) } : null;
            case NameSegment { Name: var name } when type.FindProperty(name) is not null || type.FindNavigation(name) is { IsCollection: false }:
                return Each(path.Rows, Member(new VariableRow(path.Rows.Rows), segment, scope), segment);
            default:
                return context.Fail<BoundPath>(
                    segment, ErrorCode.TypeMismatch, $"'{path.Name}' leads to many rows: any, all, $count or $filter must follow it.",
                    Instead(path, segment));
        }
    }

    // `observations/max(value)` as in most languages.
    private static string Instead(RowsPath path, MemberSegment segment)
    {
        var type = path.Rows.Rows.Type;
        return segment is CallSegment { Name: "sum" or "min" or "max" or "average" or "countdistinct" } call
            ? $"Write {path.Name}/aggregate({(call.Arguments is [{ Value: PathSyntax value }] ? ExpressionBinder.Text(value) : "...")} with {call.Name})."
            : $"For example {path.Name}/any(x:x/{(type.Key.Count > 0 ? type.Key : type.Properties)[0].Name} ne null).";
    }

    private RowSource? Filter(RowSource rows, ExpressionSyntax? condition, RowScope scope)
    {
        if (condition is null)
        {
            return rows;
        }

        // Inside, plain names mean the filtered rows; $it stays what it was.
        var inner = scope with { This = rows.Rows, Computed = new(StringComparer.Ordinal) };
        return expressions.BindCondition(condition, inner) is { } bound ? new FilteredRows(rows, bound) : null;
    }

    private RowSource? Search(RowSource rows, SearchSyntax? search)
    {
        if (search is null)
        {
            return rows;
        }

        return new SearchBinder(context).Bind(search, rows.Rows) is { } match ? new FilteredRows(rows, match) : null;
    }

    private ValuePath? Quantify(RowSource rows, LambdaSegment lambda, RowScope scope)
    {
        var quantifier = Kind(lambda);
        if (lambda.Variable is null || lambda.Predicate is null)
        {
            return quantifier == Quantifier.Any ? new ValuePath(new Quantified(quantifier, rows, null)) : NoCondition(lambda);
        }

        return expressions.BindCondition(lambda.Predicate, scope.With(lambda.Variable, rows.Rows)) is { } predicate
            ? new ValuePath(new Quantified(quantifier, rows, predicate))
            : null;
    }

    private BoundPath? OfValues(Expression collection, MemberSegment segment, RowScope scope)
    {
        switch (segment)
        {
            case LambdaSegment { Variable: { } name, Predicate: { } condition } lambda:
                var variable = new ValueVariable(name, collection.Type.Element);
                return expressions.BindCondition(condition, scope.With(name, variable)) is { } predicate
                    ? new ValuePath(new QuantifiedValues(Kind(lambda), collection, variable, predicate))
                    : null;
            case LambdaSegment { Quantifier: LambdaToken.All } lambda:
                return NoCondition(lambda);
            case LambdaSegment:
                return new ValuePath(new QuantifiedValues(Quantifier.Any, collection, new ValueVariable("x", collection.Type.Element), null));
            case CountSegment { Filter: null, Search: null }:
                return new ValuePath(new Call(QueryFunction.Length, [collection], TypeReference.Of(PrimitiveKind.Int32, isNullable: false)));
            case CountSegment { Search: null } when collection is PropertyValue property:
                return OfRows(new RowsPath(Elements(property.Row, property.Property), property.Property.Name), segment, scope);
            case CountSegment:
                return context.NotSupported<BoundPath>(segment, "$count of a searched or computed collection of values");
            case FilterSegment when collection is PropertyValue property:
                return OfRows(new RowsPath(Elements(property.Row, property.Property), property.Property.Name), segment, scope);
            default:
                return context.Fail<BoundPath>(segment, ErrorCode.TypeMismatch, "A collection of values takes any, all or $count.");
        }
    }

    /// <summary>The members of a collection, as rows: complex ones of their own type, plain ones of a type made for them.</summary>
    public static ElementRows Elements(RowExpression owner, PropertyModel property)
    {
        var type = property.Type.Structured;
        if (type is null)
        {
            type = new StructuredTypeModel { Name = property.Name, IsEntity = false, IsValue = true, Text = property.Text };
            type.Link([new PropertyModel { Name = "$this", Type = property.Type.Element, Text = property.Text, AllowedValues = property.AllowedValues }], [], []);
        }

        return new ElementRows(owner, property, new RowVariable(property.Name, type, isElement: true));
    }

    private ValuePath? NoCondition(LambdaSegment lambda) =>
        context.Fail<ValuePath>(lambda, ErrorCode.UrlSyntax, "all takes a condition: all(x:...).");

    private static Quantifier Kind(LambdaSegment lambda) => lambda.Quantifier switch
    {
        LambdaToken.Any => Quantifier.Any,
        LambdaToken.All => Quantifier.All,
        _ => throw new InvalidOperationException($"No quantifier {lambda.Quantifier}."),
    };

    // A cast to the type the row has anyway changes nothing.
    private bool IsTypeName(string name, StructuredTypeModel type) =>
        string.Equals(name, $"{context.Model.Namespace}.{type.Name}", StringComparison.OrdinalIgnoreCase);
}
