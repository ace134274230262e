using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>A bound, typed value of a question; a closed family, matched by switch.</summary>
/// <remarks>Null semantics are OData's: `eq`/`ne` compare nulls, `gt`.. with null are false, `and`/`or`/`not` are three-valued.</remarks>
public abstract record Expression
{
    private protected Expression(TypeReference type) => Type = type;

    /// <summary>Type of the value.</summary>
    public TypeReference Type { get; }
}

/// <summary>A value from the request: always a parameter of the statement, never text in it.</summary>
public sealed record Literal : Expression
{
    /// <summary>Wraps a value.</summary>
    /// <param name="value">CLR value of the type (`string`, `int`, `decimal`, `DateOnly`, `DateTimeOffset`, ...); null for the null literal.</param>
    /// <param name="type">Its type.</param>
    public Literal(object? value, TypeReference type)
        : base(type) => Value = value;

    /// <summary>The CLR value; null for the null literal.</summary>
    public object? Value { get; }

    /// <summary>Number under which another value of the type may take its place in the same question; null when the value decides about more than itself.</summary>
    public int? Slot { get; init; }
}

/// <summary>A structural property of a row.</summary>
public sealed record PropertyValue : Expression
{
    /// <summary>Reads a property.</summary>
    /// <param name="row">The row.</param>
    /// <param name="property">A property of the row's type.</param>
    public PropertyValue(RowExpression row, PropertyModel property)
        : base(property.Type) => (Row, Property) = (row, property);

    /// <summary>The row.</summary>
    public RowExpression Row { get; }

    /// <summary>The property.</summary>
    public PropertyModel Property { get; }
}

/// <summary>The value a lambda variable over a collection of values stands for.</summary>
public sealed record VariableValue : Expression
{
    /// <summary>Refers to a variable.</summary>
    /// <param name="variable">The variable.</param>
    public VariableValue(ValueVariable variable)
        : base(variable.Type) => Variable = variable;

    /// <summary>The variable.</summary>
    public ValueVariable Variable { get; }
}

/// <summary>`not` and unary minus.</summary>
public sealed record Unary : Expression
{
    /// <summary>Applies an operator.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="operand">Its operand.</param>
    /// <param name="type">Type of the result.</param>
    public Unary(UnaryOperator @operator, Expression operand, TypeReference type)
        : base(type) => (Operator, Operand) = (@operator, operand);

    /// <summary>The operator.</summary>
    public UnaryOperator Operator { get; }

    /// <summary>Its operand.</summary>
    public Expression Operand { get; }
}

/// <summary>An operator between two values.</summary>
public sealed record Binary : Expression
{
    /// <summary>Applies an operator.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="left">Left operand, already converted to the common type.</param>
    /// <param name="right">Right operand, already converted to the common type.</param>
    /// <param name="type">Type of the result.</param>
    public Binary(BinaryOperator @operator, Expression left, Expression right, TypeReference type)
        : base(type) => (Operator, Left, Right) = (@operator, left, right);

    /// <summary>The operator.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>Left operand.</summary>
    public Expression Left { get; }

    /// <summary>Right operand.</summary>
    public Expression Right { get; }
}

/// <summary>`in` with a list of values.</summary>
public sealed record InList : Expression
{
    /// <summary>Tests membership.</summary>
    /// <param name="operand">The value looked for.</param>
    /// <param name="values">The list, all of the operand's type; null literals allowed.</param>
    public InList(Expression operand, IReadOnlyList<Literal> values)
        : base(TypeReference.Of(PrimitiveKind.Boolean, isNullable: false)) => (Operand, Values) = (operand, values);

    /// <summary>The value looked for.</summary>
    public Expression Operand { get; }

    /// <summary>The list.</summary>
    public IReadOnlyList<Literal> Values { get; }
}

/// <summary>`in` with a collection-valued expression.</summary>
public sealed record MemberOf : Expression
{
    /// <summary>Tests membership.</summary>
    /// <param name="operand">The value looked for.</param>
    /// <param name="collection">A collection of the operand's type.</param>
    public MemberOf(Expression operand, Expression collection)
        : base(TypeReference.Of(PrimitiveKind.Boolean, isNullable: false)) => (Operand, Collection) = (operand, collection);

    /// <summary>The value looked for.</summary>
    public Expression Operand { get; }

    /// <summary>The collection.</summary>
    public Expression Collection { get; }
}

/// <summary>A collection written member by member: `[1,fiscalYear]`.</summary>
public sealed record ArrayOf : Expression
{
    /// <summary>Puts members together.</summary>
    /// <param name="members">The members, all converted to the collection's type; at least one is no literal.</param>
    /// <param name="type">Type of the collection.</param>
    public ArrayOf(IReadOnlyList<Expression> members, TypeReference type)
        : base(type) => Members = members;

    /// <summary>The members.</summary>
    public IReadOnlyList<Expression> Members { get; }
}

/// <summary>A function of the closed list.</summary>
public sealed record Call : Expression
{
    /// <summary>Calls a function.</summary>
    /// <param name="function">Which.</param>
    /// <param name="arguments">Arguments, already converted to what the function takes.</param>
    /// <param name="type">Type of the result.</param>
    public Call(QueryFunction function, IReadOnlyList<Expression> arguments, TypeReference type)
        : base(type) => (Function, Arguments) = (function, arguments);

