using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>The table of functions: OData function to PostgreSQL form.</summary>
/// <remarks>
/// https://www.postgresql.org/docs/15/functions-string.html, functions-datetime.html, functions-math.html, functions-array.html.
/// No form repeats an argument, or nested calls would double the text at each level.
/// </remarks>
internal static class Functions
{
    // Byte order in the columns, so that letters fold by Unicode's rules only when asked; the result is in byte order again.
    private const string Folding = "collate \"und-x-icu\"";
    private const string ByteOrder = "collate \"C\"";

    private const string WhiteSpace =
        @"U&'\0009\000A\000B\000C\000D\0020\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000'";

    /// <summary>Writes a call.</summary>
    public static string Write(Call call, ExpressionWriter expressions, SqlParameters parameters)
    {
        var a = call.Arguments;
        if (a.Count > 0 && a[0].Type.IsCollection)
        {
            return OfCollections(call, [.. a.Select(expressions.Value)]);
        }

        if (a is [var text, Literal { Value: string } literal] && Pattern(call.Function) is { } pattern)
        {
            var like = parameters.Of(literal, call.Function.ToString(), NpgsqlDbType.Text, l => pattern(EscapeLike((string)l.Value!)));
            return $"({expressions.Value(text)} like {like})";
        }

        if (a is [_, Literal { Value: not null } start, ..] && call.Function == QueryFunction.Substring)
        {
            return Substring([.. a.Select(Value)], Convert.ToInt64(start.Value, CultureInfo.InvariantCulture) < 0);
        }

        return OfScalars(call, [.. a.Select(Value)]);

        // Positions and lengths are `integer` in PostgreSQL's functions; a larger number is out of range, and said to be.
        string Value(Expression argument) => argument.Type.Is(PrimitiveKind.Int64) && call.Function == QueryFunction.Substring
            ? $"({expressions.Value(argument)})::integer"
            : expressions.Value(argument);
    }

    // The sign of a literal start is part of the text: one form each is shorter and needs the text only once.
    private static string Substring(string[] a, bool isFromEnd)
    {
        var rest = isFromEnd ? $"right({a[0]}, -{a[1]})" : $"substr({a[0]}, {a[1]} + 1)";
        return a.Length == 2 ? rest : $"left({rest}, greatest({a[2]}, 0))";
    }

    private static Func<string, string>? Pattern(QueryFunction function) => function switch
    {
        QueryFunction.Contains => part => $"%{part}%",
        QueryFunction.StartsWith => part => $"{part}%",
        QueryFunction.EndsWith => part => $"%{part}",
        _ => null,
    };

