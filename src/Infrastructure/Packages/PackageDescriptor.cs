using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>Writes `datapackage.json`: the Frictionless Data Package descriptor (specs.frictionlessdata.io, version 1).</summary>
internal static class PackageDescriptor
{
    /// <summary>Name of the descriptor's file.</summary>
    public const string FileName = "datapackage.json";

    /// <summary>Pattern of a natural key.</summary>
    public const string CodePattern = "^[a-z0-9.-]+$";

    /// <summary>Pattern of a list of integers, see <see cref="CellCodec.ListSeparator"/>.</summary>
    private const string ListPattern = "^[0-9]+(;[0-9]+)*$";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The descriptor of a package.</summary>
    /// <param name="schema">Its tables.</param>
    /// <param name="documents">The documents it was made from.</param>
    /// <param name="files">Bytes of every CSV file by name.</param>
    public static byte[] Write(PackageSchema schema, IEnumerable<Document> documents, IReadOnlyDictionary<string, byte[]> files)
    {
        var descriptor = new JsonObject
        {
            ["profile"] = "tabular-data-package",
            ["name"] = "kawasaki-plan",
            ["title"] = "川崎市総合計画・行財政改革プログラム 計画データ",
            ["titles"] = Both("川崎市総合計画・行財政改革プログラム 計画データ", "Kawasaki City comprehensive plan and administrative reform programme: plan data"),
            ["description"] = "Facts, names, labels, action items and figures stated in five public documents of Kawasaki City, each with its document and line. The documents' prose is not included.",
            ["homepage"] = "https://www.city.kawasaki.jp/",
            ["licenses"] = new JsonArray(new JsonObject
            {
                ["name"] = "CC-BY-4.0",
                ["path"] = "https://creativecommons.org/licenses/by/4.0/",
                ["title"] = "Creative Commons Attribution 4.0 (this compilation)",
            }),
            ["attribution"] = Both(
                "出典:川崎市の公表資料(sources に記載)を加工して作成",
                "Made by editing the public documents of Kawasaki City that are listed in sources"),
            ["sources"] = new JsonArray([.. documents.OrderBy(d => d.Code, StringComparer.Ordinal).Select(Source)]),
            ["contributors"] = new JsonArray(new JsonObject { ["title"] = "Kawasaki plan API", ["role"] = "wrangler" }),
            ["keywords"] = new JsonArray("総合計画", "実施計画", "行財政改革", "成果指標", "Kawasaki"),
            ["resources"] = new JsonArray([.. schema.Tables.Select(t => Resource(t, files[t.FileName]))]),
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(descriptor, Format), (byte)'\n'];
    }

