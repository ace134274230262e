using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>The value of one indicator in one cell of the lists.</summary>
/// <param name="Figure">The value; null where the cell prints neither it nor its marker.</param>
/// <param name="Year">The year printed with it.</param>
/// <param name="Repair">The rule that read it; null where none was needed.</param>
/// <param name="Detail">What was read instead of what.</param>
internal sealed record ListValue(Figure? Figure, ListYear? Year, RepairRule? Repair = null, string? Detail = null);

/// <summary>
/// Reads a cell of the lists: one value for each indicator of the row, behind the indicator's marker. The conversion lost
/// markers and values; what is left is read only where it can mean one thing.
/// </summary>
internal static partial class ListValues
{
    /// <summary>The values in the order of the indicators; null where the cell cannot be understood.</summary>
    /// <param name="cell">Cell as printed.</param>
    /// <param name="names">Marker and name of each indicator of the row.</param>
    public static IReadOnlyList<ListValue>? Read(string cell, IReadOnlyList<MarkedPiece> names)
    {
        var pieces = Dated(MarkedText.Split(cell));
        if (pieces is [{ Marker: null } only])
        {
            return names.Count == 1 ? [new ListValue(Value(only.Value, names[0]), only.Year)] : Unmarked(only, names);
        }

        if (pieces.Count == 0 || pieces[0].Marker is null)
        {
            return null;
        }

        var markers = names.Select(n => n.Marker).ToList();
        if (pieces.Count == names.Count && pieces.Exists(p => !markers.Contains(p.Marker)))
        {
            return [.. names.Select((n, i) => n.Marker == pieces[i].Marker
                ? new ListValue(Value(pieces[i].Value, n), pieces[i].Year)
                : new ListValue(Value(pieces[i].Value, n), pieces[i].Year, ListRepairs.WrongMarker, $"{n.Marker} read for {pieces[i].Marker}"))];
        }

        return pieces.TrueForAll(p => markers.Contains(p.Marker)) ? Marked(pieces, names) : null;
    }

    private static List<(string? Marker, string Value, ListYear? Year)> Dated(IReadOnlyList<MarkedPiece> pieces)
    {
        // The year behind the last value is the year of those before it that have none.
        var dated = new List<(string? Marker, string Value, ListYear? Year)>();
        ListYear? next = null;
        foreach (var piece in pieces.Reverse())
        {
            var (value, year) = ListYear.Split(piece.Text);
            next = year ?? next;
            dated.Insert(0, (piece.Marker, value, next));
        }

        return dated;
    }

    private static List<ListValue>? Unmarked((string? Marker, string Value, ListYear? Year) piece, IReadOnlyList<MarkedPiece> names)
    {
        if (piece.Value.All(TextFolding.IsDash))
        {
            return [.. names.Select(n => new ListValue(Value(piece.Value, n), piece.Year, ListRepairs.OneDashForAll, $"one {piece.Value} read for {names.Count} indicators"))];
        }

        var parts = piece.Value.Split(' ');
        return parts.Length == names.Count && Array.TrueForAll(parts, p => FigureReader.Read(p).Status is ValueStatus.Ok or ValueStatus.NotSet)
            ? [.. names.Select((n, i) => new ListValue(Value(parts[i], n), piece.Year, ListRepairs.MarkersLost, $"{parts[i]} read as {n.Marker} by its place in {piece.Value}"))]
            : null;
    }

    private static List<ListValue> Marked(List<(string? Marker, string Value, ListYear? Year)> pieces, IReadOnlyList<MarkedPiece> names)
    {
        var values = new List<ListValue>();
        for (var i = 0; i < names.Count; i++)
        {
            var at = pieces.FindIndex(p => p.Marker == names[i].Marker);
            if (at < 0)
            {
                values.Add(new ListValue(null, null));
                continue;
            }

            var piece = pieces[at];
            var nextIsMissing = i + 1 < names.Count && !pieces.Exists(p => p.Marker == names[i + 1].Marker);
            if (nextIsMissing && DashThenValue().Match(piece.Value) is { Success: true } two)
            {
                values.Add(new ListValue(Value(two.Groups["dash"].Value, names[i]), piece.Year));
                values.Add(new ListValue(
                    Value(two.Groups["value"].Value, names[++i]), piece.Year, ListRepairs.MarkerMissing, $"{two.Groups["value"].Value} read as {names[i].Marker}"));
            }
            else
            {
                values.Add(new ListValue(piece.Value.Length == 0 ? new Figure(piece.Marker!, ValueStatus.Lost) : Value(piece.Value, names[i]), piece.Year));
            }
        }

        return values;
    }

    /// <summary>A value; a label before it that is part of the indicator's name is no part of the value (`川崎病院 88.4%`).</summary>
    private static Figure Value(string text, MarkedPiece name)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && TextFolding.Comparable(name.Text).Contains(TextFolding.Comparable(text[..blank]), StringComparison.Ordinal)
            && FigureReader.Read(text[(blank + 1)..]) is { Status: ValueStatus.Ok } labelled
            && FigureReader.Read(text).Status == ValueStatus.Text
            ? labelled
            : FigureReader.Read(text);
    }

    [GeneratedRegex(@"^(?<dash>[-－—]) (?<value>\S.*)$")]
    private static partial Regex DashThenValue();
}
