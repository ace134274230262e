using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>A set as a flat table: its columns are those of its CSV file, since they come from the same question.</summary>
/// <param name="Set">The set.</param>
/// <param name="Columns">The columns.</param>
internal sealed record DatasetTable(EntitySetModel Set, IReadOnlyList<DatasetColumn> Columns)
{
    /// <summary>Plain values and the header, exactly as they are: what the descriptions describe.</summary>
    public static CsvFormat Csv { get; } = new(HasHeader: true, HasByteOrderMark: false) { IsExact = true };

    /// <summary>The sets whose rows its columns name, itself left out.</summary>
    public IEnumerable<EntitySetModel> Targets => Columns.Select(c => c.Reference).OfType<EntitySetModel>().Where(t => t != Set).Distinct();

    /// <summary>The table of a set, or why its rows are no table.</summary>
    /// <param name="store">Knows where the values stand; nothing is asked of it.</param>
    /// <param name="whole">The question for all of its rows.</param>
    public static Result<DatasetTable> Of(IReadStore store, ReadPlan whole)
    {
        var flat = FlatPlan.Of(whole, Csv);
        if (!flat.IsOk)
        {
            return flat.Problem;
        }

        var layout = store.Prepare(flat.Value, new ReadOptions(RestRows.Stored, ReadOptions.Default.Deadline)).Layout;
        return new DatasetTable(whole.Set, [.. TableColumn.Of(flat.Value, layout).Select(c => new DatasetColumn(c, c.Property is { } p && whole.Set.Type.Key.Contains(p)))]);
    }
}

/// <summary>A column of a table.</summary>
/// <param name="Table">Where its values stand, and what it shows.</param>
/// <param name="IsKey">Whether it is the key or a part of it.</param>
internal sealed record DatasetColumn(TableColumn Table, bool IsKey)
{
    // Such a code is of the set that the column beside it names, and so no reference to one file.
    private const string OfAnySet = "subjectCode";

    /// <summary>Pattern of a code.</summary>
    public const string CodePattern = "[a-z0-9.-]+";

    /// <summary>Name in the header.</summary>
    public string Name => Table.Value.Name;

    /// <summary>Type of its values.</summary>
    public TypeReference Type => Table.Value.Type;

    /// <summary>Names, description and unit.</summary>
    public ModelText Text => Table.Property is not { } property ? new ModelText("", "")
        : property.Name != OfAnySet || property.Text.Description.Length > 0 ? property.Text
        : property.Text with
        {
            Description = "Code of a row of the set that subjectKind names. Rows of several sets are meant, so it is no foreign key of one file.",
            DescriptionJapanese = "subjectKind に示す集合の行のコードです。複数の集合を指すため、特定のファイルへの外部キーではありません。",
        };

    /// <summary>The set that its values are codes of; null where they are none, or of several sets.</summary>
    public EntitySetModel? Reference => Table.Property?.Reference;

    /// <summary>The closed list of its values; empty where any is possible.</summary>
    public IReadOnlyList<AllowedValue> Allowed => Table.Property?.AllowedValues ?? [];

    /// <summary>Whether its values are codes of rows.</summary>
    public bool IsCode => Type.Is(PrimitiveKind.String) && (IsKey || Reference is not null);

    /// <summary>Whether no cell is empty. A text may be empty without being null, and an empty cell is all that a file can show of it.</summary>
    public bool IsRequired => !Type.IsNullable && !Type.IsCollection && (IsCode || Allowed.Count > 0 || !Type.Is(PrimitiveKind.String));
}
