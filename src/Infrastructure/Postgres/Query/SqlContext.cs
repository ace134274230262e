using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>What the parts of one statement share while it is written: parameters, names, and what variables stand for.</summary>
internal sealed class SqlContext(StorageMap storage, Expression? at, SqlParameters? parameters = null)
{
    private Expression? at = at;
    private readonly Dictionary<RowVariable, RowBinding> rows = [];
    private readonly Dictionary<ValueVariable, string> values = [];
    private readonly Dictionary<PropertyModel, string> columns = [];
    private readonly Dictionary<PropertyModel, CarriedValue> carried = [];
    private readonly Dictionary<RowSource, string?> shared = new(ReferenceEqualityComparer.Instance);
    private readonly List<TableName> tables = [];
    private int aliases;

    /// <summary>Names of tables and columns.</summary>
    public StorageMap Storage { get; } = storage;

    /// <summary>The statement's values.</summary>
    public SqlParameters Parameters { get; } = parameters ?? new();

    /// <summary>Whether the statement is answered as of a moment.</summary>
    public bool IsPast => at is not null;

    /// <summary>Every table that a FROM has named, as often as it was.</summary>
    public IReadOnlyList<TableName> Tables => tables;

    /// <summary>The moment as of which rows are read that are opened now; null for those of now.</summary>
    public Expression? At => at;

    /// <summary>Writes a part whose rows are read as of a moment; null for those of now.</summary>
    public T AsOf<T>(Expression? moment, Func<T> write)
    {
        var around = at;
        at = moment;
        var written = write();
        at = around;
        return written;
    }

    /// <summary>A table as FROM names it: the table itself, or the function of the same name that gives its rows as of the moment or version.</summary>
    public string From(TableName table)
    {
        tables.Add(table);
        if (at is null)
        {
            return SqlNames.Table(table);
        }

        return $"{SqlNames.Table(table with { Schema = PastSchema })}({Moment(at)})";
    }

    /// <summary>The version of the data at the moment of the statement, which refuses one that is still to come; null when there is no moment.</summary>
    public string? VersionThen => at is null || at.Type.Is(PrimitiveKind.Int64) ? null : $"{SqlNames.Quote(PastSchema)}.version_at({Moment(at)})";

    /// <summary>Writes expressions; whoever does so for the statement says how.</summary>
    public Func<Expression, string> Values { private get; set; } = _ => throw new InvalidOperationException("Nobody writes expressions yet.");

    private string PastSchema => Storage.PastSchema ?? throw new InvalidOperationException("The model keeps no history: its binder lets no moment through.");

    private string Moment(Expression moment) => moment.Type.Is(PrimitiveKind.Date) ? $"{SqlNames.Quote(PastSchema)}.moment({Values(moment)})" : Values(moment);

    /// <summary>A name for a table that is used nowhere else in the statement.</summary>
    /// <param name="letter">First letter: tells the reader of the SQL a table (t) from a page (p) and an expansion (e).</param>
    public string NextAlias(char letter = 't') => letter + aliases++.ToString(CultureInfo.InvariantCulture);

    /// <summary>Name of a property's column: the stored one, or one of this statement for a property that a step makes.</summary>
    public string Column(PropertyModel property)
    {
        if (Storage.ColumnOf(property) is { } stored)
        {
            return stored.Column;
        }

        if (!columns.TryGetValue(property, out var name))
        {
            name = "d" + columns.Count.ToString(CultureInfo.InvariantCulture);
            columns.Add(property, name);
        }

        return name;
    }

    /// <summary>The columns in which steps give a complex value or a collection of them.</summary>
    public CarriedValue Carry(PropertyModel property)
    {
        if (!carried.TryGetValue(property, out var value))
        {
            carried.Add(property, value = new CarriedValue(property.Type, this));
        }

        return value;
    }

