using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using F = Kawasaki.Domain.Query.QueryFunction;
using Op = Kawasaki.Domain.Query.BinaryOperator;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>An item as read by hand.</summary>
internal sealed record JudgedItem(
    string Code, string? GroupCode, string? Name, string Text, int Rank, int? Number, bool? Flag, DateOnly? Day, IReadOnlyList<int> Years, IReadOnlyList<int?> Weights)
{
    /// <summary>The columns in the order of the constructor, null as `~`.</summary>
    public const string Query =
        """
        select "Code", coalesce("GroupCode", '~'), coalesce("Name", '~'), "Text", "Rank", coalesce("Number"::text, '~'), coalesce("Flag"::text, '~'),
            coalesce("Day"::text, '~'), array_to_string("Years", ' '),
            (select coalesce(string_agg(coalesce("Weight"::text, '~'), ' '), '') from sample.item_tags join sample.tags on "Code" = "TagsCode" where "ItemsCode" = i."Code")
        from sample.items i order by "Code"
        """;

    /// <summary>Reads a row of <see cref="Query"/>.</summary>
    public static JudgedItem Of(string row)
    {
        var f = row.Split('|');
        return new JudgedItem(
            f[0], OrNull(f[1]), OrNull(f[2]), f[3], Whole(f[4])!.Value, Whole(f[5]), OrNull(f[6]) is { } flag ? flag == "true" : null,
            OrNull(f[7]) is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null,
            [.. f[8].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(y => Whole(y)!.Value)],
            [.. f[9].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Whole)]);
    }

    private static string? OrNull(string text) => text == "~" ? null : text;

    private static int? Whole(string text) => text == "~" ? null : int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>OData's meaning of an expression, written down a second time: nothing of the SQL writer is used.</summary>
internal sealed class ExpressionJudge(JudgedItem item)
{
    private readonly Dictionary<object, object?> variables = [];

    /// <summary>The value: bool, int, decimal, string, DateOnly, DateTime or null.</summary>
    public object? Value(Expression expression) => expression switch
    {
        Literal literal => literal.Value,
        PropertyValue { Row: VariableRow { Variable: var row } } value => variables.TryGetValue(row, out var weight) ? weight : Property(value.Property.Name),
        VariableValue value => variables[value.Variable],
        Unary { Operator: UnaryOperator.Not } not => !(bool?)Value(not.Operand),
        Unary negate => Value(negate.Operand) switch { null => null, int i => -i, decimal d => -d, var other => throw Unknown(other) },
        Binary binary => Value(binary),
        InList list => list.Values.Any(v => Equals(v.Value, Value(list.Operand))),
        MemberOf member => Value(member.Operand) is int year && item.Years.Contains(year),
        Call call => Value(call),
        QuantifiedValues q => Quantified(q.Quantifier, q.Predicate!, q.Variable, item.Years.Cast<object?>()),
        Quantified q => Quantified(q.Quantifier, q.Predicate!, q.Rows.Rows, item.Weights.Cast<object?>()),
        RowIsNull => item.GroupCode is null,
        Conversion conversion => Convert(Value(conversion.Operand), conversion.Type.Primitive!.Value),
        Case choice => choice.Branches.Where(b => Value(b.Condition) is true).Select(b => Value(b.Value)).FirstOrDefault(),
        _ => throw Unknown(expression),
    };

    private object? Property(string name) => name switch
    {
        "name" => item.Name,
        "text" => item.Text,
        "rank" => item.Rank,
        "number" => item.Number,
        "flag" => item.Flag,
        "day" => item.Day,
        _ => throw Unknown(name),
    };

    private object? Value(Binary binary)
    {
        var (left, right) = (Value(binary.Left), Value(binary.Right));
        return binary.Operator switch
        {
            Op.And => (bool?)left & (bool?)right,
            Op.Or => (bool?)left | (bool?)right,
            Op.Equal => Equals(left, right),
            Op.NotEqual => !Equals(left, right),
            Op.GreaterThan or Op.GreaterOrEqual or Op.LessThan or Op.LessOrEqual when left is null || right is null => false,
            Op.GreaterThan => Order(left, right) > 0,
            Op.GreaterOrEqual => Order(left, right) >= 0,
            Op.LessThan => Order(left, right) < 0,
            Op.LessOrEqual => Order(left, right) <= 0,
            _ when left is null || right is null => null,
            Op.DivideBy => Number(left) / Number(right),
            Op.Subtract when left is decimal => Number(left) - Number(right),
            Op.Add => (int)left + (int)right,
            Op.Subtract => (int)left - (int)right,
            Op.Multiply => (int)left * (int)right,
            Op.Divide => (int)left / (int)right,
            Op.Modulo => (int)left % (int)right,
            _ => throw Unknown(binary.Operator),
        };
    }

    // By code points, which is the order of the UTF-8 bytes.
    private static int Order(object? left, object? right) => left is string text
        ? Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)right!))
        : ((IComparable)left!).CompareTo(right);

    private static decimal Number(object value) => System.Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    private object? Value(Call call)
    {
        if (call is { Function: F.Length, Arguments: [{ Type.IsCollection: true }] })
        {
            return item.Years.Count;
        }

        object?[] a = [.. call.Arguments.Select(Value)];
        return a.Contains(null) ? null : call.Function switch
        {
            F.Contains => ((string)a[0]!).Contains((string)a[1]!, StringComparison.Ordinal),
            F.EndsWith => ((string)a[0]!).EndsWith((string)a[1]!, StringComparison.Ordinal),
            F.Concat => (string)a[0]! + (string)a[1]!,
            F.Length => Characters(a[0]!).Length,
            F.Substring => string.Concat(Characters(a[0]!).Skip((int)a[1]!).Take((int)a[2]!)),
            F.Year => ((DateOnly)a[0]!).Year,
            F.Floor => decimal.Floor((decimal)a[0]!),
            F.Ceiling => decimal.Ceiling((decimal)a[0]!),
            _ => throw Unknown(call.Function),
        };
    }

    private static Rune[] Characters(object text) => [.. ((string)text).EnumerateRunes()];

    private bool Quantified(Quantifier quantifier, Expression predicate, object variable, IEnumerable<object?> members)
    {
        var holds = members.Select(member =>
        {
            variables[variable] = member;
            return Value(predicate) is true;
        });
        return quantifier == Quantifier.Any ? holds.Any(h => h) : holds.All(h => h);
    }

    private static object? Convert(object? value, PrimitiveKind to) => (value, to) switch
    {
        (null, _) => null,
        (bool flag, PrimitiveKind.String) => flag ? "true" : "false",
        (int number, PrimitiveKind.String) => number.ToString(CultureInfo.InvariantCulture),
        (DateTime time, PrimitiveKind.String) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        (DateOnly date, PrimitiveKind.DateTimeOffset) => date.ToDateTime(TimeOnly.MinValue),
        (int number, PrimitiveKind.Decimal) => (decimal)number,
        (string text, PrimitiveKind.Int32) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        (string text, PrimitiveKind.Boolean) => text switch { "true" => true, "false" => false, _ => null },
        _ => throw Unknown(value),
    };

    private static InvalidOperationException Unknown(object? what) => new($"The judge does not know {what}.");
}
