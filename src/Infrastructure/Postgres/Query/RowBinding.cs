using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
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

    /// <summary>A plain value or a collection of plain values, in the type of <see cref="SqlTypes.Name"/>.</summary>
    public abstract string Value(PropertyModel property);

    /// <summary>A complex value, as a row of its own.</summary>
    public abstract RowBinding Complex(PropertyModel property);

    /// <summary>A collection, to be taken apart into its members.</summary>
    public abstract StoredElements Elements(PropertyModel property);

    /// <summary>Condition that there is a value at all; null when there always is.</summary>
    public virtual string? IsPresent => null;

    /// <summary>Place of a member in its collection.</summary>
    public virtual string Place => throw new InvalidOperationException("Only a member of a collection has a place.");
}

/// <summary>A row of a table in the FROM clause.</summary>
internal sealed class TableRow(SqlContext context, FromClause from, string alias) : RowBinding
{
    // What is joined to the row later is of the same moment, wherever it is asked for.
    private readonly Expression? moment = context.At;
    private Dictionary<NavigationModel, RowBinding>? related;

    /// <inheritdoc/>
    public override string Star => alias + ".*";

    /// <inheritdoc/>
    public override string Column(string name) => SqlNames.Column(alias, name);

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation)
    {
        related ??= [];
        if (!related.TryGetValue(navigation, out var row))
        {
            row = context.AsOf(moment, () => Join(navigation));
            related.Add(navigation, row);
        }

        return row;
    }

    /// <inheritdoc/>
    public override string Value(PropertyModel property) =>
        property.Type.Enumeration is not null && context.Storage.Holds(property) ? Stored.Value(property) : Column(context.Column(property));

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => context.Carried(property) is { } carried ? new CarriedRow(this, carried) : Stored.Complex(property);

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => context.Carried(property) is { } carried ? new StoredElements(Column(carried.Present), carried.Members)
        : context.Storage.Holds(property) ? Stored.Elements(property)
        : new StoredElements(Value(property), null);

    /// <summary>A row of another table that is never there: its columns are null, each of its own type.</summary>
    /// <param name="type">Type of its rows.</param>
    public TableRow Absent(StructuredTypeModel type)
    {
        var nothing = context.NextAlias();
        return context.AsOf(moment, () =>
        {
            from.LeftJoin($"{context.From(context.Table(type).Table)} {nothing}", "false");
            return new TableRow(context, from, nothing);
        });
    }

    private SplitRow Stored => new(this, context.Storage.Of);

    private RowBinding Join(NavigationModel navigation)
    {
        var target = context.NextAlias();
        var row = new TableRow(context, from, target);
        switch (navigation.IsCollection ? null : context.Way(navigation))
        {
            case DirectStorage direct:
                from.LeftJoin($"{context.From(context.Table(navigation.Target.Type).Table)} {target}", SqlContext.Equal(row, direct.Columns, this));
                return BesideRow.Of(row, navigation, this, context);
            case LatestStorage latest:
                from.LeftJoin($"lateral ({LatestWriter.Select("*", latest, navigation, this, context)}) {target}", "true");
                return row;
            default:
                throw new InvalidOperationException($"{navigation} leads to many rows and cannot be joined.");
        }
    }
}

/// <summary>A row of a sub-select, seen from outside: each column used is added to what the sub-select gives.</summary>
internal sealed class ExposedRow(RowBinding inner, SelectList list) : RowBinding
{
    private readonly Dictionary<NavigationModel, ExposedRow> related = [];

    /// <inheritdoc/>
    public override string Star => throw new InvalidOperationException("The columns of a page are named one by one.");

    /// <inheritdoc/>
    public override string? IsPresent => inner.IsPresent is { } condition ? list.Expose(condition) : null;

    /// <inheritdoc/>
    public override string Place => list.Expose(inner.Place);

    /// <inheritdoc/>
    public override string Column(string name) => list.Expose(inner.Column(name));

    /// <inheritdoc/>
    public override string Value(PropertyModel property) => list.Expose(inner.Value(property));

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => new ExposedRow(inner.Complex(property), list);

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => Exposed(inner.Elements(property));

    private StoredElements Exposed(StoredElements elements) => elements with { Sql = list.Expose(elements.Sql) };

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
internal sealed class CrossRow(SqlContext context, IReadOnlyDictionary<NavigationModel, TableRow> parts, IReadOnlyDictionary<string, string> keys) : RowBinding
{
    /// <inheritdoc/>
    public override string Star => string.Join(", ", keys.Select(k => $"{k.Value} as {SqlNames.Quote(k.Key)}"));

    /// <inheritdoc/>
    public override string Column(string name) => keys[name];

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => parts[navigation];

    /// <inheritdoc/>
    public override string Value(PropertyModel property) => Column(context.Column(property));

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => throw new InvalidOperationException($"A combination of rows has no property {property}.");

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => throw new InvalidOperationException($"A combination of rows has no property {property}.");
}

/// <summary>A row of a table of which some columns stand in the row that leads to it: what a step has computed of it.</summary>
internal sealed class BesideRow : RowBinding
{
    private readonly RowBinding row;
    private readonly RowBinding around;
    private readonly Dictionary<string, string> columns;

    private readonly NavigationModel navigation;

    private BesideRow(RowBinding row, RowBinding around, NavigationModel navigation, Dictionary<string, string> columns) =>
        (this.row, this.around, this.navigation, this.columns) = (row, around, navigation, columns);

    /// <inheritdoc/>
    public override string Star => string.Join(", ", columns.Select(c => $"{around.Column(c.Value)} as {SqlNames.Quote(c.Key)}").Prepend(row.Star));

    /// <summary>The row, with what stands beside it where there is any.</summary>
    public static RowBinding Of(RowBinding row, NavigationModel navigation, RowBinding around, SqlContext context) => navigation.Beside.Count == 0 ? row
        : new BesideRow(row, around, navigation, navigation.Beside.ToDictionary(b => context.Column(b.Key), b => context.Column(b.Value)));

    /// <inheritdoc/>
    public override string Column(string name) => columns.TryGetValue(name, out var own) ? around.Column(own) : row.Column(name);

    /// <inheritdoc/>
    public override string Value(PropertyModel property) => navigation.Beside.TryGetValue(property, out var own) ? around.Value(own) : row.Value(property);

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => row.Complex(property);

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => row.Elements(property);

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => row.Related(navigation);
}
