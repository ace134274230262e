using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>What a row variable is in the SQL: where its columns are taken from.</summary>
internal abstract class RowBinding
{
    /// <summary>A column, by its name in the table.</summary>
    public abstract string Column(string name);

    /// <summary>All columns of the row, as a SELECT lists them.</summary>
    public abstract string Star { get; }

    /// <summary>The row a single navigation leads to; joined once, whatever the number of uses.</summary>
    public abstract RowBinding Related(NavigationModel navigation);
}

/// <summary>A row of a table in the FROM clause.</summary>
internal sealed class TableRow(SqlContext context, FromClause from, string alias) : RowBinding
{
    private Dictionary<NavigationModel, RowBinding>? related;

    /// <inheritdoc/>
    public override string Star => alias + ".*";

    /// <inheritdoc/>
    public override string Column(string name) => string.Concat(alias, ".", SqlNames.Quote(name));

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation)
    {
        related ??= [];
        if (!related.TryGetValue(navigation, out var row))
        {
            row = Join(navigation);
            related.Add(navigation, row);
        }

        return row;
    }

    private RowBinding Join(NavigationModel navigation)
    {
        if (navigation.IsCollection || context.Way(navigation) is not DirectStorage direct)
        {
            throw new InvalidOperationException($"{navigation} leads to many rows and cannot be joined.");
        }

        var target = context.NextAlias();
        var row = new TableRow(context, from, target);
        from.LeftJoin($"{SqlNames.Table(context.Table(navigation.Target.Type).Table)} {target}", SqlContext.Equal(row, direct.Columns, this));
        return BesideRow.Of(row, navigation, this, context);
    }
}

/// <summary>A row of a sub-select, seen from outside: each column used is added to what the sub-select gives.</summary>
internal sealed class ExposedRow(RowBinding inner, SelectList list) : RowBinding
{
    private readonly Dictionary<NavigationModel, ExposedRow> related = [];

    /// <inheritdoc/>
    public override string Star => throw new InvalidOperationException("The columns of a page are named one by one.");

    /// <inheritdoc/>
    public override string Column(string name) => list.Expose(inner.Column(name));

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation)
    {
        if (!related.TryGetValue(navigation, out var row))
        {
            row = new ExposedRow(inner.Related(navigation), list);
            related.Add(navigation, row);
        }

        return row;
    }
}

/// <summary>A combination of rows of several tables; its own columns are the keys of its parts.</summary>
internal sealed class CrossRow(IReadOnlyDictionary<NavigationModel, TableRow> parts, IReadOnlyDictionary<string, string> keys) : RowBinding
{
    /// <inheritdoc/>
    public override string Star => string.Join(", ", keys.Select(k => $"{k.Value} as {SqlNames.Quote(k.Key)}"));

    /// <inheritdoc/>
    public override string Column(string name) => keys[name];

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => parts[navigation];
}

/// <summary>A row of a table of which some columns stand in the row that leads to it: what a step has computed of it.</summary>
internal sealed class BesideRow : RowBinding
{
    private readonly RowBinding row;
    private readonly RowBinding around;
    private readonly Dictionary<string, string> columns;

    private BesideRow(RowBinding row, RowBinding around, Dictionary<string, string> columns) =>
        (this.row, this.around, this.columns) = (row, around, columns);

    /// <inheritdoc/>
    public override string Star => string.Join(", ", columns.Select(c => $"{around.Column(c.Value)} as {SqlNames.Quote(c.Key)}").Prepend(row.Star));

    /// <summary>The row, with what stands beside it where there is any.</summary>
    public static RowBinding Of(RowBinding row, NavigationModel navigation, RowBinding around, SqlContext context) => navigation.Beside.Count == 0 ? row
        : new BesideRow(row, around, navigation.Beside.ToDictionary(b => context.Column(b.Key), b => context.Column(b.Value)));

    /// <inheritdoc/>
    public override string Column(string name) => columns.TryGetValue(name, out var own) ? around.Column(own) : row.Column(name);

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => row.Related(navigation);
}
