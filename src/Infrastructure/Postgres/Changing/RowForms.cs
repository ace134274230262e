using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>How the rows of a set stand in their table: the columns of each property of every type of the set, and the one that tells the type.</summary>
internal sealed class RowForms
{
    private readonly Dictionary<PropertyModel, StoredForm> forms;
    private readonly EntitySetModel set;

    /// <summary>Takes the forms of a set that may be written.</summary>
    public RowForms(StorageMap storage, EntitySetModel set)
    {
        this.set = set;
        forms = set.Writing!.ByType.Keys.SelectMany(t => t.Properties).Distinct().ToDictionary(p => p, p => StoredForm.Of(p, storage.Of(p)));
        Discriminator = storage.Of(set.Type).Discriminator;
    }

    /// <summary>Every property that is read of a row.</summary>
    public IEnumerable<PropertyModel> Properties => forms.Keys;

    /// <summary>The column that tells the type; null when all rows are of one.</summary>
    public DiscriminatorStorage? Discriminator { get; }

    /// <summary>The form of a property.</summary>
    public StoredForm this[PropertyModel property] => forms[property];

    /// <summary>The columns of some properties, in order.</summary>
    public IEnumerable<StoredColumn> Columns(IEnumerable<PropertyModel> properties) => properties.SelectMany(p => forms[p].Columns);

    /// <summary>The cells of some properties of a row, in order.</summary>
    public IEnumerable<object?> Cells(StoredRow row, IEnumerable<PropertyModel> properties) => properties.SelectMany(p => forms[p].Cells(row[p]));

    /// <summary>Reads a row: its revision, the text of what tells its type, all columns.</summary>
    public StoredRow Read(NpgsqlDataReader reader)
    {
        var ordinal = Discriminator is null ? 1 : 2;
        var type = Discriminator is null ? set.Type : Discriminator.Values.First(v => Text(v.Value) == reader.GetString(1)).Type;
        var values = new Dictionary<PropertyModel, object?>(forms.Count);
        foreach (var (property, form) in forms)
        {
            values.Add(property, form.Read(reader, ordinal));
            ordinal += form.Columns.Count;
        }

        return new StoredRow([.. set.Type.Key.Select(k => new Literal(values[k], k.Type))], reader.GetInt64(0), values) { Type = type };
    }

    /// <summary>The text of what tells a type.</summary>
    public string TextOf(StructuredTypeModel type) => Text(Discriminator!.Values.First(v => v.Type == type).Value);

    private static string Text(object value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
}