    /// <summary>Which function.</summary>
    public QueryFunction Function { get; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<Expression> Arguments { get; }
}

/// <summary>`any` or `all` over rows.</summary>
public sealed record Quantified : Expression
{
    /// <summary>Quantifies over rows.</summary>
    /// <param name="quantifier">Any or all.</param>
    /// <param name="rows">The rows, correlated with the row around.</param>
    /// <param name="predicate">Condition on the rows' variable; null for `any()`.</param>
    public Quantified(Quantifier quantifier, RowSource rows, Expression? predicate)
        : base(TypeReference.Of(PrimitiveKind.Boolean, isNullable: false)) => (Quantifier, Rows, Predicate) = (quantifier, rows, predicate);

    /// <summary>Any or all.</summary>
    public Quantifier Quantifier { get; }

    /// <summary>The rows.</summary>
    public RowSource Rows { get; }

    /// <summary>Condition; null for `any()`.</summary>
    public Expression? Predicate { get; }
}

/// <summary>`any` or `all` over a collection of values.</summary>
public sealed record QuantifiedValues : Expression
{
    /// <summary>Quantifies over values.</summary>
    /// <param name="quantifier">Any or all.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="variable">What the predicate calls one member.</param>
    /// <param name="predicate">Condition; null for `any()`.</param>
    public QuantifiedValues(Quantifier quantifier, Expression collection, ValueVariable variable, Expression? predicate)
        : base(TypeReference.Of(PrimitiveKind.Boolean, isNullable: false)) =>
        (Quantifier, Collection, Variable, Predicate) = (quantifier, collection, variable, predicate);

    /// <summary>Any or all.</summary>
    public Quantifier Quantifier { get; }

    /// <summary>The collection.</summary>
    public Expression Collection { get; }

    /// <summary>What the predicate calls one member.</summary>
    public ValueVariable Variable { get; }

    /// <summary>Condition; null for `any()`.</summary>
    public Expression? Predicate { get; }
}

/// <summary>Number of rows: `navigation/$count`.</summary>
public sealed record CountOf : Expression
{
    /// <summary>Counts rows.</summary>
    /// <param name="rows">The rows, correlated with the row around.</param>
    public CountOf(RowSource rows)
        : base(TypeReference.Of(PrimitiveKind.Int64, isNullable: false)) => Rows = rows;

    /// <summary>The rows.</summary>
    public RowSource Rows { get; }
}

/// <summary>True when a single navigation leads to no row: `measure eq null`.</summary>
public sealed record RowIsNull : Expression
{
    /// <summary>Tests a row.</summary>
    /// <param name="row">The row reached.</param>
    public RowIsNull(RowExpression row)
        : base(TypeReference.Of(PrimitiveKind.Boolean, isNullable: false)) => Row = row;

    /// <summary>The row reached.</summary>
    public RowExpression Row { get; }
}

/// <summary>`cast` and implicit numeric promotion.</summary>
public sealed record Conversion : Expression
{
    /// <summary>Converts a value.</summary>
    /// <param name="operand">The value.</param>
    /// <param name="type">Target type.</param>
    public Conversion(Expression operand, TypeReference type)
        : base(type) => Operand = operand;

    /// <summary>The value.</summary>
    public Expression Operand { get; }
}

/// <summary>`case(condition:value,...)`.</summary>
public sealed record Case : Expression
{
    /// <summary>Chooses the first value whose condition holds.</summary>
    /// <param name="branches">Conditions and values, in order.</param>
    /// <param name="type">Common type of the values.</param>
    public Case(IReadOnlyList<(Expression Condition, Expression Value)> branches, TypeReference type)
        : base(type) => Branches = branches;

    /// <summary>Conditions and values, in order.</summary>
    public IReadOnlyList<(Expression Condition, Expression Value)> Branches { get; }
}

/// <summary>A value of the one row that a source gives, null without a row: `$root/plans('ip3')/name`, `measures('5-1-1')/name`.</summary>
public sealed record ValueOf : Expression
{
    /// <summary>Reads a value of a row from elsewhere.</summary>
    /// <param name="rows">The row: at most one, as a key or a single navigation from one assures.</param>
    /// <param name="value">The value, on the rows' variable.</param>
    public ValueOf(RowSource rows, Expression value)
        : base(value.Type with { IsNullable = true }) => (Rows, Value) = (rows, value);

    /// <summary>The row.</summary>
    public RowSource Rows { get; }

    /// <summary>The value.</summary>
    public Expression Value { get; }
}

/// <summary>True when a row is of a type or of one derived from it: `isof(ns.Station)`. False without a row.</summary>
public sealed record IsOfType : Expression
{
    /// <summary>Asks for the type of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="asked">A type derived from the row's.</param>
    public IsOfType(RowExpression row, StructuredTypeModel asked)
        : base(TypeReference.Of(PrimitiveKind.Boolean, isNullable: false)) => (Row, Asked) = (row, asked);

    /// <summary>The row.</summary>
    public RowExpression Row { get; }

    /// <summary>The type asked for.</summary>
    public StructuredTypeModel Asked { get; }
}

/// <summary>Place of a member in its collection, from 1: what orders members that have no key.</summary>
public sealed record ElementPlace : Expression
{
    /// <summary>Reads the place.</summary>
    /// <param name="element">Variable of <see cref="ElementRows"/>.</param>
    public ElementPlace(RowVariable element)
        : base(TypeReference.Of(PrimitiveKind.Int64, isNullable: false)) => Element = element;

    /// <summary>The member.</summary>
    public RowVariable Element { get; }
}
