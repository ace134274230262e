using Kawasaki.Api.Catalog;
using Kawasaki.Api.Statistics;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Kawasaki.Api.OpenApi;

/// <summary>The catalogue, and the statistical files below `/api/v1/datasets`.</summary>
internal sealed class StatisticsPaths : IDocumentFilter
{
    private const string Error = "Problem";
    private const string Tag = "Datasets";

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var operations = new Operations(swaggerDoc);
        foreach (var (end, id, mediaType) in new[] { ("", "catalog", JsonLdWriter.MediaType), (".jsonld", "catalogJsonLd", JsonLdWriter.MediaType), (".ttl", "catalogTurtle", TurtleWriter.MediaType) })
        {
            operations.Read(
                CatalogReader.Path + end, id, Tag, "全データのカタログ / Catalogue of all data",
                "DCAT-AP 3。すべての集合とそのファイル、サービス、原資料、ライセンス。 Every set with all its files, the services, the documents behind them, the licence. 拡張子なしの場合は `Accept` で選択。 Without an ending `Accept` decides.",
                [], Schemas.Text("DCAT-AP 3.0.1"), Error, mediaType);
        }

        foreach (var format in StatisticsFormat.All)
        {
            operations.Read(
                format.Path, "statistics" + string.Concat(format.Extension.Split('.').Select(p => char.ToUpperInvariant(p[0]) + p[1..])), Tag, $"{format.Japanese} / {format.English}",
                $"{About(format)} 年度は `2022-A1`、`REPORTING_YEAR_START_DAY` は `--04-01`。 Standard: {format.Standard}", [operations.Parameter("rest.at")], Schemas.Text(format.English), Error, format.MediaType);
        }
    }

    private static string About(StatisticsFormat format) => format == StatisticsFormat.Iati
        ? "施策ごとの成果指標とその計画策定時の値・目標値・実績値。 One activity for each measure, with the results of its indicators."
        : "指標の全数値。数値のないものも原文とともに収める。 Every figure of every indicator, those without a number too, with the text as printed.";
}
