using System.Globalization;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Identifiers of the model in SQL, quoted.</summary>
internal static class SqlNames
{
    /// <summary>Bytes of an identifier that PostgreSQL keeps; it cuts longer ones (NAMEDATALEN - 1).</summary>
    public const int MaxIdentifierBytes = 63;

    /// <summary>Quotes an identifier.</summary>
    public static string Quote(string name) => string.Concat("\"", Escaped(name), "\"");

    /// <summary>A column of a table that has a name of its own in the statement.</summary>
    public static string Column(string alias, string name) => string.Concat(alias, ".\"", Escaped(name), "\"");

    /// <summary>A name of the model as a text constant.</summary>
    public static string Constant(string name) => "'" + name.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A number of the model as a constant.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A table with its schema.</summary>
    public static string Table(TableName table) => table.Schema is null ? Quote(table.Name) : Column(Quote(table.Schema), table.Name);

    private static string Escaped(string name) => name.Replace("\"", "\"\"", StringComparison.Ordinal);
}
