namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>A form of flat rows.</summary>
/// <param name="ContentType">Media type of an answer in it.</param>
/// <param name="Extension">Of its file name, with the dot.</param>
internal abstract record TableFormat(string ContentType, string Extension);

/// <summary>Comma-separated values.</summary>
/// <remarks>Source: RFC 4180; the parameter `bom` is ours: the mark helps Excel and breaks machines, so it comes only when asked for.</remarks>
/// <param name="HasHeader">Whether the first line holds the names of the columns.</param>
/// <param name="HasByteOrderMark">Whether the file begins with U+FEFF.</param>
internal sealed record CsvFormat(bool HasHeader, bool HasByteOrderMark) : TableFormat(
    "text/csv;charset=utf-8;header=" + (HasHeader ? "present" : "absent") + (HasByteOrderMark ? ";bom=true" : ""), ".csv")
{
    /// <summary>Whether texts stand as they are, also those that a spreadsheet would run as a formula: for programs.</summary>
    public bool IsExact { get; init; }
}

/// <summary>An Office Open XML workbook.</summary>
internal sealed record XlsxFormat() : TableFormat(MediaType, ".xlsx")
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
