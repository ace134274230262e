using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Datasets;

/// <summary>A form in which a whole set can be taken away: one file for each set.</summary>
/// <param name="Extension">End of its address, without the dot.</param>
/// <param name="MediaType">Media type without parameters.</param>
/// <param name="Japanese">Name for the reader, in Japanese.</param>
/// <param name="English">Name for the reader, in English.</param>
internal sealed record DatasetFormat(string Extension, string MediaType, string Japanese, string English)
{
    /// <summary>Path of the index of all sets, without a last slash.</summary>
    public const string Root = RestEndpoints.Root + "/datasets";

    /// <summary>End of the address of the description of a CSV file, without the first dot.</summary>
    public const string MetadataExtension = "csv-metadata.json";

    /// <summary>Comma-separated values.</summary>
    public static DatasetFormat Csv { get; } = new("csv", "text/csv", "CSV(UTF-8)", "CSV (UTF-8)");

    /// <summary>The same with a byte order mark, which Excel needs to see that it is UTF-8.</summary>
    public static DatasetFormat CsvForExcel { get; } = new("csv", "text/csv", "CSV(Excel用、BOM付きUTF-8)", "CSV for Excel (UTF-8 with byte order mark)") { Query = "?bom=true" };

    /// <summary>A workbook.</summary>
    public static DatasetFormat Xlsx { get; } = new("xlsx", XlsxFormat.MediaType, "Excelブック(XLSX)", "Excel workbook (XLSX)");

    /// <summary>JSON.</summary>
    public static DatasetFormat Json { get; } = new("json", "application/json", "JSON", "JSON");

    /// <summary>JSON for linked data.</summary>
    public static DatasetFormat JsonLd { get; } = new("jsonld", "application/ld+json", "JSON-LD", "JSON-LD");

    /// <summary>Every form, in the order of lists.</summary>
    public static IReadOnlyList<DatasetFormat> All { get; } = [Csv, CsvForExcel, Xlsx, Json, JsonLd];

    /// <summary>The forms of a set: rows without an address are no linked data.</summary>
    /// <param name="set">The set.</param>
    public static IEnumerable<DatasetFormat> Of(EntitySetModel set) => All.Where(f => f != JsonLd || set.Type.IsEntity);

    /// <summary>What follows the path; empty for most.</summary>
    public string Query { get; private init; } = "";

    /// <summary>Path and query of a set in this form.</summary>
    /// <param name="set">The set.</param>
    public string PathOf(EntitySetModel set) => $"{Root}/{set.Name}.{Extension}{Query}";

    /// <summary>Path of the description of the CSV file of a set (CSV on the Web).</summary>
    /// <param name="set">The set.</param>
    public static string MetadataPathOf(EntitySetModel set) => $"{Root}/{set.Name}.{MetadataExtension}";
}
