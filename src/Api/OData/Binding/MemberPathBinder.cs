using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds paths inside expressions: where they begin, and the members of one row.</summary>
internal sealed class MemberPathBinder
{
    private readonly BindContext context;
    private readonly ExpressionBinder expressions;
    private readonly KeyBinder keys;
    private readonly FunctionCallBinder calls;
    private readonly CollectionPathBinder collections;

    /// <summary>Binds for one request.</summary>
    public MemberPathBinder(BindContext context, ExpressionBinder expressions, KeyBinder keys)
    {
        (this.context, this.expressions, this.keys) = (context, expressions, keys);
        calls = new FunctionCallBinder(context, keys);
        collections = new CollectionPathBinder(context, expressions, this, calls);
    }

    /// <summary>What an annotation leads to: rows have none (URL Conventions 4.01, section 5.1.1.16.3: one that is not there is null).</summary>
    public static ValuePath Nothing => new(new Literal(null, TypeReference.Of(PrimitiveKind.String)));

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

        return bound ?? context.Fail<BoundPath>(syntax, ErrorCode.UrlSyntax, $"$root needs a set behind it: $root/{context.Model.Sets[0].Name}.");
    }

    /// <summary>The one row with the key, or the rows themselves without one.</summary>
    /// <param name="path">The rows.</param>
    /// <param name="at">Where the key stands.</param>
    /// <param name="key">The key.</param>
    public BoundPath? WithKey(RowsPath path, SyntaxNode at, SyntaxList<ArgumentSyntax> key)
    {
        if (!path.Rows.Rows.Type.IsEntity)
        {
            return context.Fail<BoundPath>(at, ErrorCode.TypeMismatch, $"The members of {path.Name} have no key.");
        }

        return keys.Bind(path.Rows, path.Rows.Rows.Type, new ArgumentListSyntax(at.Position, key)) is { } row ? new RowPath(new VariableRow(row.Rows), row) : null;
    }

    /// <summary>A step on from one row.</summary>
    public BoundPath? Member(RowExpression row, MemberSegment segment, RowScope scope)
    {
        switch (segment)
        {
            case NameSegment { Name: var name } when row.Type.FindProperty(name) is { } property:
                return context.Use(property, segment) ? Property(row, property, segment) : null;
            case NameSegment { Name: var name } when row.Type.FindNavigation(name) is { } navigation && context.FindNested(navigation) is { Apply: not null } nested:
                return context.CountCollection(segment) && context.Use(navigation, segment) && nested.Rows(row) is { } rows ? Reached(rows, navigation) : null;
            case NameSegment { Name: var name } when row.Type.FindNavigation(name) is { } navigation:
                return navigation.IsCollection ? Related(row, navigation, segment) : new RowPath(new RelatedRow(row, navigation));
            case CallSegment { Name: var name } call when row.Type.FindNavigation(name) is { IsCollection: true } navigation:
                return Related(row, navigation, call) is { } related ? WithKey(related, call, call.Arguments) : null;
            case NameSegment { Name: var name } when IsTypeName(name, row.Type):
                return new RowPath(row);
            case NameSegment { Name: var name } when name.Contains('.', StringComparison.Ordinal):
                return CastTo(segment, name, row.Type) is { } type ? new RowPath(new CastRow(row, type)) : null;
            case NameSegment { Name: var name }:
                return Unknown(segment, name, row.Type, scope);
            case CallSegment call when calls.IsFunction(call.Name):
                return context.CountCollection(call) && calls.Bind(FunctionCallBinder.Segment(call), row.Type, (n, v) => new RelatedRows(row, n, v)) is { } result
                    ? new RowPath(new VariableRow(result.Rows), result) : null;
            case CallSegment call:
                return NoCall(call, row.Type);
            case AnnotationSegment:
                return Nothing;
            default:
                return context.Fail<BoundPath>(segment, ErrorCode.TypeMismatch, $"This is one row of {row.Type.Name}; any, all and $count take a collection.");
        }
    }

    private static BoundPath Reached(RowSource rows, NavigationModel navigation) =>
        navigation.IsCollection ? new RowsPath(rows, navigation.Name) : new RowPath(new VariableRow(rows.Rows), rows);

    /// <summary>A value, or a row, of each of many rows.</summary>
    public EachPath? Each(RowSource rows, BoundPath? path, MemberSegment segment) => path switch
    {
        null => null,
        ValuePath value => new EachPath(rows, new VariableRow(rows.Rows), value.Value),
        RowPath row => new EachPath(rows, row.Row, null),
        _ => context.Fail<EachPath>(segment, ErrorCode.TypeMismatch, "A path leads through one collection only.", "Use any(x:...)."),
    };

    /// <summary>The derived type that a segment casts to.</summary>
    public StructuredTypeModel? CastTo(MemberSegment segment, string name, StructuredTypeModel from) => context.FindType(name) switch
    {
        null => context.NoType<StructuredTypeModel>(segment, name),
        { } type when type.IsOrDerivesFrom(from.Declared) => ResultType.As(type, from),
        { } type => context.Fail<StructuredTypeModel>(segment, ErrorCode.TypeMismatch, $"{type.Name} does not derive from {from.Name}: the cast never succeeds."),
    };

    /// <summary>Whether a name is that of the type the rows have anyway: a cast to it changes nothing.</summary>
    public bool IsTypeName(string name, StructuredTypeModel type) =>
        string.Equals(name, $"{context.Model.Namespace}.{type.Name}", StringComparison.OrdinalIgnoreCase);

    /// <summary>The set behind `$root`, perhaps with a key.</summary>
    private BoundPath? Set(MemberSegment segment)
    {
        if (NameOf(segment) is not { } name || context.Model.FindSet(name) is not { } set)
        {
            return context.Fail<BoundPath>(
                segment, ErrorCode.UnknownResource, $"A set must follow $root, '{LiteralBinder.Shorten(NameOf(segment) ?? "")}' is none.",
                BindContext.DidYouMean(NameOf(segment) ?? "", context.Model.Sets.Select(s => s.Name)));
        }

        if (!context.CountCollection(segment))
        {
            return null;
        }

        var rows = new RowsPath(new SetRows(set, new RowVariable(set.Name, set.Type)), set.Name);
        return segment is CallSegment call ? WithKey(rows, call, call.Arguments) : rows;
    }

    private static string? NameOf(MemberSegment segment) => segment switch
    {
        NameSegment name => name.Name,
        CallSegment call => call.Name,
        _ => null,
    };

    private BoundPath? First(MemberSegment segment, RowScope scope)
    {
        switch (segment)
        {
            case VariableSegment { Variable: ImplicitVariable.It }:
                context.OuterRowUses += ReferenceEquals(scope.It, scope.This) ? 0 : 1;
                return Variable(scope.It);
            case VariableSegment { Variable: ImplicitVariable.This }:
                return scope.Complex is { } complex ? new RowPath(complex) : Variable(scope.This);
            case VariableSegment { Variable: ImplicitVariable.These } when scope.These is { } these:
                return context.CountCollection(segment) ? new RowsPath(these(), "$these") : null;
            case VariableSegment:
                return context.Fail<BoundPath>(segment, ErrorCode.UrlSyntax, "$these stands for the rows of $filter and of $apply; here are none.");
            case AliasSegment alias:
                return Alias(alias, scope);
            case NameSegment { Name: var name } when scope.FindLambda(name) is { } lambda:
                return lambda.Row is { } row ? Variable(row) : new ValuePath(new VariableValue(lambda.Value!));
            case NameSegment { Name: var name } when scope.Computed.TryGetValue(name, out var computed):
                return context.Use(computed, segment) ? new ValuePath(computed) : null;
            default:
                return Member(scope.Here, segment, scope);
        }
    }

    // What the request gives no value is null, as an annotation of that name would be.
    private BoundPath? Alias(AliasSegment alias, RowScope scope)
    {
        if (context.FindAlias(alias.Name) is not { } value)
        {
            return Nothing;
        }

        if (!context.Enter(alias) || !context.EnterAlias(alias.Name, alias))
        {
            return null;
        }

        // Lambda variables are not visible in an alias's value.
        var bound = Of(value, scope with { Lambdas = null });
        context.LeaveAlias(alias.Name);
        context.Leave();
        return bound;
    }

    private BoundPath? Of(ExpressionSyntax value, RowScope scope) => value switch
    {
        PathSyntax path => Bind(path, scope),
        ObjectSyntax members => new ObjectPath(members, scope),
        _ => expressions.Bind(value, scope) is { } bound ? new ValuePath(bound) : null,
    };

    private static BoundPath Variable(RowVariable row) =>
        row.Type.IsValue ? new ValuePath(new PropertyValue(new VariableRow(row), row.Type.Properties[0])) : new RowPath(new VariableRow(row));

    private BoundPath? Next(BoundPath bound, MemberSegment segment, RowScope scope) => bound switch
    {
        RowPath { From: null } row => Member(row.Row, segment, scope),
        RowPath { From: { } from } row => ElsewhereRows.Of(Member(row.Row, segment, scope), from),
        RowsPath rows => collections.OfRows(rows, segment, scope),
        EachPath { Value: null } each => Each(each.Rows, Member(each.Row, segment, scope), segment),
        ObjectPath value => Member(value, segment),
        ValuePath { Value: Literal { Value: null } } => OfNothing(segment),
        _ when segment is AnnotationSegment => Nothing,
        ValuePath { Value.Type.IsCollection: true } values => collections.OfValues(values.Value, segment, scope),
        ValuePath { Value.Type.Structured: { } type } value => Member(value.Value, type, segment),
        EachPath or ValuePath => context.Fail<BoundPath>(segment, ErrorCode.UnknownProperty, "A plain value has no members."),
        _ => throw new InvalidOperationException($"{bound.GetType().Name} is no known path."),
    };

    // Nothing has no members: no member satisfies a condition, and every one does.
    private static ValuePath OfNothing(MemberSegment segment) => segment switch
    {
        LambdaSegment { Quantifier: var quantifier } => new ValuePath(new Literal(quantifier == LambdaToken.All, TypeRules.Boolean)),
        CountSegment => new ValuePath(new Literal(0L, TypeReference.Of(PrimitiveKind.Int64, isNullable: false))),
        _ => Nothing,
    };

    private BoundPath? Member(ObjectPath value, MemberSegment segment)
    {
        if (segment is AnnotationSegment)
        {
            return Nothing;
        }

        if (segment is not NameSegment { Name: var name })
        {
            return context.Fail<BoundPath>(segment, ErrorCode.TypeMismatch, "This is one object; its members have names.");
        }

        return value.Syntax.Members.FirstOrDefault(m => m.Name == name) is not { } member
            ? context.Fail<BoundPath>(segment, ErrorCode.UnknownProperty, $"The object has no member '{LiteralBinder.Shorten(name)}'.", BindContext.DidYouMean(name, value.Syntax.Members.Select(m => m.Name)))
            : Of(member.Value, value.Scope);
    }

    private BoundPath? Member(Expression instance, StructuredTypeModel type, MemberSegment segment)
    {
        if (segment is not NameSegment { Name: var name })
        {
            return context.Fail<BoundPath>(segment, ErrorCode.TypeMismatch, $"This is one {type.Name}; any, all, $count and $filter take a collection.");
        }

        // The members of an object in a dynamic result are columns of its row.
        if (type.IsSpread && instance is PropertyValue { Row: var row } && type.FindProperty(name) is { } column)
        {
            return Property(row, column, segment);
        }

        return context.Fail<BoundPath>(
            segment, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name)}'.", BindContext.DidYouMean(name, type.Properties.Select(p => p.Name)));
    }

    private RowsPath? Related(RowExpression row, NavigationModel navigation, MemberSegment at) => context.CountCollection(at)
        ? new RowsPath(new RelatedRows(row, navigation, new RowVariable(navigation.Name, navigation.Target.Type)), navigation.Name) : null;

    private BoundPath? Property(RowExpression row, PropertyModel property, MemberSegment at) => property.Type switch
    {
        { Structured.IsSpread: false, IsCollection: true } => context.CountCollection(at) ? new RowsPath(ElementTypes.Of(row, property), property.Name) : null,
        { Structured.IsSpread: false } => new RowPath(new ComplexRow(row, property)),
        _ => new ValuePath(new PropertyValue(row, property)),
    };

    private BoundPath? NoCall(CallSegment call, StructuredTypeModel type)
    {
        var name = LiteralBinder.Shorten(call.Name);
        return type.FindProperty(call.Name) is not null || type.FindNavigation(call.Name) is not null
                ? context.Fail<BoundPath>(call, ErrorCode.UrlSyntax, $"{name} is no collection of rows and takes no key.")
            : FunctionTable.Find(call.Name).Count > 0 ? context.Fail<BoundPath>(call, ErrorCode.UrlSyntax, $"Neither before nor behind a call of {name} can a path go on.")
            : context.Fail<BoundPath>(
                call, ErrorCode.UnknownProperty, $"{type.Name} has no function '{name}' and no navigation of that name.",
                BindContext.DidYouMean(call.Name, type.Navigations.Where(n => n.IsCollection).Select(n => n.Name)));
    }

    private BoundPath? Unknown(MemberSegment segment, string name, StructuredTypeModel type, RowScope scope)
    {
        var names = type.Properties.Select(p => p.Name).Concat(type.Navigations.Select(n => n.Name)).Concat(scope.Computed.Keys);
        return context.Fail<BoundPath>(
            segment, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name)}'.", BindContext.DidYouMean(name, names));
    }
}
