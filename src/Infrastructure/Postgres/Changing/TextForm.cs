using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>A collection of scalars in an array, or an enumeration kept by name: given as text, since arrays of arrays have one length each.</summary>
/// <remarks>Source: PostgreSQL manual, section 8.15.6 (array input and output).</remarks>
internal sealed class TextForm(TypeReference type, ColumnStorage column) : StoredForm
{
    private readonly bool isByName = type.Enumeration is not null && JsonForm.IsText(column.StoreType);

    public override IReadOnlyList<StoredColumn> Columns { get; } = [new(column.Column, TypeReference.Of(PrimitiveKind.String), column.StoreType)];

    public override object? Nothing => type.IsCollection ? "{}" : null;

    public override object? Of(Literal given, object? before) => given.Value switch
    {
        null => null,
        IReadOnlyList<Literal> members => $"{{{string.Join(',', members.Select(m => m.Value is null ? "NULL" : Quoted(Text(m.Value))))}}}",
        var value => Text(value),
    };

    public override object? Read(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public override IEnumerable<object?> Cells(object? stored) => [stored];

    private string Text(object value) => value switch
    {
        long number when isByName => JsonForm.Names(type.Enumeration!, number),
        bool truth => truth ? "t" : "f",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        byte[] bytes => "\\x" + Convert.ToHexStringLower(bytes),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'+00'", CultureInfo.InvariantCulture),
        TimeSpan span => Interval(span),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // Days stay days, as the driver stores a single one; each part has its own sign.
    private static string Interval(TimeSpan span)
    {
        var (rest, sign) = (span - TimeSpan.FromDays(span.Days), span < TimeSpan.Zero ? "-" : "");
        var time = rest == TimeSpan.Zero && span.Days != 0 ? "" : sign + rest.ToString(@"hh\:mm\:ss\.FFFFFF", CultureInfo.InvariantCulture).TrimEnd('.');
        var days = span.Days == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{span.Days} day{(span.Days == 1 ? "" : "s")}");
        return $"{days} {time}".Trim();
    }

    // Quoted where the server would quote it, so that what is written looks like what is read.
    private static string Quoted(string text)
    {
        var isPlain = text.Length > 0 && !text.Equals("NULL", StringComparison.OrdinalIgnoreCase) && !text.Any(c => c is '{' or '}' or '"' or ',' or '\\' || char.IsWhiteSpace(c));
        if (isPlain)
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c is '"' or '\\' ? "\\" : "").Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
