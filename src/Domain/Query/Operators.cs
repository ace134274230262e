namespace Kawasaki.Domain.Query;

/// <summary>Operators before one operand.</summary>
public enum UnaryOperator
{
    /// <summary>Logical `not`.</summary>
    Not,

    /// <summary>Arithmetic minus.</summary>
    Negate,
}

/// <summary>Operators between two operands.</summary>
public enum BinaryOperator
{
    /// <summary>`or`.</summary>
    Or,

    /// <summary>`and`.</summary>
    And,

    /// <summary>`eq`: null equals null.</summary>
    Equal,

    /// <summary>`ne`.</summary>
    NotEqual,

    /// <summary>`gt`: false with null.</summary>
    GreaterThan,

    /// <summary>`ge`: false with null.</summary>
    GreaterOrEqual,

    /// <summary>`lt`: false with null.</summary>
    LessThan,

    /// <summary>`le`: false with null.</summary>
    LessOrEqual,

    /// <summary>`has`: all flags of the right are set in the left.</summary>
    Has,

    /// <summary>`add`.</summary>
    Add,

    /// <summary>`sub`.</summary>
    Subtract,

    /// <summary>`mul`.</summary>
    Multiply,

    /// <summary>`div`: truncates for integers.</summary>
    Divide,

    /// <summary>`divby`: decimal division always.</summary>
    DivideBy,

    /// <summary>`mod`.</summary>
    Modulo,
}

/// <summary>How many members must satisfy the condition.</summary>
public enum Quantifier
{
    /// <summary>At least one.</summary>
    Any,

    /// <summary>Every one; true for none.</summary>
    All,
}

/// <summary>The closed list of functions: the binder takes no other, the SQL writer knows each.</summary>
public enum QueryFunction
{
    /// <summary>`contains(text, part)`.</summary>
    Contains,

    /// <summary>`startswith(text, start)`.</summary>
    StartsWith,

    /// <summary>`endswith(text, end)`.</summary>
    EndsWith,

    /// <summary>`matchesPattern(text, pattern)`, with the length that the pattern may have where it is no literal.</summary>
    MatchesPattern,

    /// <summary>`length(text)` in characters, or of a collection in members.</summary>
    Length,

    /// <summary>`indexof(text, part)`: from 0, -1 if absent.</summary>
    IndexOf,

    /// <summary>`substring(text, start[, length])`: from 0, negative counts from the end.</summary>
    Substring,

    /// <summary>`tolower(text)`.</summary>
    ToLower,

    /// <summary>`toupper(text)`.</summary>
    ToUpper,

    /// <summary>`trim(text)`.</summary>
    Trim,

    /// <summary>`concat(text, text)` or of collections.</summary>
    Concat,

    /// <summary>`year(date)`.</summary>
    Year,

    /// <summary>`month(date)`.</summary>
    Month,

    /// <summary>`day(date)`.</summary>
    Day,

    /// <summary>`hour(time)`.</summary>
    Hour,

    /// <summary>`minute(time)`.</summary>
    Minute,

    /// <summary>`second(time)`.</summary>
    Second,

    /// <summary>`fractionalseconds(time)`.</summary>
    FractionalSeconds,

    /// <summary>`totalseconds(duration)`.</summary>
    TotalSeconds,

    /// <summary>`totaloffsetminutes(time)`.</summary>
    TotalOffsetMinutes,

    /// <summary>`date(time)`.</summary>
    Date,

    /// <summary>`time(time)`.</summary>
    Time,

    /// <summary>`now()`: start of the transaction.</summary>
    Now,

    /// <summary>`mindatetime()`.</summary>
    MinDateTime,

    /// <summary>`maxdatetime()`.</summary>
    MaxDateTime,

    /// <summary>`round(number)`: half away from zero.</summary>
    Round,

    /// <summary>`floor(number)`.</summary>
    Floor,

    /// <summary>`ceiling(number)`.</summary>
    Ceiling,

    /// <summary>`hassubset(collection, collection)`.</summary>
    HasSubset,

    /// <summary>`hassubsequence(collection, collection)`.</summary>
    HasSubsequence,
}
