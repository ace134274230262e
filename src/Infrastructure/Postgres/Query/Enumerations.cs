using System.Globalization;
using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Values of enumerations: inside a statement they are numbers, outside names.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 7.1: names with commas between; the number where no name fits.</remarks>
internal static class Enumerations
{
    /// <summary>A number as names.</summary>
    /// <param name="sql">The number.</param>
    /// <param name="type">The enumeration.</param>
    public static string Name(string sql, EnumTypeModel type)
    {
        var members = type.Members.DistinctBy(m => m.Value).ToList();
        var exact = string.Concat(members.Select(m => $" when {Number(m.Value)} then {SqlNames.Constant(m.Name)}"));
        var combined = type.IsFlags ? Combined(members) : "x.v::text";
        return $"(select case x.v{exact} else {combined} end from (select ({sql})::bigint as v) x)";
    }

    /// <summary>Names, or a number written as text, as the number; null when it is neither.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="type">The enumeration.</param>
    public static string Number(string sql, EnumTypeModel type)
    {
        var members = type.Members.DistinctBy(m => m.Name).ToList();
        var names = string.Concat(members.Select(m => $" when {SqlNames.Constant(m.Name)} then {Number(m.Value)}"));
        var one = $"case when x.v ~ '^[+-]?[0-9]{{1,18}}$' then x.v::bigint else (case x.v{names} end)::bigint end";
        return type.IsFlags
            ? $"(select case when bool_and(y.n is not null) then bit_or(y.n) end from (select {one} as n from (select btrim(m.v) as v from unnest(string_to_array({sql}, ',')) m(v)) x) y)"
            : $"(select {one} from (select {sql} as v) x)";
    }

    // Zero has no bits to name.
    private static string Combined(List<EnumMemberModel> members)
    {
        var bits = members.Where(m => m.Value > 0 && (m.Value & (m.Value - 1)) == 0).ToList();
        if (bits.Count == 0)
        {
            return "x.v::text";
        }

        var names = string.Join(", ", bits.Select(m => $"case when x.v & {Number(m.Value)} <> 0 then {SqlNames.Constant(m.Name)} end"));
        return $"case when x.v <> 0 and x.v & {Number(~bits.Aggregate(0L, (all, m) => all | m.Value))} = 0 then concat_ws(',', {names}) else x.v::text end";
    }

    private static string Number(long value) => $"({value.ToString(CultureInfo.InvariantCulture)})::bigint";
}
