using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Api.Catalog;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Datasets;

/// <summary>Describes all CSV files together: the descriptor that Frictionless tools read.</summary>
/// <remarks>
/// Source: Data Package and Table Schema, version 1 (specs.frictionlessdata.io). Beside the package in `data/` that is loaded: that one lists what the documents state,
/// with sizes and hashes of files at rest; this one lists every set as it is now, and its paths lead to files made while they are sent.
/// </remarks>
internal static class DataPackage
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "datapackage.json";

    /// <summary>Media type.</summary>
    public const string ContentType = "application/json";

    /// <summary>The descriptor; its paths are relative to where it lies.</summary>
    /// <param name="tables">The files.</param>
    /// <param name="sources">The documents that the data is from.</param>
    /// <param name="terms">The terms.</param>
    public static JsonObject Of(IReadOnlyList<DatasetTable> tables, IReadOnlyList<SourceDocument> sources, FileTerms terms) => new()
    {
        ["profile"] = "tabular-data-package",
        ["name"] = "kawasaki-plan-data",
        ["id"] = terms.Address,
        ["title"] = PackageText.TitleJapanese,
        ["titles"] = FileTerms.Both(PackageText.TitleJapanese, PackageText.TitleEnglish),
        ["description"] = $"{PackageText.DescriptionEnglish} {PackageText.TextsEnglish} {Attribution.RightsEnglish}",
        ["homepage"] = terms.Address[..terms.Address.IndexOf(DatasetFormat.Root, StringComparison.Ordinal)] + "/",
        ["licenses"] = new JsonArray(new JsonObject { ["name"] = Name(terms.Options.LicenceName), ["path"] = terms.Options.Licence.AbsoluteUri, ["title"] = terms.Options.LicenceName }),
        ["attribution"] = FileTerms.Both(terms.Attribution.Japanese, terms.Attribution.English),
        ["rights"] = FileTerms.Both(Attribution.RightsJapanese, Attribution.RightsEnglish),
        ["sources"] = new JsonArray([.. sources.Select(s => new JsonObject { ["title"] = $"川崎市「{s.Title}」", ["code"] = s.Code })]),
        ["contributors"] = new JsonArray(new JsonObject { ["title"] = terms.Options.Publisher, ["role"] = "publisher" }),
        ["keywords"] = new JsonArray("総合計画", "実施計画", "行財政改革", "成果指標", "Kawasaki"),
        ["modified"] = terms.Modified.Length == 0 ? null : terms.Modified,
        ["resources"] = new JsonArray([.. tables.Select(t => Resource(t, tables))]),
    };

    // Frictionless takes lower case only: `fiscalAmounts` is `fiscal-amounts`.
    private static string ResourceName(EntitySetModel set) => JsonNamingPolicy.KebabCaseLower.ConvertName(set.Name);

    private static string Name(string licence) => licence.Replace(' ', '-');

    private static JsonObject Resource(DatasetTable table, IReadOnlyList<DatasetTable> tables)
    {
        var keys = table.Columns.Where(c => c.IsKey).ToList();
        var schema = new JsonObject
        {
            ["fields"] = new JsonArray([.. table.Columns.Select(c => Field(c, keys))]),
            ["missingValues"] = new JsonArray(""),
            ["primaryKey"] = keys is [var key] ? key.Name : new JsonArray([.. keys.Select(k => (JsonNode)k.Name)]),
        };
        var references = table.Columns.Where(c => c.Reference is { } r && tables.Any(t => t.Set == r)).ToList();
        if (references.Count > 0)
        {
            schema["foreignKeys"] = new JsonArray([.. references.Select(c => new JsonObject
            {
                ["fields"] = c.Name,
                ["reference"] = new JsonObject { ["resource"] = c.Reference == table.Set ? "" : ResourceName(c.Reference!), ["fields"] = c.Reference!.Type.Key[0].Name },
            })]);
        }

        return new JsonObject
        {
            ["profile"] = "tabular-data-resource",
            ["name"] = ResourceName(table.Set),
            ["path"] = $"{table.Set.Name}.csv",
            ["set"] = table.Set.Name,
            ["title"] = table.Set.Japanese,
            ["titles"] = FileTerms.Both(table.Set.Japanese, table.Set.English),
            ["description"] = RowUnit.English(table.Set),
            ["format"] = "csv",
            ["mediatype"] = "text/csv",
            ["encoding"] = "utf-8",
            ["dialect"] = new JsonObject { ["delimiter"] = ",", ["lineTerminator"] = "\r\n", ["quoteChar"] = "\"", ["doubleQuote"] = true, ["header"] = true },
            ["schema"] = schema,
        };
    }

    private static JsonObject Field(DatasetColumn column, List<DatasetColumn> keys)
    {
        var field = new JsonObject { ["name"] = column.Name, ["type"] = TypeOf(column.Type) };
        if (column.Type.Is(PrimitiveKind.DateTimeOffset))
        {
            // The default form has no fractions of a second.
            field["format"] = "any";
        }

        if (column.Text.Japanese.Length > 0)
        {
            field["title"] = column.Text.Japanese;
            field["titles"] = FileTerms.Both(column.Text.Japanese, column.Text.English);
        }

        var description = $"{column.Text.Description}{(column.Type.IsCollection ? " Joined by `;`." : "")}".TrimStart();
        if (description.Length > 0)
        {
            field["description"] = description;
        }

        if (column.Text.Unit.Length > 0)
        {
            field["unit"] = column.Text.Unit;
        }

        if (Constraints(column, keys) is { Count: > 0 } constraints)
        {
            field["constraints"] = constraints;
        }

        if (column.Allowed.Count > 0)
        {
            field["labels"] = new JsonObject([.. column.Allowed.Select(a => KeyValuePair.Create(a.Value, (JsonNode?)FileTerms.Both(a.Japanese, a.English)))]);
        }

        return field;
    }

    private static JsonObject Constraints(DatasetColumn column, List<DatasetColumn> keys)
    {
        var constraints = new JsonObject();
        if (column.IsRequired)
        {
            constraints["required"] = true;
        }

        if (keys is [var key] && key == column)
        {
            constraints["unique"] = true;
        }

        if (column.IsCode)
        {
            constraints["pattern"] = $"^{DatasetColumn.CodePattern}$";
        }

        if (column.Allowed.Count > 0 && !column.Type.IsCollection)
        {
            constraints["enum"] = new JsonArray([.. column.Allowed.Select(a => (JsonNode)a.Value)]);
        }

        return constraints;
    }

    private static string TypeOf(TypeReference type) => type.IsCollection ? "string" : type.Primitive switch
    {
        PrimitiveKind.Boolean => "boolean",
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 or PrimitiveKind.Int64 => "integer",
        PrimitiveKind.Decimal or PrimitiveKind.Single or PrimitiveKind.Double => "number",
        PrimitiveKind.Date => "date",
        PrimitiveKind.DateTimeOffset => "datetime",
        PrimitiveKind.TimeOfDay => "time",
        _ => "string",
    };
}

/// <summary>A document that the data is from.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">Its title.</param>
internal sealed record SourceDocument(string Code, string Title);