    private static string EscapeLike(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static string OfScalars(Call call, string[] a) => (call.Function, a.Length) switch
    {
        (QueryFunction.Contains, 2) => $"(strpos({a[0]}, {a[1]}) > 0)",
        (QueryFunction.StartsWith, 2) => $"starts_with({a[0]}, {a[1]})",
        (QueryFunction.EndsWith, 2) => $"(select right(x.t, char_length(x.e)) = x.e from (select {a[0]} as t, {a[1]} as e) x)",
        (QueryFunction.MatchesPattern, 2) => $"({a[0]} ~ {a[1]})",
        // One that is too long is made one that the server refuses.
        (QueryFunction.MatchesPattern, 3) => $"(select x.t ~ case when char_length(x.p) <= {a[2]} then x.p else '(' end from (select {a[0]} as t, {a[1]} as p) x)",
        (QueryFunction.Length, 1) => $"char_length({a[0]})",
        (QueryFunction.IndexOf, 2) => $"(strpos({a[0]}, {a[1]}) - 1)",
        (QueryFunction.Substring, 2) => $"(select {Rest} from (select {a[0]} as t, {a[1]} as s) x)",
        (QueryFunction.Substring, 3) => $"(select left({Rest}, greatest(x.n, 0)) from (select {a[0]} as t, {a[1]} as s, {a[2]} as n) x)",
        (QueryFunction.ToLower, 1) => $"(lower({a[0]} {Folding}) {ByteOrder})",
        (QueryFunction.ToUpper, 1) => $"(upper({a[0]} {Folding}) {ByteOrder})",
        (QueryFunction.Trim, 1) => $"btrim({a[0]}, {WhiteSpace})",
        (QueryFunction.Concat, 2) => $"({a[0]} || {a[1]})",
        (QueryFunction.Year, 1) => Part(call, "year", a[0]),
        (QueryFunction.Month, 1) => Part(call, "month", a[0]),
        (QueryFunction.Day, 1) => Part(call, "day", a[0]),
        (QueryFunction.Hour, 1) => Part(call, "hour", a[0]),
        (QueryFunction.Minute, 1) => Part(call, "minute", a[0]),
        (QueryFunction.Second, 1) => $"floor(extract(second from {Clock(call, a[0])}))::integer",
        (QueryFunction.FractionalSeconds, 1) => $"(extract(second from {Clock(call, a[0])}) % 1)",
        (QueryFunction.TotalSeconds, 1) => $"extract(epoch from {a[0]})",
        // Every instant is answered in UTC.
        (QueryFunction.TotalOffsetMinutes, 1) => $"(case when {a[0]} is not null then 0 end)",
        (QueryFunction.Date, 1) => $"({Clock(call, a[0])})::date",
        (QueryFunction.Time, 1) => $"({Clock(call, a[0])})::time",
        (QueryFunction.Now, 0) => "now()",
        (QueryFunction.MinDateTime, 0) => "timestamptz '0001-01-01 00:00:00Z'",
        (QueryFunction.MaxDateTime, 0) => "timestamptz '9999-12-31 23:59:59.999999Z'",
        // Of an integer PostgreSQL would make a double.
        (QueryFunction.Round or QueryFunction.Floor or QueryFunction.Ceiling, 1) when SqlTypes.IsInteger(call.Arguments[0].Type) => a[0],
        // round(double precision) takes the even neighbour; round(numeric) goes away from zero.
        (QueryFunction.Round, 1) => SqlTypes.IsFloating(call.Type) ? $"round({a[0]}::numeric)::{SqlTypes.Name(call.Type)}" : $"round({a[0]})",
        (QueryFunction.Floor, 1) => $"floor({a[0]})",
        (QueryFunction.Ceiling, 1) => $"ceiling({a[0]})",
        _ => throw new InvalidOperationException($"{call.Function} takes no {a.Length} scalar arguments."),
    };

    private static string OfCollections(Call call, string[] a) => (call.Function, a.Length) switch
    {
        (QueryFunction.Length, 1) => $"cardinality({a[0]})",
        (QueryFunction.Concat, 2) => $"({a[0]} || {a[1]})",
        (QueryFunction.Contains, 2) => $"({Position(a[0], a[1])} >= 0)",
        (QueryFunction.IndexOf, 2) => Position(a[0], a[1]),
        (QueryFunction.StartsWith, 2) => $"(select x.a[:cardinality(x.b)] = x.b from (select {a[0]} as a, {a[1]} as b) x)",
        (QueryFunction.EndsWith, 2) =>
            $"(select cardinality(x.a) >= cardinality(x.b) and x.a[cardinality(x.a) - cardinality(x.b) + 1:] = x.b from (select {a[0]} as a, {a[1]} as b) x)",
        (QueryFunction.Substring, 2) => $"(select x.a[{First}:] from (select {a[0]} as a, ({a[1]})::integer as s) x)",
        (QueryFunction.Substring, 3) => $"(select x.a[{First}:{First} + greatest(x.n, 0) - 1] from (select {a[0]} as a, ({a[1]})::integer as s, ({a[2]})::integer as n) x)",
        (QueryFunction.HasSubset, 2) => Subset(a[0], a[1]),
        (QueryFunction.HasSubsequence, 2) =>
            $"""
            (with recursive x as (select {a[0]} as a, {a[1]} as b), m(i, p) as (
              select 0, 0 union all select m.i + 1, array_position(x.a, x.b[m.i + 1], m.p + 1) from m, x where m.i < cardinality(x.b) and m.p is not null)
              select m.p is not null from m order by m.i desc limit 1)
            """,
        _ => throw new InvalidOperationException($"{call.Function} takes no {a.Length} arguments that begin with a collection."),
    };

    private const string Rest = "case when x.s < 0 then right(x.t, -x.s) else substr(x.t, x.s + 1) end";

    // Members count from 1 in PostgreSQL, from 0 in OData; a negative start counts from the end.
    private const string First = "(case when x.s < 0 then greatest(cardinality(x.a) + x.s, 0) else x.s end + 1)";

    // Where the members of the second stand in the first, one after the other; -1 if nowhere.
    private static string Position(string all, string part) =>
        "(select coalesce((select min(i.i) from generate_series(0, cardinality(x.a) - cardinality(x.b)) i(i) where x.a[i.i + 1:i.i + cardinality(x.b)] = x.b), -1)"
        + $" from (select {all} as a, {part} as b) x)";

    // Each member as often as in the other, in any order.
    private static string Subset(string all, string some) =>
        $"(select not exists (select 1 from unnest(x.b) b(v) group by b.v having count(*) > (select count(*) from unnest(x.a) a(v) where a.v is not distinct from b.v)) from (select {all} as a, {some} as b) x)";

    private static string Part(Call call, string field, string argument) => $"extract({field} from {Clock(call, argument)})::integer";

    private static string Clock(Call call, string argument) =>
        call.Arguments[0].Type.Is(PrimitiveKind.DateTimeOffset) ? $"{argument} at time zone 'UTC'" : argument;
}
