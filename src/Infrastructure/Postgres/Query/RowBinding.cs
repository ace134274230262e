using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>What a row variable is in the SQL: where its columns are taken from.</summary>
internal abstract class RowBinding
{
    /// <summary>A column, by its name in the table.</summary>
    public abstract string Column(string name);

    /// <summary>The row a single navigation leads to; joined once, whatever the number of uses.</summary>
    public abstract RowBinding Related(NavigationModel navigation);
}

/// <summary>A row of a table in the FROM clause.</summary>
internal sealed class TableRow(SqlContext context, FromClause from, string alias) : RowBinding
{
    private Dictionary<NavigationModel, TableRow>? related;

    /// <summary>All columns of the row.</summary>
    public string Star => alias + ".*";

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

    private TableRow Join(NavigationModel navigation)
    {
        if (navigation.IsCollection || context.Storage.Of(navigation) is not DirectStorage direct)
        {
            throw new InvalidOperationException($"{navigation} leads to many rows and cannot be joined.");
        }

        var target = context.NextAlias();
        var row = new TableRow(context, from, target);
        from.LeftJoin($"{SqlNames.Table(context.Storage.Of(navigation.Target.Type).Table)} {target}", SqlContext.Equal(row, direct.Columns, this));
        return row;
    }
}

/// <summary>A row of a sub-select, seen from outside: each column used is added to what the sub-select gives.</summary>
internal sealed class ExposedRow(RowBinding inner, SelectList list) : RowBinding
{
    private readonly Dictionary<NavigationModel, ExposedRow> related = [];

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

/// <summary>A combination of rows of several tables; it has no columns of its own.</summary>
internal sealed class CrossRow(IReadOnlyDictionary<NavigationModel, TableRow> parts) : RowBinding
{
    /// <inheritdoc/>
    public override string Column(string name) => throw new InvalidOperationException($"A combination of rows has no column {name}.");

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => parts[navigation];
}
