using System.Text.Json.Nodes;
using Kawasaki.Api.Datasets;
using Kawasaki.Domain.Model;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Kawasaki.Api.OpenApi;

/// <summary>The whole sets below `/api/v1/datasets`, and what describes them.</summary>
/// <param name="model">The published model.</param>
internal sealed class DatasetPaths(PublishedModel model) : IDocumentFilter
{
    private const string Error = "Problem";
    private const string Tag = "Datasets";
    private const string ShortDescription = "集合の全件(分割なし)。 Every row of the set, never cut.";

    private readonly FileSets sets = new(model);

    // A file of 100,000 rows of the widest set is a tenth of it.
    private const int MaxFile = 1_000_000_000;
    private const int MaxSets = 100;

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var operations = new Operations(swaggerDoc);
        swaggerDoc.Components!.Schemas!.Add("DatasetIndex", Index());
        operations.Read(
            DatasetFormat.Root, "datasets", Tag, "データセットの一覧 / Every dataset", "集合ごとの件数、1行の単位、最終更新、形式とそのアドレス。 Rows, row unit, last change and forms of every set.", [], operations.Schema("DatasetIndex"), Error);
        foreach (var format in DatasetFormat.All.DistinctBy(f => f.Extension))
        {
            operations.Read(
                $"{DatasetFormat.Root}/{{set}}.{format.Extension}", $"dataset{Upper(format.Extension)}", Tag, $"{format.Japanese}でダウンロード / A whole set as {format.English}", Describe(format),
                [Set(s => DatasetFormat.Of(s).Contains(format)), .. DatasetQuestion.Parameters(format).Select(p => Parameter(operations, p))], Content(format), Error, format.MediaType);
        }

        operations.Read(
            $"{DatasetFormat.Root}/{{set}}.{DatasetFormat.MetadataExtension}", "datasetCsvMetadata", Tag, "CSVの列の記述 / What the columns of a CSV file are",
            "CSV on the Web (W3C)。型、日英の項目名、主キー、外部キー。 Types, labels in Japanese and English, keys, references.", [Set(_ => true)], Free("CSVW"), Error, CsvMetadata.ContentType);
        operations.Read(
            PackageFiles.DescriptorPath, "datasetPackage", Tag, "Data Package の記述 / Data Package descriptor",
            "すべてのCSVの表定義 (Frictionless Data Package)。 Table schemas of all CSV files, for Frictionless tools.", [], Free("Data Package"), Error, DataPackage.ContentType);
        operations.Read(
            PackageFiles.ZipPath, "datasetZip", Tag, "全データの一括ダウンロード / The whole database as one archive",
            "全CSV、README、Data Package、CSVW。すべて同じ時点。 Every CSV file with README, Data Package and CSVW, all of one state of the data.", [operations.Parameter("rest.at")], Schemas.Text("ZIP", MaxFile), Error, "application/zip");
    }

    private static string Describe(DatasetFormat format) =>
        format == DatasetFormat.Csv ? $"{ShortDescription} RFC 4180, UTF-8。`Link` に列の記述 (`describedby`) とライセンス。 `Link` leads to the description of the columns and to the licence. 文字列は登録どおり(`bom=true` を除く)。 Texts are exact, but with `bom=true`."
        : format == DatasetFormat.Xlsx ? $"{ShortDescription} 見出しに注記、項目の説明と出典のシート付き。 Notes at the header, sheets with the fields, the source and the terms."
        : format == DatasetFormat.JsonLd ? $"{ShortDescription} 各行は `/id/…` の識別子をもつ。 Rows are named by their persistent identifiers."
        : $"{ShortDescription} 出典・ライセンス・最終更新つき。 With source, licence and last change.";

    private static OpenApiSchema Content(DatasetFormat format) => format == DatasetFormat.Json || format == DatasetFormat.JsonLd ? Free(format.English) : Schemas.Text(format.English, MaxFile);

    private OpenApiParameter Set(Func<EntitySetModel, bool> isWanted) => Operations.Path(
        "set", "集合 / The set.", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. sets.All.Where(isWanted).Select(s => (JsonNode)s.Name)] });

    private static IOpenApiParameter Parameter(Operations operations, string name) => name switch
    {
        "bom" => Operations.Query(name, "Excel用: 先頭にBOM、数式とみなされる文字列の前に「'」 / For Excel: a byte order mark, and an apostrophe before texts that would run as formulas.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }),
        "lang" => Operations.Query(name, "見出しの言語。省略時はプロパティ名 / Words of the header; without it the names of the properties.", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["ja", "en"] }),
        _ => operations.Parameter("rest." + name),
    };

    private static OpenApiSchema Free(string description) => new() { Type = JsonSchemaType.Object, Description = description, AdditionalPropertiesAllowed = true, MaxProperties = MaxSets };

    private static OpenApiSchema Index()
    {
        var format = Schemas.Object("形式 / A form.", ("title", Both()), ("mediaType", Schemas.Text(most: 200)), ("url", Url()));
        var set = Schemas.Object(
            "データセット / A dataset.", ("name", Schemas.Text(most: 100)), ("title", Both()), ("rowUnit", Both()), ("rows", Schemas.Number(0, long.MaxValue, "件数 / Number of rows.")),
            ("columns", Schemas.Number(1, 1_000, "列数 / Number of columns.")), ("modified", Moment()), ("formats", Schemas.List(format, MaxSets)), ("csvMetadata", Url()));
        return Schemas.Object(
            "データセットの一覧 / Every dataset.", ("title", Both()), ("datasets", Schemas.List(set, MaxSets)), ("package", Schemas.Object("全データ / All sets together.", ("zip", Url()), ("datapackage", Url()))),
            ("url", Url()), ("attribution", Both()), ("licence", Schemas.Object("ライセンス / Licence.", ("name", Schemas.Text(most: 100)), ("url", Url()))), ("rights", Both()), ("publisher", Schemas.Text(most: 200)), ("modified", Moment()));
    }

    private static OpenApiSchema Both() => Schemas.Object("日本語と英語 / In both languages.", ("ja", Schemas.Text(most: 2_000)), ("en", Schemas.Text(most: 2_000)));

    private static OpenApiSchema Url() => Schemas.Text(most: 2_000);

    private static OpenApiSchema Moment() => Schemas.OrNull(new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", MaxLength = 40, Description = "最終更新 / Last change." });

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
