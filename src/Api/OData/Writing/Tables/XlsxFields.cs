using System.Globalization;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>The sheet that describes the columns: names, types, units, closed lists of values.</summary>
internal static class XlsxFields
{
    /// <summary>Its lines, the header first.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="cutTexts">How many texts were longer than a cell can hold.</param>
    public static IEnumerable<IReadOnlyList<string>> Lines(IReadOnlyList<TableColumn> columns, int cutTexts)
    {
        yield return ["field", "項目名", "name", "type", "unit", "description", "説明", "values"];
        foreach (var column in columns)
        {
            var text = column.Property?.Text ?? new ModelText("", "");
            yield return
            [
                column.Value.Name, text.Japanese, text.English, Type(column.Value.Type), Unit(column, text), text.Description, text.DescriptionJapanese,
                string.Join("; ", column.Property?.AllowedValues.Select(v => $"{v.Value} = {v.Japanese} ({v.English})") ?? []),
            ];
        }

        if (cutTexts > 0)
        {
            yield return [];
            yield return [string.Create(CultureInfo.InvariantCulture, $"{cutTexts} texts are longer than the 32,767 characters of a cell and end in '…'. CSV and JSON have them whole.")];
        }
    }

    private static string Type(TypeReference type) =>
        type.Is(PrimitiveKind.DateTimeOffset) ? "DateTimeOffset (UTC)" : type.ToString().Replace("Edm.", "", StringComparison.Ordinal).Replace("self.", "", StringComparison.Ordinal);

    /// <summary>The unit of the values of a column; of one that differs by row, the column beside it in which it stands.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">What is said of it.</param>
    public static string Unit(TableColumn column, ModelText text) =>
        text.UnitPath.Length == 0 ? text.Unit
        : "→ " + (column.Value.Name.LastIndexOf('/') is var slash and >= 0 ? column.Value.Name[..(slash + 1)] : "") + text.UnitPath;
}
