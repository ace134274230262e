using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds expressions: resolves names, checks types, promotes numbers.</summary>
internal sealed class ExpressionBinder
{
    private readonly BindContext context;
    private readonly LiteralBinder literals;
    private readonly OperatorBinder operators;
    private readonly FunctionBinder functions;
    private readonly TypeFunctionBinder types;
    private readonly MemberPathBinder paths;

    /// <summary>Binds for one request.</summary>
    public ExpressionBinder(BindContext context)
    {
        this.context = context;
        literals = new LiteralBinder(context);
        operators = new OperatorBinder(context, this);
        functions = new FunctionBinder(context, this);
        types = new TypeFunctionBinder(context, this);
        paths = new MemberPathBinder(context, this, new KeyBinder(context, literals));
    }

    /// <summary>Binds a value of any type.</summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="scope">What its names mean.</param>
    /// <param name="target">Type wanted where the text leaves a choice (null, enumeration and duration literals); null if unknown.</param>
    public Expression? Bind(ExpressionSyntax syntax, RowScope scope, TypeReference? target = null)
    {
        if (!context.Enter(syntax))
        {
            return null;
        }

        var bound = BindKind(syntax, scope, target);
        context.Leave();
        return bound;
    }

    /// <summary>Binds a condition.</summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="scope">What its names mean.</param>
    public Expression? BindCondition(ExpressionSyntax syntax, RowScope scope)
    {
        if (Bind(syntax, scope, TypeRules.Boolean) is not { } bound)
        {
            return null;
        }

        return bound.Type.Is(PrimitiveKind.Boolean) ? bound
            : context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"A condition is expected, this is {TypeRules.Name(bound.Type, context.Model)}.");
    }

    /// <summary>Binds a path without asking that it ends in a value.</summary>
    public BoundPath? BindPath(PathSyntax syntax, RowScope scope) => paths.Bind(syntax, scope);

    private Expression? BindKind(ExpressionSyntax syntax, RowScope scope, TypeReference? target) => syntax switch
    {
        LiteralSyntax literal => literals.Bind(literal, target),
        PathSyntax { Segments: [AliasSegment alias] } => BindAlias(alias, scope, target),
        PathSyntax path => BindValue(path, scope, target),
        UnarySyntax unary => operators.Bind(unary, scope),
        BinarySyntax binary => operators.Bind(binary, scope),
        CallSyntax call => functions.Bind(call, scope),
        CaseSyntax choice => BindCase(choice, scope),
        CastSyntax cast => types.Bind(cast, scope),
        IsOfSyntax isOf => types.Bind(isOf, scope),
        ArraySyntax array => BindArray(array, scope, target),
        ListSyntax list => context.Fail<Expression>(list, ErrorCode.UrlSyntax, "A list may stand only on the right of 'in'."),
        ObjectSyntax value => context.Fail<Expression>(value, ErrorCode.TypeMismatch, "An object is no value: only eq and ne take one, beside a complex property.", "Its members are values: @o/name&@o={\"name\":...}."),
        _ => throw new InvalidOperationException($"{syntax.GetType().Name} is no known expression."),
    };

    /// <summary>Binds both sides of an operator as values; a literal takes the type of the other side where its text leaves a choice.</summary>
    public (Expression Left, Expression Right)? BindSides(BinarySyntax syntax, RowScope scope)
    {
        if (syntax.Left is LiteralSyntax && syntax.Right is not LiteralSyntax)
        {
            return Bind(syntax.Right, scope) is { } second && Bind(syntax.Left, scope, second.Type) is { } first ? (first, second) : null;
        }

        return Bind(syntax.Left, scope) is { } left && Bind(syntax.Right, scope, left.Type) is { } right ? (left, right) : null;
    }

    /// <summary>Binds a side of `eq`, which may lead to a row or an object too.</summary>
    /// <param name="syntax">The side.</param>
    /// <param name="scope">What its names mean.</param>
    /// <param name="target">Type wanted where the text leaves a choice; null if unknown.</param>
    public BoundPath? BindSide(ExpressionSyntax syntax, RowScope scope, TypeReference? target)
    {
        switch (syntax)
        {
            case ObjectSyntax members:
                return new ObjectPath(members, scope);
            case PathSyntax { Segments: [AliasSegment alias] } when context.FindAlias(alias.Name) is PathSyntax or ObjectSyntax or CallSyntax:
                return BindAliasSide(alias, scope, target);
            case PathSyntax { Segments: not [AliasSegment] } path:
                return BindPathSide(path, scope, target);
            case CallSyntax call when scope.Here.Type.FindNavigation(call.Name) is { IsCollection: true } || context.IsFunction(call.Name):
                return BindPathSide(new PathSyntax(call.Position, [new CallSegment(call.Position, call.Name, call.Arguments)]), scope, target);
            default:
                return Bind(syntax, scope, target) is { } value ? new ValuePath(value) : null;
        }
    }

    private BoundPath? BindPathSide(PathSyntax path, RowScope scope, TypeReference? target)
    {
        if (!context.Enter(path))
        {
            return null;
        }

        var bound = paths.Bind(path, scope);
        context.Leave();
        if (bound is ValuePath { Value.Type.Structured: not null })
        {
            NotAValue(bound, path);
            return null;
        }

        return bound is ValuePath { Value: Literal { Value: null } } && target is not null ? new ValuePath(new Literal(null, target with { IsNullable = true })) : bound;
    }

    private BoundPath? BindAliasSide(AliasSegment alias, RowScope scope, TypeReference? target)
    {
        if (!context.Enter(alias) || !context.EnterAlias(alias.Name, alias))
        {
            return null;
        }

        // Lambda variables are not visible in an alias's value.
        var bound = BindSide(context.FindAlias(alias.Name)!, scope with { Lambdas = null }, target);
        context.LeaveAlias(alias.Name);
        context.Leave();
        return bound;
    }

    private Expression? BindAlias(AliasSegment alias, RowScope scope, TypeReference? target)
    {
        if (context.FindAlias(alias.Name) is not { } value)
        {
            return new Literal(null, (target ?? TypeReference.Of(PrimitiveKind.String)) with { IsNullable = true });
        }

        if (!context.EnterAlias(alias.Name, alias))
        {
            return null;
        }

        // Lambda variables are not visible in an alias's value.
        var bound = Bind(value, scope with { Lambdas = null }, target);
        context.LeaveAlias(alias.Name);
        return bound;
    }

    private Expression? BindValue(PathSyntax path, RowScope scope, TypeReference? target) => paths.Bind(path, scope) switch
    {
        null => null,
        ValuePath { Value: Literal { Value: null } } when target is not null => new Literal(null, target with { IsNullable = true }),
        ValuePath { Value.Type.Structured: null } value => value.Value,
        var other => NotAValue(other, path),
    };

    /// <summary>Keeps that a value was expected where a path leads elsewhere.</summary>
    /// <param name="bound">Where it leads.</param>
    /// <param name="at">The path, or what gives one.</param>
    public Expression? NotAValue(BoundPath bound, ExpressionSyntax at) => at is not PathSyntax path
        ? context.Fail<Expression>(at, ErrorCode.TypeMismatch, "A plain value is expected beside another.") : bound switch
        {
            ValuePath { Value.Type.Structured: { } type } => context.Fail<Expression>(
                path, ErrorCode.TypeMismatch, $"'{Text(path)}' is an object, a value is expected.", AddProperty(path, type)),
            RowPath row => context.Fail<Expression>(
                path, ErrorCode.TypeMismatch, $"'{Text(path)}' leads to a row of {row.Row.Type.Name}, a value is expected.", AddProperty(path, row.Row.Type)),
            RowsPath rows => context.Fail<Expression>(
                path, ErrorCode.TypeMismatch, $"'{Text(path)}' leads to many rows, a value is expected.", $"Use '{Text(path)}/any(x:...)', '{Text(path)}/all(x:...)' or '{Text(path)}/$count'."),
            EachPath each => context.Fail<Expression>(
                path, ErrorCode.TypeMismatch, $"'{Text(path)}' leads to many values, one is expected.",
                $"In a condition use '{each.Rows.Rows.Name}/any(x:...)' or put it on the right of 'in'; one value is '{each.Rows.Rows.Name}/$count'."),
            ObjectPath => context.Fail<Expression>(path, ErrorCode.TypeMismatch, $"'{Text(path)}' is an object, a value is expected."),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no known path."),
        };

    private Expression? BindCase(CaseSyntax syntax, RowScope scope)
    {
        var conditions = new List<Expression>();
        var values = new List<Expression>();
        foreach (var branch in syntax.Branches)
        {
            if (BindCondition(branch.Condition, scope) is not { } condition || Bind(branch.Value, scope) is not { } value)
            {
                return null;
            }

            conditions.Add(condition);
            values.Add(value);
        }

        // A null literal takes the type of the other branches.
        var type = values.FirstOrDefault(v => !TypeRules.IsNull(v))?.Type ?? values[0].Type;
        foreach (var value in values.Where(v => !TypeRules.IsNull(v)))
        {
            if (TypeRules.Common(type, value.Type) is not { } common)
            {
                return context.Fail<Expression>(
                    syntax, ErrorCode.TypeMismatch, $"The values of 'case' are of {TypeRules.Name(type, context.Model)} and {TypeRules.Name(value.Type, context.Model)}.");
            }

            type = common;
        }

        type = type with { IsNullable = true };
        return new Case([.. conditions.Zip(values, (condition, value) => (condition, TypeRules.Convert(value, type)))], type);
    }

    private Expression? BindArray(ArraySyntax syntax, RowScope scope, TypeReference? target)
    {
        var values = new List<Expression>();
        foreach (var item in syntax.Items)
        {
            if (Bind(item, scope, target?.Element) is not { } member)
            {
                return null;
            }

            values.Add(member);
        }

        var type = target?.Element ?? values.Find(v => !TypeRules.IsNull(v))?.Type ?? TypeReference.Of(PrimitiveKind.String);
        foreach (var (value, item) in values.Zip(syntax.Items).Where(pair => !TypeRules.IsNull(pair.First)))
        {
            if (type.IsCollection || TypeRules.Common(type, value.Type) is not { } common)
            {
                return context.Fail<Expression>(
                    item, ErrorCode.TypeMismatch, $"The array holds {TypeRules.Name(type, context.Model)} and {TypeRules.Name(value.Type, context.Model)}.");
            }

            // Never narrower than a member: 2024.5 must not become 2024.
            type = common;
        }

        var collection = type with { IsCollection = true };
        return values.TrueForAll(v => v is Literal)
            ? new Literal(values.Select(v => ((Literal)TypeRules.Convert(v, type)).Value).ToArray(), collection)
            : new ArrayOf([.. values.Select(v => TypeRules.IsNull(v) ? new Literal(null, type with { IsNullable = true }) : TypeRules.Convert(v, type))], collection);
    }

    // Rows that a question makes have no key, combinations of `$crossjoin` not even a property.
    private static string? AddProperty(PathSyntax path, StructuredTypeModel type) =>
        (type is { Key: [var key, ..] } ? key : type is { Properties: [var first, ..] } ? first : null) is { } property ? $"Add a property: '{Text(path)}/{property.Name}'." : null;

    /// <summary>A path as a message names it.</summary>
    internal static string Text(PathSyntax path) => string.Join('/', path.Segments.Select(s => s switch
    {
        NameSegment name => name.Name,
        VariableSegment variable => "$" + variable.Variable.ToString().ToLowerInvariant(),
        AliasSegment alias => "@" + alias.Name,
        _ => "...",
    }));
}
