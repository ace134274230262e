using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes the way to the latest of some rows: one look-up in an index that holds the order.</summary>
internal static class LatestWriter
{
    /// <summary>A SELECT of at most one row.</summary>
    /// <param name="columns">Names of columns, quoted, or `*`.</param>
    /// <param name="latest">The way.</param>
    /// <param name="navigation">The navigation.</param>
    /// <param name="start">The row it starts at.</param>
    /// <param name="context">The statement.</param>
    public static string Select(string columns, LatestStorage latest, NavigationModel navigation, RowBinding start, SqlContext context)
    {
        var alias = context.NextAlias();
        var from = new FromClause($"{context.From(context.Table(navigation.Target.Type).Table)} {alias}");
        var row = new TableRow(context, from, alias);
        from.Where(SqlContext.Equal(row, latest.Columns, start));
        return $"select {columns} {from.Text()} order by {string.Join(", ", latest.Order.Select(o => row.Column(o) + " desc"))} limit 1";
    }

    /// <summary>Condition that a row is the one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="latest">The way.</param>
    /// <param name="navigation">The navigation.</param>
    /// <param name="start">The row it starts at.</param>
    /// <param name="context">The statement.</param>
    public static string IsTheOne(RowBinding row, LatestStorage latest, NavigationModel navigation, RowBinding start, SqlContext context) =>
        $"({string.Join(", ", latest.Key.Select(row.Column))}) = ({Select(string.Join(", ", latest.Key.Select(SqlNames.Quote)), latest, navigation, start, context)})";
}
