using Kawasaki.Domain.Model;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Random expressions as text over the published model: mostly well-typed, so that they reach the SQL.</summary>
internal sealed class ExpressionText(Random random)
{
    private static readonly string[] Comparisons = ["eq", "ne", "gt", "ge", "lt", "le"];
    private static readonly string[] TextFunctions = ["tolower", "toupper", "trim"];
    private static readonly string[] Texts = ["'a'", "''", "'地域'", "'5-1-1'", "'%'", "'O''Neil'", "'_'", "'\\'", "null", "'😀'"];
    private static readonly string[] Numbers = ["0", "1", "-1", "2017", "3.5", "1e3", "null", "2147483647", "9223372036854775807", "-9223372036854775808", "1e308", "0.0000000001", "99999999999999999999", "INF", "NaN"];
    private static readonly string[] Days = ["2017-04-01", "0001-01-01", "9999-12-31", "null", "date(now())", "date(2020-02-29T23:59:59.999Z)"];
    private static readonly string[] Moments = ["2017-04-01T00:00:00Z", "now()", "mindatetime()", "maxdatetime()", "null", "2025-04-01T09:30:00.123456+09:00"];
    private static readonly string[] Spans = ["duration'P1D'", "duration'-PT0.1S'", "duration'P10675199D'", "duration'PT0S'", "null"];
    private static readonly string[] DayParts = ["year", "month", "day"];

    /// <summary>A condition on a row of a type.</summary>
    /// <param name="type">The row's type.</param>
    /// <param name="prefix">What stands before its names: empty or a variable and a slash.</param>
    /// <param name="depth">How deep it may nest.</param>
    public string Condition(StructuredTypeModel type, string prefix, int depth) => random.Next(depth <= 0 ? 3 : 12) switch
    {
        0 => Comparison(type, prefix, depth),
        1 => $"{Text(type, prefix, 0)} in ({Any(Texts)},{Any(Texts)})",
        2 => $"{Number(type, prefix, 0)} in [{Any(Numbers)},{Number(type, prefix, 0)}]",
        3 => $"not ({Condition(type, prefix, depth - 1)})",
        4 => $"({Condition(type, prefix, depth - 1)} and {Condition(type, prefix, depth - 1)})",
        5 => $"({Condition(type, prefix, depth - 1)} or {Condition(type, prefix, depth - 1)})",
        6 => $"{Any(["contains", "startswith", "endswith", "matchesPattern"])}({Text(type, prefix, depth - 1)},{Text(type, prefix, depth - 1)})",
        7 or 8 => Quantified(type, prefix, depth),
        9 => $"({Condition(type, prefix, depth - 1)}) {Any(["eq", "ne"])} ({Condition(type, prefix, depth - 1)})",
        10 => $"case({Condition(type, prefix, depth - 1)}:{Condition(type, prefix, depth - 1)},true:{Any(["true", "false", "null"])})",
        _ => Comparison(type, prefix, depth - 1),
    };

    /// <summary>Any plain value of a row.</summary>
    public string Value(StructuredTypeModel type, string prefix, int depth) => random.Next(4) switch
    {
        0 => Text(type, prefix, depth),
        1 => Number(type, prefix, depth),
        2 => Day(type, prefix, depth),
        _ => Property(type, prefix, _ => true) ?? "1",
    };

    private string Comparison(StructuredTypeModel type, string prefix, int depth) => random.Next(6) switch
    {
        0 => $"{Text(type, prefix, depth)} {Any(Comparisons)} {Text(type, prefix, depth)}",
        1 => $"{Day(type, prefix, depth)} {Any(Comparisons)} {Day(type, prefix, depth)}",
        2 => $"{Moment(type, prefix, depth)} {Any(Comparisons)} {Moment(type, prefix, depth)}",
        3 => $"{Span(type, prefix, depth)} {Any(Comparisons)} {Span(type, prefix, depth)}",
        _ => $"{Number(type, prefix, depth)} {Any(Comparisons)} {Number(type, prefix, depth)}",
    };

    private string Quantified(StructuredTypeModel type, string prefix, int depth)
    {
        if (type.Navigations.Count == 0)
        {
            return $"{Number(type, prefix, 0)} eq {Any(Numbers)}";
        }

        var navigation = type.Navigations[random.Next(type.Navigations.Count)];
        var target = navigation.Target.Type;
        if (!navigation.IsCollection)
        {
            return random.Next(2) == 0 ? $"{prefix}{navigation.Name} {Any(["eq", "ne"])} null" : Condition(target, $"{prefix}{navigation.Name}/", depth - 1);
        }

        var variable = "v" + depth;
        return random.Next(5) switch
        {
            0 => $"{prefix}{navigation.Name}/any()",
            1 => $"{prefix}{navigation.Name}/$count gt {random.Next(4)}",
            2 => $"{prefix}{navigation.Name}/$count($filter={Condition(target, "", depth - 1)}) le {random.Next(4)}",
            3 => $"{prefix}{navigation.Name}/all({variable}:{Condition(target, variable + "/", depth - 1)})",
            _ => $"{prefix}{navigation.Name}/any({variable}:{Condition(target, variable + "/", depth - 1)})",
        };
    }

