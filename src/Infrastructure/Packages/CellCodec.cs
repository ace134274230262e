using System.Globalization;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>Turns the value of a property into the text of a cell and back.</summary>
/// <remarks>Null is the empty cell; so is the empty text of a column that holds what the document prints. The text is canonical: what <see cref="TryRead"/> takes, <see cref="Write"/> gives back.</remarks>
internal static class CellCodec
{
    /// <summary>Between the members of a list.</summary>
    public const char ListSeparator = ';';

    private const NumberStyles NumberStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>The text of a value; null for the empty cell.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">Value of the property.</param>
    public static string? Write(PackageColumn column, object? value) => value switch
    {
        null => null,
        "" when column.IsPrintedText => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum member => Word(member),
        IReadOnlyList<int> { Count: 0 } => null,
        IReadOnlyList<int> list => string.Join(ListSeparator, list.Select(i => i.ToString(CultureInfo.InvariantCulture))),
        _ => throw new NotSupportedException($"column {column.Name} holds a {value.GetType().Name}"),
    };

    /// <summary>The value of a vocabulary as it is published.</summary>
    /// <param name="member">The member.</param>
    public static string Word(Enum member) => PublishedNames.CamelCase(member.ToString());

    /// <summary>Reads the text of a cell.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cell">Text; null for the empty cell.</param>
    /// <param name="value">Value of the property.</param>
    /// <returns>False when the text is not of the column's type, see <see cref="Expected"/>.</returns>
    public static bool TryRead(PackageColumn column, string? cell, out object? value)
    {
        value = null;
        if (cell is null)
        {
            value = column.Kind == ColumnKind.IntegerList ? Array.Empty<int>() : column.IsPrintedText ? "" : null;
            return !column.IsRequired || column.IsPrintedText;
        }

        value = column.Kind switch
        {
            ColumnKind.Text => cell,
            ColumnKind.Boolean => cell switch { "true" => true, "false" => false, _ => null },
            ColumnKind.Integer => int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            ColumnKind.Number => decimal.TryParse(cell, NumberStyle, CultureInfo.InvariantCulture, out var number) ? number : null,
            ColumnKind.Date => DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            ColumnKind.Vocabulary => ReadVocabulary(column, cell),
            ColumnKind.IntegerList => ReadList(cell),
            _ => throw new NotSupportedException($"column kind {column.Kind}"),
        };
        return value is not null && Write(column, value) == cell;
    }

    /// <summary>What a cell of the column must look like, in words.</summary>
    /// <param name="column">The column.</param>
    public static string Expected(PackageColumn column) => column.Kind switch
    {
        ColumnKind.Text => "a text",
        ColumnKind.Vocabulary => "one of " + string.Join(", ", column.AllowedValues.Select(a => a.Value)),
        ColumnKind.Integer => "an integer such as 2025",
        ColumnKind.Number => "a number such as 63.5",
        ColumnKind.Boolean => "true or false",
        ColumnKind.Date => "a date such as 2025-04-01",
        ColumnKind.IntegerList => $"integers joined by {ListSeparator}",
        _ => throw new NotSupportedException($"column kind {column.Kind}"),
    };

    private static object? ReadVocabulary(PackageColumn column, string cell) =>
        column.AllowedValues.Any(a => a.Value == cell) && Enum.TryParse(column.ValueType, cell, ignoreCase: true, out var member) ? member : null;

    private static int[]? ReadList(string cell)
    {
        var parts = cell.Split(ListSeparator);
        var list = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out list[i]))
            {
                return null;
            }
        }

        return list;
    }
}
