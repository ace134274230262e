using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>A package as it was read: every row with its place, and every place that could not be read. Judged by the rules, not here.</summary>
internal sealed class PackageContent
{
    private readonly Dictionary<string, TableContent> tablesByName;

    private PackageContent(PackageFiles files, JsonObject? descriptor, string? descriptorFault, IReadOnlyList<TableContent> tables)
    {
        (Files, Descriptor, DescriptorFault, Tables) = (files, descriptor, descriptorFault, tables);
        tablesByName = tables.ToDictionary(t => t.Table.Name);
    }

    /// <summary>The bytes.</summary>
    public PackageFiles Files { get; }

    /// <summary>The descriptor; null when it is missing or no JSON object.</summary>
    public JsonObject? Descriptor { get; }

    /// <summary>Why the descriptor could not be read; null when it could or is missing.</summary>
    public string? DescriptorFault { get; }

    /// <summary>Every table of the schema, those whose file is missing included.</summary>
    public IReadOnlyList<TableContent> Tables { get; }

    /// <summary>Reads every file.</summary>
    /// <param name="schema">The tables expected.</param>
    /// <param name="files">The bytes.</param>
    public static PackageContent Read(PackageSchema schema, PackageFiles files)
    {
        var (descriptor, fault) = ReadDescriptor(files);
        return new PackageContent(files, descriptor, fault, [.. schema.Tables.Select(t => TableContent.Read(t, files.Files.GetValueOrDefault(t.FileName)))]);
    }

    /// <summary>The content of the table with that name; it must exist.</summary>
    /// <param name="name">Name of the table.</param>
    public TableContent Table(string name) => tablesByName[name];

    /// <summary>Every well-read row of a class, with its place.</summary>
    /// <typeparam name="T">Class of the rows.</typeparam>
    public IEnumerable<(PackageRow Place, T Row)> Rows<T>()
        where T : class =>
        Tables.First(t => t.Table.RowType == typeof(T)).Rows.Where(r => r.Entity is T).Select(r => (r, (T)r.Entity!));

    /// <summary>The rows without their places.</summary>
    public PlanData ToPlanData()
    {
        var data = new PlanData();
        foreach (var table in Tables)
        {
            var rows = table.Table.RowsOf(data);
            foreach (var row in table.Rows.Where(r => r.Entity is not null))
            {
                rows.Add(row.Entity);
            }
        }

        return data;
    }

    private static (JsonObject? Descriptor, string? Fault) ReadDescriptor(PackageFiles files)
    {
        if (!files.Files.TryGetValue(PackageDescriptor.FileName, out var bytes))
        {
            return (null, null);
        }

        try
        {
            return JsonNode.Parse(bytes) is JsonObject descriptor ? (descriptor, null) : (null, "found something else than a JSON object");
        }
        catch (JsonException e)
        {
            return (null, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: not JSON");
        }
        catch (ArgumentException e)
        {
            return (null, $"not JSON: {e.Message}");
        }
    }
}

/// <summary>One row of a package with its place.</summary>
/// <param name="Table">The table.</param>
/// <param name="Number">1-based data row.</param>
/// <param name="Line">1-based line of the file.</param>
/// <param name="Cells">Cells as written; null is the empty cell. Not always as many as the table has columns.</param>
/// <param name="Entity">The row; null when a cell could not be read.</param>
internal sealed record PackageRow(PackageTable Table, int Number, int Line, IReadOnlyList<string?> Cells, object? Entity)
{
    /// <summary>True when the row has a cell for each column.</summary>
    public bool IsComplete => Cells.Count == Table.Columns.Count;

    /// <summary>The key's cells; null when the row is not complete or a key cell is empty.</summary>
    public string? Key => IsComplete && Table.Key.All(k => Cells[Table.IndexOf(k.Name)] is not null)
        ? string.Join(',', Table.Key.Select(k => Cells[Table.IndexOf(k.Name)]))
        : null;

    /// <summary>The cell under a header; null when empty or not there.</summary>
    /// <param name="column">Header of the column.</param>
    public string? Cell(string column) => Table.IndexOf(column) is var index && index < Cells.Count ? Cells[index] : null;

    /// <summary>A finding about a cell of this row.</summary>
    /// <param name="code">Error code.</param>
    /// <param name="column">Header of the column.</param>
    /// <param name="message">What was found and what was expected.</param>
    public Problem Finding(ErrorCode code, string column, FormattableString message) =>
        new(code, FormattableString.Invariant($"{Table.FileName}, row {Number} (line {Line}), column {column}: {FormattableString.Invariant(message)}"), $"{Table.FileName}:{Number}:{column}");

    /// <summary>A finding about the whole row.</summary>
    /// <param name="code">Error code.</param>
    /// <param name="message">What was found and what was expected.</param>
    public Problem Finding(ErrorCode code, FormattableString message) =>
        new(code, FormattableString.Invariant($"{Table.FileName}, row {Number} (line {Line}): {FormattableString.Invariant(message)}"), $"{Table.FileName}:{Number}");
}