    private string Text(StructuredTypeModel type, string prefix, int depth) => random.Next(depth <= 0 ? 3 : 8) switch
    {
        0 => Any(Texts),
        3 => $"{Any(TextFunctions)}({Text(type, prefix, depth - 1)})",
        4 => $"concat({Text(type, prefix, depth - 1)},{Text(type, prefix, depth - 1)})",
        5 => $"substring({Text(type, prefix, depth - 1)},{Number(type, prefix, depth - 1)})",
        6 => $"cast({Value(type, prefix, depth - 1)},Edm.String)",
        7 => $"substring({Text(type, prefix, depth - 1)},{random.Next(-3, 4)},{random.Next(-1, 4)})",
        _ => Property(type, prefix, t => t.Is(PrimitiveKind.String)) ?? Any(Texts),
    };

    private string Number(StructuredTypeModel type, string prefix, int depth) => random.Next(depth <= 0 ? 3 : 11) switch
    {
        0 => Any(Numbers),
        3 => $"({Number(type, prefix, depth - 1)} {Any(["add", "sub", "mul", "div", "divby", "mod"])} {Number(type, prefix, depth - 1)})",
        4 => $"-({Number(type, prefix, depth - 1)})",
        5 => $"{Any(["round", "floor", "ceiling"])}({Number(type, prefix, depth - 1)})",
        6 => $"{Any(DayParts)}({Day(type, prefix, depth - 1)})",
        7 => $"length({Text(type, prefix, depth - 1)})",
        8 => $"indexof({Text(type, prefix, depth - 1)},{Text(type, prefix, depth - 1)})",
        9 => $"totalseconds({Span(type, prefix, depth - 1)})",
        10 => $"cast({Value(type, prefix, depth - 1)},Edm.{Any(["Int32", "Int64", "Decimal", "Double", "Byte", "Int16", "Single"])})",
        _ => Property(type, prefix, t => t is { IsCollection: false, Primitive: PrimitiveKind.Int32 or PrimitiveKind.Int64 or PrimitiveKind.Decimal or PrimitiveKind.Int16 or PrimitiveKind.Double }) ?? Any(Numbers),
    };

    private string Day(StructuredTypeModel type, string prefix, int depth) => random.Next(depth <= 0 ? 3 : 5) switch
    {
        0 => Any(Days),
        3 => $"({Day(type, prefix, depth - 1)} {Any(["add", "sub"])} {Any(Spans)})",
        4 => $"cast({Text(type, prefix, depth - 1)},Edm.Date)",
        _ => Property(type, prefix, t => t.Is(PrimitiveKind.Date)) ?? Any(Days),
    };

    private string Moment(StructuredTypeModel type, string prefix, int depth) => random.Next(depth <= 0 ? 2 : 4) switch
    {
        0 => Any(Moments),
        2 => $"({Moment(type, prefix, depth - 1)} {Any(["add", "sub"])} {Any(Spans)})",
        3 => $"cast({Day(type, prefix, depth - 1)},Edm.DateTimeOffset)",
        _ => Property(type, prefix, t => t.Is(PrimitiveKind.DateTimeOffset)) ?? Any(Moments),
    };

    private string Span(StructuredTypeModel type, string prefix, int depth) => random.Next(depth <= 0 ? 1 : 4) switch
    {
        1 => $"({Day(type, prefix, depth - 1)} sub {Day(type, prefix, depth - 1)})",
        2 => $"({Moment(type, prefix, depth - 1)} sub {Moment(type, prefix, depth - 1)})",
        3 => $"({Span(type, prefix, depth - 1)} {Any(["add", "sub"])} {Any(Spans)})",
        _ => Any(Spans),
    };

    private string? Property(StructuredTypeModel type, string prefix, Func<TypeReference, bool> isWanted)
    {
        var found = type.Properties.Where(p => isWanted(p.Type)).ToList();
        return found.Count == 0 ? null : prefix + found[random.Next(found.Count)].Name;
    }

    private string Any(string[] values) => values[random.Next(values.Length)];
}
