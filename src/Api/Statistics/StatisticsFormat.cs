using Kawasaki.Api.Datasets;

namespace Kawasaki.Api.Statistics;

/// <summary>A statistical form in which a set can be taken away.</summary>
/// <param name="Set">The set.</param>
/// <param name="Extension">End of its address, without the dot.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="Standard">Address of the standard.</param>
/// <param name="Japanese">Name for the reader, in Japanese.</param>
/// <param name="English">Name for the reader, in English.</param>
internal sealed record StatisticsFormat(string Set, string Extension, string MediaType, string Standard, string Japanese, string English)
{
    private const string Facts = "indicatorFacts";

    /// <summary>SDMX-CSV 2.0.</summary>
    public static StatisticsFormat SdmxCsv { get; } = new(
        Facts, "sdmx.csv", "application/vnd.sdmx.data+csv;version=2.0.0", "https://github.com/sdmx-twg/sdmx-csv", "SDMX-CSV 2.0", "SDMX-CSV 2.0");

    /// <summary>SDMX-JSON data message 2.0.</summary>
    public static StatisticsFormat SdmxJson { get; } = new(
        Facts, "sdmx.json", "application/vnd.sdmx.data+json;version=2.0.0", "https://github.com/sdmx-twg/sdmx-json", "SDMX-JSON 2.0", "SDMX-JSON 2.0");

    /// <summary>SDMX-ML 2.1, generic data.</summary>
    public static StatisticsFormat SdmxMl { get; } = new(
        Facts, "sdmx.xml", "application/vnd.sdmx.genericdata+xml;version=2.1", "https://github.com/sdmx-twg/sdmx-ml", "SDMX-ML 2.1(generic)", "SDMX-ML 2.1 (generic data)");

    /// <summary>JSON-stat 2.0.</summary>
    public static StatisticsFormat JsonStat { get; } = new(Facts, "jsonstat.json", "application/json", "https://json-stat.org/full/", "JSON-stat 2.0", "JSON-stat 2.0");

    /// <summary>IATI 2.03 activities.</summary>
    public static StatisticsFormat Iati { get; } = new(
        "measures", "iati.xml", "application/xml", "https://iatistandard.org/en/iati-standard/203/", "IATI 2.03(成果指標)", "IATI 2.03 activities with results")
    {
        MadeOf = ["measures", "policies", "plans", "indicators", "observations", "wards", "documents"],
    };

    /// <summary>Every form.</summary>
    public static IReadOnlyList<StatisticsFormat> All { get; } = [SdmxCsv, SdmxJson, SdmxMl, JsonStat, Iati];

    /// <summary>Names of the sets whose rows stand in it: the last change of any of them is that of the file.</summary>
    public IReadOnlyList<string> MadeOf { get; private init; } = [Set];

    /// <summary>Name of the file.</summary>
    public string FileName => $"{Set}.{Extension}";

    /// <summary>Its path.</summary>
    public string Path => $"{DatasetFormat.Root}/{FileName}";
}
