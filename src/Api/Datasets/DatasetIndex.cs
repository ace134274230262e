using System.Text.Json.Nodes;
using Kawasaki.Api.Statistics;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Datasets;

/// <summary>`GET /api/v1/datasets`: every set that can be taken away whole, how large it is, and in which forms.</summary>
internal static class DatasetIndex
{
    /// <summary>The document.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="rows">Rows of each.</param>
    /// <param name="fresh">When each last changed.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="service">Address of the service, without a last slash.</param>
    public static JsonObject Of(IReadOnlyList<EntitySetModel> sets, IReadOnlyDictionary<EntitySetModel, long> rows, Freshness fresh, FileTerms terms, string service)
    {
        var index = new JsonObject
        {
            ["title"] = FileTerms.Both(PackageText.TitleJapanese, PackageText.TitleEnglish),
            ["datasets"] = new JsonArray([.. sets.Select(s => Set(s, rows[s], terms with { Change = fresh.Of(s) }, service))]),
            ["package"] = new JsonObject
            {
                ["zip"] = $"{service}{PackageFiles.ZipPath}",
                ["datapackage"] = $"{service}{PackageFiles.DescriptorPath}",
            },
        };
        terms.AddTo(index);
        return index;
    }

    private static JsonObject Set(EntitySetModel set, long rows, FileTerms terms, string service) => new()
    {
        ["name"] = set.Name,
        ["title"] = FileTerms.Both(set.Japanese, set.English),
        ["rowUnit"] = RowUnit.Of(set),
        ["rows"] = rows,
        ["columns"] = set.Type.Properties.Count,
        ["modified"] = terms.Modified.Length == 0 ? null : terms.Modified,
        ["formats"] = new JsonArray([.. DatasetFormat.Of(set).Select(f => new JsonObject
        {
            ["title"] = FileTerms.Both(f.Japanese, f.English), ["mediaType"] = f.MediaType, ["url"] = $"{service}{f.PathOf(set)}",
        }), .. StatisticsFormat.All.Where(f => f.Set == set.Name).Select(f => new JsonObject
        {
            ["title"] = FileTerms.Both(f.Japanese, f.English), ["mediaType"] = f.MediaType, ["url"] = $"{service}{f.Path}",
        })]),
        ["csvMetadata"] = $"{service}{DatasetFormat.MetadataPathOf(set)}",
    };
}
