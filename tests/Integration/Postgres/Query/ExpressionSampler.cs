using Kawasaki.Domain.Query;
using static Kawasaki.Tests.Postgres.Query.E;
using F = Kawasaki.Domain.Query.QueryFunction;
using Op = Kawasaki.Domain.Query.BinaryOperator;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Random well-typed expressions over an item; each kind may stand inside each other kind.</summary>
/// <remarks>Numbers stay small: what is tested is the structure, not overflow.</remarks>
internal sealed class ExpressionSampler(Random random, Ask item)
{
    private static readonly string?[] Texts = ["Beta", "a_b", "", "x", "true", "4", null];
    private static readonly Op[] Orders = [Op.GreaterThan, Op.GreaterOrEqual, Op.LessThan, Op.LessOrEqual];

    // Variables of the lambdas around, for the innermost to use.
    private readonly List<Expression> variables = [];

    /// <summary>A condition, perhaps null.</summary>
    public Expression Condition(int depth) => depth == 0
        ? random.Next(3) switch
        {
            0 => item["flag"],
            1 => Literal<bool?>([true, false, null], E.Boolean),
            _ => Compare(Any(Orders), Number(0), Number(0)),
        }
        : random.Next(15) switch
        {
            0 or 1 or 2 => Not(Condition(depth - 1)),
            3 => And(Condition(depth - 1), Condition(depth - 1)),
            4 => Or(Condition(depth - 1), Condition(depth - 1)),
            5 or 6 => Compare(Equality, Condition(depth - 1), Condition(depth - 1)),
            7 => Compare(Any([Equality, Any(Orders)]), Number(depth - 1), Number(depth - 1)),
            8 => Compare(Any([Equality, Any(Orders)]), Text(depth - 1), Text(depth - 1)),
            9 => In(Number(depth - 1), Any<object?[]>([[1, 2], [0, null], [-3], [null], []])),
            10 => In(Condition(depth - 1), Any<object?[]>([[true], [false, null], [true, false]])),
            11 => new MemberOf(Number(depth - 1), item["years"]),
            12 => Quantified(depth),
            13 => new Case([(Condition(depth - 1), Condition(depth - 1)), (Condition(depth - 1), Condition(depth - 1))], E.Boolean),
            _ => Any<Expression>([
                Call(F.Contains, E.Boolean, Text(depth - 1), Text(depth - 1)),
                Call(F.EndsWith, E.Boolean, Text(depth - 1), Text(depth - 1)),
                new RowIsNull(new RelatedRow(new VariableRow(item.It), item.Set.Type.FindNavigation("group")!)),
                new Conversion(Text(depth - 1), E.Boolean),
                Compare(Any([Equality, Any(Orders)]), Fraction(depth - 1), Fraction(depth - 1)),
            ]),
        };

    private Op Equality => Any([Op.Equal, Op.NotEqual]);

    private Expression Number(int depth) => depth == 0
        ? random.Next(4) switch
        {
            0 => item["rank"],
            1 => item["number"],
            2 when variables.Count > 0 => variables[^1],
            _ => Literal<int?>([0, 1, 2, -3, 2021, null], E.Int32),
        }
        : random.Next(8) switch
        {
            0 => Math(Op.Add, Number(depth - 1), Number(depth - 1), E.Int32),
            1 => Math(Op.Subtract, Number(depth - 1), Number(depth - 1), E.Int32),
            2 => Math(Any([Op.Multiply, Op.Divide, Op.Modulo]), Number(depth - 1), Lit(Any([-2, 3])), E.Int32),
            3 => new Unary(UnaryOperator.Negate, Number(depth - 1), E.Int32),
            4 => Call(F.Length, E.Int32, Text(depth - 1)),
            5 => Call(F.Length, E.Int32, item["years"]),
            6 => new Case([(Condition(depth - 1), Number(depth - 1)), (Condition(depth - 1), Number(depth - 1))], E.Int32),
            _ => new Conversion(new Conversion(Number(depth - 1), E.String), E.Int32),
        };

    private Expression Fraction(int depth) => random.Next(4) switch
    {
        0 => Math(Op.DivideBy, Number(depth), Lit(4), E.Decimal),
        1 => Math(Op.Subtract, new Unary(UnaryOperator.Negate, new Conversion(Number(depth), E.Decimal), E.Decimal), Lit(0.5m), E.Decimal),
        2 => Call(Any([F.Floor, F.Ceiling]), E.Decimal, Math(Op.DivideBy, Number(depth), Lit(-4m), E.Decimal)),
        _ => new Conversion(Call(F.Year, E.Int32, item["day"]), E.Decimal),
    };

    private Expression Text(int depth) => depth == 0
        ? random.Next(3) switch
        {
            0 => item["name"],
            1 => item["text"],
            _ => Literal(Texts, E.String),
        }
        : random.Next(6) switch
        {
            0 => Call(F.Concat, E.String, Text(depth - 1), Text(depth - 1)),
            1 => new Conversion(Condition(depth - 1), E.String),
            2 => new Conversion(Number(depth - 1), E.String),
            3 => Call(F.Substring, E.String, Text(depth - 1), Lit(1), Lit(2)),
            4 => new Case([(Condition(depth - 1), Text(depth - 1)), (Lit(true), Text(depth - 1))], E.String),
            _ => new Conversion(new Conversion(item["day"], E.Instant), E.String),
        };

    private Expression Quantified(int depth)
    {
        var quantifier = Any([Quantifier.Any, Quantifier.All]);
        if (random.Next(2) == 0)
        {
            var variable = new ValueVariable("y", E.Int32);
            return new QuantifiedValues(quantifier, item["years"], variable, Inside(new VariableValue(variable), depth));
        }

        var tags = item.Related("tags");
        return new Quantified(quantifier, tags, Inside(Ask.Of(tags.Rows, "weight"), depth));
    }

    private Expression Inside(Expression variable, int depth)
    {
        variables.Add(variable);
        var condition = Condition(depth - 1);
        variables.RemoveAt(variables.Count - 1);
        return condition;
    }

    private static Literal Constant(object? value, Domain.Model.TypeReference type) => new(value, type with { IsNullable = value is null });

    private Literal Literal<T>(T[] values, Domain.Model.TypeReference type) => Constant(Any(values), type);

    private T Any<T>(T[] choices) => choices[random.Next(choices.Length)];
}