    /// <summary>The hash of a file as the descriptor writes it.</summary>
    /// <param name="bytes">The whole file.</param>
    public static string Hash(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The table schema of one file.</summary>
    /// <param name="table">The table.</param>
    public static JsonObject TableSchema(PackageTable table)
    {
        var schema = new JsonObject
        {
            ["fields"] = new JsonArray([.. table.Columns.Select(c => Field(table, c))]),
            ["missingValues"] = new JsonArray(""),
            ["primaryKey"] = table.Key.Count == 1 ? table.Key[0].Name : new JsonArray([.. table.Key.Select(k => JsonValue.Create(k.Name))]),
        };
        if (table.References.Count > 0)
        {
            schema["foreignKeys"] = new JsonArray([.. table.References.Select(r => new JsonObject
            {
                ["fields"] = r.Column,
                ["reference"] = new JsonObject { ["resource"] = r.Table == table.Name ? "" : ResourceName(r.Table), ["fields"] = r.TargetColumn },
            })]);
        }

        return schema;
    }

    /// <summary>Name of a resource: Frictionless takes lower case only, so `fiscalAmounts` is `fiscal-amounts`.</summary>
    /// <param name="table">Name of the table.</param>
    public static string ResourceName(string table) => JsonNamingPolicy.KebabCaseLower.ConvertName(table);

    private static JsonObject Source(Document document) => new()
    {
        ["title"] = $"川崎市「{document.Title}」",
        ["code"] = document.Code,
        ["issued"] = document.IssuedLabel,
        ["fileName"] = document.FileName,
        ["sha256"] = document.Sha256,
    };

    private static JsonObject Resource(PackageTable table, byte[] bytes) => new()
    {
        ["profile"] = "tabular-data-resource",
        ["name"] = ResourceName(table.Name),
        ["path"] = table.FileName,
        ["set"] = table.Name,
        ["title"] = table.Text.Japanese,
        ["titles"] = Both(table.Text.Japanese, table.Text.English),
        ["format"] = "csv",
        ["mediatype"] = "text/csv",
        ["encoding"] = "utf-8",
        ["dialect"] = new JsonObject { ["delimiter"] = ",", ["lineTerminator"] = "\n", ["quoteChar"] = "\"", ["doubleQuote"] = true, ["header"] = true },
        ["bytes"] = bytes.Length,
        ["hash"] = Hash(bytes),
        ["schema"] = TableSchema(table),
    };

    private static JsonObject Field(PackageTable table, PackageColumn column)
    {
        var field = new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = TypeOf(column),
            ["title"] = column.Text.Japanese,
            ["titles"] = Both(column.Text.Japanese, column.Text.English),
        };
        AddText(field, column);
        if (Constraints(table, column) is { Count: > 0 } constraints)
        {
            field["constraints"] = constraints;
        }

        if (column.AllowedValues.Count > 0)
        {
            field["labels"] = new JsonObject([.. column.AllowedValues.Select(a => KeyValuePair.Create(a.Value, (JsonNode?)Both(a.Japanese, a.English)))]);
        }

        return field;
    }

    private static void AddText(JsonObject field, PackageColumn column)
    {
        var description = column.Text.Description;
        if (column.Kind == ColumnKind.IntegerList)
        {
            description = $"{description} Joined by `{CellCodec.ListSeparator}`.".TrimStart();
        }

        if (column.IsPrintedText)
        {
            description = $"{description} Empty where the document prints nothing.".TrimStart();
        }

        if (description.Length > 0)
        {
            field["description"] = description;
        }

        if (column.Text.Unit.Length > 0)
        {
            field["unit"] = column.Text.Unit;
        }
    }

    private static JsonObject Constraints(PackageTable table, PackageColumn column)
    {
        var constraints = new JsonObject();
        if (column is { IsRequired: true, IsPrintedText: false })
        {
            constraints["required"] = true;
        }

        if (table.Key.Count == 1 && table.Key[0] == column)
        {
            constraints["unique"] = true;
        }

        if (column.IsCode || column.Kind == ColumnKind.IntegerList)
        {
            constraints["pattern"] = column.IsCode ? CodePattern : ListPattern;
        }

        if (column.AllowedValues.Count > 0)
        {
            constraints["enum"] = new JsonArray([.. column.AllowedValues.Select(a => JsonValue.Create(a.Value))]);
        }

        if (column.Kind == ColumnKind.Integer && column.Minimum is { } minimum)
        {
            constraints["minimum"] = minimum;
        }

        if (column.Kind == ColumnKind.Integer && column.Maximum is { } maximum)
        {
            constraints["maximum"] = maximum;
        }

        return constraints;
    }

    private static string TypeOf(PackageColumn column) => column.Kind switch
    {
        ColumnKind.Text or ColumnKind.Vocabulary or ColumnKind.IntegerList => "string",
        ColumnKind.Integer => "integer",
        ColumnKind.Number => "number",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Date => "date",
        _ => throw new NotSupportedException($"column kind {column.Kind}"),
    };

    private static JsonObject Both(string japanese, string english) => new() { ["ja"] = japanese, ["en"] = english };
}
