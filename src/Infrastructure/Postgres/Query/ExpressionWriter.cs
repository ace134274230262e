using System.Runtime.CompilerServices;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes <see cref="Expression"/> with OData's null semantics.</summary>
/// <remarks>
/// A comparison is never null in OData but may be in SQL. Where null counts as false anyway (a filter's conjunction) the plain
/// operator is written, which can use an index; everywhere else, as under `not`, the exact form.
/// Whatever has an operator stands in parentheses of its own, so that it can stand inside any other; `not` binds loosest of all.
/// </remarks>
internal sealed class ExpressionWriter
{
    private readonly SqlContext context;
    private readonly SearchWriter searches;

    /// <summary>Writes for one statement.</summary>
    public ExpressionWriter(SqlContext context)
    {
        this.context = context;
        searches = new SearchWriter(context);
        Sources = new SourceWriter(context, this);
        context.Values = Value;
    }

    /// <summary>Writes the rows that expressions and queries are over.</summary>
    public SourceWriter Sources { get; }

    /// <summary>The exact value.</summary>
    public string Value(Expression expression) => Write(expression, nullIsFalse: false);

    /// <summary>A condition for which null counts as false.</summary>
    public string Condition(Expression expression) => Write(expression, nullIsFalse: true);

    private string Write(Expression expression, bool nullIsFalse)
    {
        // The binder limits the depth; this stops a plan from elsewhere before the stack ends, which could not be caught.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            Literal literal => literal.Value is null ? $"cast(null as {SqlTypes.Name(literal.Type)})" : context.Parameters.Of(literal),
            PropertyValue value => context.Row(value.Row).Value(value.Property),
            VariableValue value => context.Value(value.Variable),
            Unary { Operator: UnaryOperator.Not } not => $"(not {Value(not.Operand)})",
            Unary { Operator: UnaryOperator.Negate } negate => $"(- {Value(negate.Operand)})",
            Binary binary => Write(binary, nullIsFalse),
            InList list => Write(list, nullIsFalse),
            MemberOf member => $"(array_position({Value(member.Collection)}, {Value(member.Operand)}) is not null)",
            ArrayOf array => $"(array[{string.Join(", ", array.Members.Select(Value))}]::{SqlTypes.Name(array.Type)})",
            Call call => Functions.Write(call, this, context.Parameters),
            Quantified quantified => Write(quantified),
            QuantifiedValues quantified => Write(quantified),
            CountOf count => Sources.Count(count.Rows),
            AggregateOf aggregate => Sources.Steps.Aggregate(aggregate),
            RowIsNull row => IsNull(row.Row),
            IsOfType type => $"({context.IsOf(context.Row(type.Row), type.Asked)} is true)",
            KeyAfter after => Write(after),
            ElementPlace place => context.Row(place.Element).Place,
            Conversion conversion => Conversions.Write(Value(conversion.Operand), conversion.Operand.Type, conversion.Type),
            Case choice => Write(choice),
            SearchMatch match => searches.Match(match, nullIsFalse),
            SearchRank rank => searches.Rank(rank),
            ValueOf value => Write(value),
            _ => throw new InvalidOperationException($"{expression.GetType().Name} is no known expression."),
        };
    }

    private string Write(KeyAfter after)
    {
        var (text, key) = (context.Parameters.Of(after.Key), after.Row.Type.Key);
        var values = key.Select((k, i) => $"(({text}::jsonb ->> {SqlNames.Number(i)})::{SqlTypes.Name(k.Type)})");
        return $"({string.Join(", ", key.Select(k => Value(new PropertyValue(new VariableRow(after.Row), k))))}) > ({string.Join(", ", values)})";
    }

    private string Write(Binary binary, bool nullIsFalse) => binary.Operator switch
    {
        BinaryOperator.Or => $"({Write(binary.Left, nullIsFalse)} or {Write(binary.Right, nullIsFalse)})",
        BinaryOperator.And => $"({Write(binary.Left, nullIsFalse)} and {Write(binary.Right, nullIsFalse)})",
        BinaryOperator.Equal => Equality(binary, nullIsFalse),
        BinaryOperator.NotEqual => Inequality(binary),
        BinaryOperator.GreaterThan => Comparison(binary, ">", nullIsFalse),
        BinaryOperator.GreaterOrEqual => Comparison(binary, ">=", nullIsFalse),
        BinaryOperator.LessThan => Comparison(binary, "<", nullIsFalse),
        BinaryOperator.LessOrEqual => Comparison(binary, "<=", nullIsFalse),
        BinaryOperator.Has => $"(({Value(binary.Left)} & {Value(binary.Right)}) = {Value(binary.Right)})",
        _ => Arithmetic.Write(binary, Value(binary.Left), Value(binary.Right)),
    };

    private string Equality(Binary binary, bool nullIsFalse)
    {
        var (left, right) = (binary.Left, binary.Right);
        if (IsNull(left) || IsNull(right))
        {
            return $"({Value(IsNull(right) ? left : right)} is null)";
        }

        return (Nullability.CanBeNull(left), Nullability.CanBeNull(right)) switch
        {
            (false, false) => $"({Value(left)} = {Value(right)})",
            (true, true) => $"({Value(left)} is not distinct from {Value(right)})",
            _ when nullIsFalse => $"({Value(left)} = {Value(right)})",
            _ => $"({Value(left)} is not distinct from {Value(right)})",
        };
    }

    private string Inequality(Binary binary)
    {
        var (left, right) = (binary.Left, binary.Right);
        if (IsNull(left) || IsNull(right))
        {
            return $"({Value(IsNull(right) ? left : right)} is not null)";
        }

        return Nullability.CanBeNull(left) || Nullability.CanBeNull(right)
            ? $"({Value(left)} is distinct from {Value(right)})"
            : $"({Value(left)} <> {Value(right)})";
    }

    private string Comparison(Binary binary, string sql, bool nullIsFalse)
    {
        var comparison = $"({Value(binary.Left)} {sql} {Value(binary.Right)})";
        return nullIsFalse || !(Nullability.CanBeNull(binary.Left) || Nullability.CanBeNull(binary.Right)) ? comparison : $"({comparison} is true)";
    }

    private string Write(InList list, bool nullIsFalse)
    {
        var operand = Value(list.Operand);
        var withNull = list.Values.Any(IsNull);
        if (list.Values.All(IsNull))
        {
            return withNull ? $"({operand} is null)" : "false";
        }

        var array = context.Parameters.Of(
            list, "list", NpgsqlDbType.Array | SqlTypes.Parameter(list.Operand.Type), () => SqlTypes.Members(list.Values.Where(v => !IsNull(v)).Select(v => v.Value), list.Operand.Type));
        var found = $"{operand} = any({array})";
        return withNull ? $"({found} or {operand} is null)"
            : nullIsFalse || !Nullability.CanBeNull(list.Operand) ? $"({found})"
            : $"(({found}) is true)";
    }

    private string Write(Quantified quantified)
    {
        var from = Sources.Open(quantified.Rows);
        return (quantified.Quantifier, quantified.Predicate) switch
        {
            (Quantifier.Any, null) => $"exists (select 1 {from.Text()})",
            (Quantifier.Any, { } predicate) => $"exists (select 1 {Text(Condition(predicate))})",
            (Quantifier.All, { } predicate) => $"(not exists (select 1 {Text($"({Condition(predicate)}) is not true")}))",
            _ => throw new InvalidOperationException("`all` needs a condition."),
        };

        // Written after the condition, which may add joins.
        string Text(string condition) => from.Text([condition]);
    }

    private string Write(QuantifiedValues quantified)
    {
        var alias = context.NextAlias();
        context.Bind(quantified.Variable, alias + ".v");
        var members = $"from unnest({Value(quantified.Collection)}) as {alias}(v)";
        return (quantified.Quantifier, quantified.Predicate) switch
        {
            (Quantifier.Any, null) => $"exists (select 1 {members})",
            (Quantifier.Any, { } predicate) => $"exists (select 1 {members} where {Condition(predicate)})",
            (Quantifier.All, { } predicate) => $"(not exists (select 1 {members} where ({Condition(predicate)}) is not true))",
            _ => throw new InvalidOperationException("`all` needs a condition."),
        };
    }

    private string Write(ValueOf value)
    {
        var from = Sources.Open(value.Rows);
        var column = Value(value.Value);
        return $"(select {column} {from.Text()})";
    }

    private string Write(Case choice)
    {
        var branches = choice.Branches.Select(b => $" when {Condition(b.Condition)} then {Value(b.Value)}");
        return $"(case{string.Concat(branches)} end)";
    }

    private string IsNull(RowExpression row)
    {
        if (row is not ComplexRow complex)
        {
            return $"({context.Row(row).Column(context.Storage.Column(row.Type.Key[0]).Column)} is null)";
        }

        // Without the row around there is no value in it either.
        var around = complex.From is VariableRow ? null : IsNull(complex.From);
        var own = context.Row(complex).IsPresent is { } present ? $"({present} is not true)" : null;
        return (around, own) switch
        {
            (null, null) => "false",
            (null, _) => own,
            (_, null) => around,
            _ => $"({around} or {own})",
        };
    }

    private static bool IsNull(Expression expression) => expression is Literal { Value: null };
}
