using System.Text.Json.Nodes;
using Kawasaki.Api.Catalog;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Datasets;

/// <summary>Describes CSV files for programs: types, labels, keys and references of their columns.</summary>
/// <remarks>Source: W3C Metadata Vocabulary for Tabular Data (CSV on the Web), 17 December 2015. A reference can only name a table of the same group.</remarks>
/// <param name="addresses">Addresses that stand in files.</param>
internal sealed class CsvMetadata(PlanAddresses addresses)
{
    /// <summary>Media type.</summary>
    public const string ContentType = "application/csvm+json";

    /// <summary>The description of a group of files that lie beside each other.</summary>
    /// <param name="tables">The files: whatever one of them refers to is among them.</param>
    /// <param name="terms">Their terms.</param>
    public JsonObject Group(IReadOnlyList<DatasetTable> tables, FileTerms terms) => new()
    {
        ["@context"] = new JsonArray("http://www.w3.org/ns/csvw", new JsonObject { ["@language"] = "ja" }),
        ["dc:description"] = Both(PackageText.TextsJapanese, PackageText.TextsEnglish),
        ["dc:license"] = new JsonObject { ["@id"] = terms.Options.Licence.AbsoluteUri },
        ["dc:rights"] = Both(Attribution.RightsJapanese, Attribution.RightsEnglish),
        ["dc:bibliographicCitation"] = Both(terms.Attribution.Japanese, terms.Attribution.English),
        ["dc:publisher"] = terms.Options.Publisher,
        ["dc:modified"] = terms.Modified.Length == 0 ? null : new JsonObject { ["@value"] = terms.Modified, ["@type"] = "dateTime" },
        ["dialect"] = new JsonObject
        {
            ["encoding"] = "utf-8",
            ["header"] = true,
            ["headerRowCount"] = 1,
            ["delimiter"] = ",",
            ["quoteChar"] = "\"",
            ["doubleQuote"] = true,
            ["lineTerminators"] = new JsonArray("\r\n", "\n"),
        },
        ["tables"] = new JsonArray([.. tables.Select(t => Table(t, tables))]),
    };

    /// <summary>A table and all that its references lead to, itself first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="of">Gives the table of a set.</param>
    public static IReadOnlyList<DatasetTable> Closure(DatasetTable table, Func<EntitySetModel, DatasetTable?> of)
    {
        var found = new List<DatasetTable> { table };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(found[i].Targets.Where(t => found.TrueForAll(f => f.Set != t)).Select(of).OfType<DatasetTable>());
        }

        return found;
    }

    private JsonObject Table(DatasetTable table, IReadOnlyList<DatasetTable> tables)
    {
        var (set, keys) = (table.Set, table.Columns.Where(c => c.IsKey).Select(c => c.Name).ToList());
        var schema = new JsonObject
        {
            ["columns"] = new JsonArray([.. table.Columns.Select(c => Column(set, c))]),
            ["primaryKey"] = new JsonArray([.. keys.Select(k => (JsonNode)k)]),
        };
        if (set.Type.IsEntity)
        {
            schema["aboutUrl"] = $"{addresses.Rows(set)}{{{Variable(keys[0])}}}";
        }

        var references = table.Columns.Where(c => c.Reference is { } r && tables.Any(t => t.Set == r)).ToList();
        if (references.Count > 0)
        {
            schema["foreignKeys"] = new JsonArray([.. references.Select(c => new JsonObject
            {
                ["columnReference"] = c.Name,
                ["reference"] = new JsonObject { ["resource"] = $"{c.Reference!.Name}.csv", ["columnReference"] = c.Reference!.Type.Key[0].Name },
            })]);
        }

        return new JsonObject
        {
            ["url"] = $"{set.Name}.csv",
            ["dc:title"] = Both(set.Japanese, set.English),
            ["dc:description"] = Both(RowUnit.Japanese(set), RowUnit.English(set)),
            ["tableSchema"] = schema,
        };
    }

    private JsonObject Column(EntitySetModel set, DatasetColumn column)
    {
        // The header must be one of the titles; a name may not hold the slash of a nested value.
        var described = new JsonObject
        {
            ["name"] = Variable(column.Name),
            ["titles"] = column.Text.Japanese.Length == 0 ? column.Name
                : new JsonObject { ["ja"] = column.Text.Japanese, ["en"] = new JsonArray([.. new[] { column.Name, column.Text.English }.Distinct().Select(t => (JsonNode)t)]) },
            ["datatype"] = Datatype(column),
        };
        if (column.Type.IsCollection)
        {
            described["separator"] = ";";
        }

        if (column.IsRequired)
        {
            described["required"] = true;
        }

        if (column.Text.Description.Length > 0)
        {
            described["dc:description"] = column.Text.DescriptionJapanese.Length == 0 ? Text(column.Text.Description, "en") : Both(column.Text.DescriptionJapanese, column.Text.Description);
        }

        if (column.Text.Unit.Length > 0)
        {
            described["schema:unitText"] = column.Text.Unit;
        }

        if (set.Type.IsEntity && column.Table.Property is { } property && set.Type.Properties.Contains(property))
        {
            described["propertyUrl"] = addresses.Term(set, property);
        }

        if (column.Reference is { } reference)
        {
            described["valueUrl"] = $"{addresses.Rows(reference)}{{{Variable(column.Name)}}}";
        }

        return described;
    }

    private static JsonNode Datatype(DatasetColumn column) => column.Type.Primitive switch
    {
        _ when column.Allowed.Count > 0 => new JsonObject { ["base"] = "string", ["format"] = $"^({string.Join('|', column.Allowed.Select(a => a.Value))})$" },
        _ when column.IsCode => new JsonObject { ["base"] = "string", ["format"] = $"^{DatasetColumn.CodePattern}$" },
        PrimitiveKind.Boolean => "boolean",
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 or PrimitiveKind.Int64 => "integer",
        PrimitiveKind.Decimal => "decimal",
        PrimitiveKind.Single or PrimitiveKind.Double => "double",
        PrimitiveKind.Date => "date",
        PrimitiveKind.DateTimeOffset => "dateTime",
        PrimitiveKind.TimeOfDay => "time",
        _ => "string",
    };

    private static string Variable(string name) => name.Replace('/', '_');

    private static JsonArray Both(string japanese, string english) => [Text(japanese, "ja"), Text(english, "en")];

    private static JsonObject Text(string text, string language) => new() { ["@value"] = text, ["@language"] = language };
}