    /// <summary>The same, where a step has given it; null for one that is stored.</summary>
    public CarriedValue? Carried(PropertyModel property) => carried.GetValueOrDefault(property);

    /// <summary>How a navigation is followed; one that a question makes goes by the columns of its constraint.</summary>
    public NavigationStorage Way(NavigationModel navigation) => Storage.Holds(navigation) ? Storage.Of(navigation)
        : new DirectStorage([.. navigation.Constraint.Select(c => new ColumnPair(Column(c.Own), Column(c.Referenced)))]);

    /// <summary>Table of a type; of a type that a step has widened, that of the type before.</summary>
    public TypeStorage Table(StructuredTypeModel type) => Storage.Holds(type) ? Storage.Of(type)
        : Table(type.BaseType ?? throw new InvalidOperationException($"Rows of {type} are in no table."));

    /// <summary>From now on the rows that are computed once have this name, or none.</summary>
    /// <returns>The name they had before; null for none.</returns>
    public string? Share(RowSource source, string? name)
    {
        var before = Shared(source);
        shared[source] = name;
        return before;
    }

    /// <summary>Name of rows that are computed once; null where they have none.</summary>
    public string? Shared(RowSource source) => shared.GetValueOrDefault(source);

    /// <summary>From now on the variable stands for this row.</summary>
    public void Bind(RowVariable variable, RowBinding row) => rows[variable] = row;

    /// <summary>From now on the variable stands for this column.</summary>
    public void Bind(ValueVariable variable, string column) => values[variable] = column;

    /// <summary>The row of a variable.</summary>
    public RowBinding Row(RowVariable variable) => rows[variable];

    /// <summary>The row of an expression.</summary>
    public RowBinding Row(RowExpression row) => row switch
    {
        VariableRow variable => rows[variable.Variable],
        RelatedRow related => Row(related.From).Related(related.Navigation),
        ComplexRow complex => Row(complex.From).Complex(complex.Property),
        CastRow cast when Row(cast.From) is AnyRow any => any.As(cast.Type),
        CastRow cast => new GuardedRow(Row(cast.From), IsOf(Row(cast.From), cast.Type)),
        _ => throw new InvalidOperationException($"{row.GetType().Name} is no known row."),
    };

    /// <summary>The column of a variable.</summary>
    public string Value(ValueVariable variable) => values[variable];

    /// <summary>Condition that a row of a table is of a type or of one derived from it; null without a row.</summary>
    public string IsOf(RowBinding row, StructuredTypeModel type)
    {
        if (row is AnyRow any)
        {
            return any.IsOf(type);
        }

        var discriminator = Storage.Discriminator(type) ?? throw new InvalidOperationException($"Nothing tells which rows are of {type}.");
        var names = Parameters.Of(type, "types", NpgsqlDbType.Array | NpgsqlDbType.Text, () => discriminator.Values.Select(v => Text(v.Value)).ToArray());
        return $"({row.Column(discriminator.Column)}::text = any({names}))";
    }

    /// <summary>The name of a row's type where it is another than the declared one, else null; no text when no row can have another.</summary>
    public string? TypeName(RowBinding row, StructuredTypeModel declared)
    {
        if (Storage.Discriminator(declared) is not { Values.Count: > 1 } discriminator)
        {
            return null;
        }

        var names = discriminator.Values.Where(v => !declared.IsOrDerivesFrom(v.Type)).Select(v => $" when {SqlNames.Constant(Text(v.Value))} then {SqlNames.Constant(v.Type.Name)}");
        return $"(case {row.Column(discriminator.Column)}::text{string.Concat(names)} end)";
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>Condition that joins two rows; the columns' `From` side is <paramref name="start"/>'s.</summary>
    public static string Equal(RowBinding target, IReadOnlyList<ColumnPair> columns, RowBinding start) =>
        string.Join(" and ", columns.Select(c => $"{target.Column(c.To)} = {start.Column(c.From)}"));
}
