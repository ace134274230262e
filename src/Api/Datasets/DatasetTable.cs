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
    public IEnumerable<EntitySetModel> Targets => Columns.Select(c => c.Reference?.Target).OfType<EntitySetModel>().Where(t => t != Set).Distinct();

    /// <summary>The table of a set, or why its rows are no table.</summary>
    /// <param name="store">Knows where the values stand; nothing is asked of it.</param>
    /// <param name="set">The set.</param>
    public static Result<DatasetTable> Of(IReadStore store, EntitySetModel set)
    {
        var flat = FlatPlan.Of(DatasetPlan.Whole(set), Csv);
        if (!flat.IsOk)
        {
            return flat.Problem;
        }

        var layout = store.Prepare(flat.Value, new ReadOptions(RestRows.Stored, ReadOptions.Default.Deadline)).Layout;
        return new DatasetTable(set, [.. TableColumn.Of(flat.Value, layout).Select(c => new DatasetColumn(c, c.Property is { } p && set.Type.Key.Contains(p), Reference(set, c)))]);
    }

    private static NavigationModel? Reference(EntitySetModel set, TableColumn column) =>
        set.Type.Navigations.FirstOrDefault(n => n.Constraint is [var (own, referenced)] && own == column.Property && n.Target.Type.Key is [var key] && key == referenced);
}

/// <summary>A column of a table.</summary>
/// <param name="Table">Where its values stand, and what it shows.</param>
/// <param name="IsKey">Whether it is the key.</param>
/// <param name="Reference">The navigation whose target its values are codes of; null for all others.</param>
internal sealed record DatasetColumn(TableColumn Table, bool IsKey, NavigationModel? Reference)
{
    /// <summary>Pattern of a code.</summary>
    public const string CodePattern = "[a-z0-9.-]+";

    /// <summary>Name in the header.</summary>
    public string Name => Table.Value.Name;

    /// <summary>Type of its values.</summary>
    public TypeReference Type => Table.Value.Type;

    /// <summary>Names, description and unit.</summary>
    public ModelText Text => Table.Property?.Text ?? new ModelText("", "");

    /// <summary>The closed list of its values; empty where any is possible.</summary>
    public IReadOnlyList<AllowedValue> Allowed => Table.Property?.AllowedValues ?? [];

    /// <summary>Whether its values are codes of rows.</summary>
    public bool IsCode => Type.Is(PrimitiveKind.String) && (IsKey || Reference is not null);

    /// <summary>Whether no cell is empty. A text may be empty without being null, and an empty cell is all that a file can show of it.</summary>
    public bool IsRequired => !Type.IsNullable && !Type.IsCollection && (IsCode || Allowed.Count > 0 || !Type.Is(PrimitiveKind.String));
}
