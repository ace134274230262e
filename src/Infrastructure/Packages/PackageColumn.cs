using System.Reflection;
using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>How the cells of a column are written.</summary>
internal enum ColumnKind
{
    /// <summary>Text as it is.</summary>
    Text,

    /// <summary>One of a closed list of camelCase names.</summary>
    Vocabulary,

    /// <summary>Decimal digits, perhaps with a sign.</summary>
    Integer,

    /// <summary>Decimal digits with a point; the printed scale is kept.</summary>
    Number,

    /// <summary>`true` or `false`.</summary>
    Boolean,

    /// <summary>`yyyy-MM-dd`.</summary>
    Date,

    /// <summary>Integers joined by `;`, ascending; the empty cell is the empty list.</summary>
    IntegerList,
}

/// <summary>One column of a package file and the property of the row it holds.</summary>
internal sealed class PackageColumn
{
    /// <summary>Published name of the property, the header of the column.</summary>
    public required string Name { get; init; }

    /// <summary>How its cells are written.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>True when the cell must not be empty.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>True for a natural key or a reference to one: `[a-z0-9.-]` only.</summary>
    public required bool IsCode { get; init; }

    /// <summary>True for a text as the document prints it: the empty cell is the empty text, where the document prints nothing.</summary>
    public bool IsPrintedText => Kind == ColumnKind.Text && Name is "valueText" or "firstText" or "secondText";

    /// <summary>Names, description and unit for the reader.</summary>
    public required ModelText Text { get; init; }

    /// <summary>Values of a vocabulary; empty otherwise.</summary>
    public IReadOnlyList<AllowedValue> AllowedValues { get; init; } = [];

    /// <summary>The property of the row's class.</summary>
    public required PropertyInfo Property { get; init; }

    /// <summary>Type of the value in the row, without its `Nullable`.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>Smallest integer that can be meant; null without a limit.</summary>
    public int? Minimum => Text.Unit == FiscalYears.Unit ? FiscalYears.Earliest : Name is "line" or "page" or "number" or "order" or "lineCount" or "planPeriod" ? 1 : null;

    /// <summary>Largest integer that can be meant; null without a limit.</summary>
    public int? Maximum => Text.Unit == FiscalYears.Unit ? FiscalYears.Latest : null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Which fiscal years the documents can mean.</summary>
internal static class FiscalYears
{
    /// <summary>Unit of properties that hold a fiscal year.</summary>
    public const string Unit = "fiscal year";

    /// <summary>The oldest reference value of the documents is of the 1990s.</summary>
    public const int Earliest = 1990;

    /// <summary>The farthest projection of the documents is of the 2040s.</summary>
    public const int Latest = 2050;
}
