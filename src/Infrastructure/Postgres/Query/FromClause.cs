using System.Text;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>FROM and WHERE of one SELECT while it is being written; joins are added when an expression needs them.</summary>
internal sealed class FromClause(string root)
{
    private readonly StringBuilder joins = new();
    private readonly List<string> conditions = [];

    /// <summary>Joins at most one row, or none, to each row: the number of rows stays.</summary>
    public void LeftJoin(string table, string condition) => joins.Append("\nleft join ").Append(table).Append(" on ").Append(condition);

    /// <summary>Joins a written clause.</summary>
    public void Join(string clause) => joins.Append('\n').Append(clause);

    /// <summary>Keeps the rows for which the condition is true.</summary>
    public void Where(string condition) => conditions.Add(condition);

    /// <summary>The clauses, from `from` on; to be asked for when nothing is added any more.</summary>
    public string Text(IEnumerable<string> furtherConditions)
    {
        string[] all = [.. conditions, .. furtherConditions];
        return $"from {root}{joins}" + (all.Length == 0 ? "" : "\nwhere " + string.Join("\n  and ", all));
    }

    /// <summary>The clauses, from `from` on.</summary>
    public string Text() => Text([]);
}
