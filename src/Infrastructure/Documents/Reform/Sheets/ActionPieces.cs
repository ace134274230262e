using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>A piece of an action list: a year head, a heading of a group, or an item.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Text without its bullet; empty for a year head.</param>
/// <param name="Mark">The year head.</param>
/// <param name="Repairs">Repairs made to the text.</param>
internal sealed record ActionPiece(
    int Line, ActionPieceKind Kind, string Text, YearMark? Mark, IReadOnlyList<(RepairRule Rule, string Detail)> Repairs);

/// <summary>What a piece is.</summary>
internal enum ActionPieceKind
{
    /// <summary>【R04（2022）】.</summary>
    YearHead,

    /// <summary>●, ■, 【ソフト面】, &lt;保管所運営&gt;.</summary>
    Group,

    /// <summary>①: a group if a year head follows, an item otherwise.</summary>
    Circled,

    /// <summary>An action.</summary>
    Item,
}

/// <summary>
/// Takes the cells of an action list apart. A paragraph is one piece, or several if it holds bullets or a year head.
/// A list (ul) was flattened by the conversion: with bullets it is cut at them, without bullets at its blanks.
/// </summary>
internal static partial class ActionPieces
{
    /// <summary>The pieces of a cell.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="cell">Cell with its bits of HTML.</param>
    public static IEnumerable<ActionPiece> Read(int line, string cell)
    {
        var start = 0;
        var inList = false;
        foreach (Match tag in BlockTag().Matches(cell).Append(null!))
        {
            foreach (var piece in ReadBlock(line, cell[start..(tag?.Index ?? cell.Length)], inList))
            {
                yield return piece;
            }

            inList = tag is not null && tag.Value.StartsWith("<ul", StringComparison.Ordinal);
            start = tag is null ? cell.Length : tag.Index + tag.Length;
        }
    }

    private static IEnumerable<ActionPiece> ReadBlock(int line, string block, bool inList)
    {
        foreach (var (mark, part) in YearMark.Cut(TextFolding.Collapse(block)))
        {
            if (mark is not null)
            {
                yield return new ActionPiece(line, ActionPieceKind.YearHead, "", mark, []);
                continue;
            }

            foreach (var item in Items(part, inList))
            {
                yield return ToPiece(line, item);
            }
        }
    }

    private static IEnumerable<BulletItem> Items(string text, bool inList)
    {
        var items = BulletList.Split(text).ToList();
        return inList && items is [{ Marker: null, Text: var only }]
            ? BlankBetweenItems().Split(only).Select(t => new BulletItem(null, t))
            : items;
    }

    private static ActionPiece ToPiece(int line, BulletItem item)
    {
        var (joined, letters) = SheetRepairs.JoinSpacedLetters(item.Text);
        var (text, particle) = SheetRepairs.ReadOfAsNo(joined);
        var repairs = new List<(RepairRule, string)>();
        if (letters is not null)
        {
            repairs.Add((SheetRepairs.SpacedLetters, letters));
        }

        if (particle is not null)
        {
            repairs.Add((SheetRepairs.OfForNo, particle));
        }

        var kind = item.Marker switch
        {
            '●' or '■' => ActionPieceKind.Group,
            null when GroupName().IsMatch(text) => ActionPieceKind.Group,
            null when Circled().IsMatch(text) => ActionPieceKind.Circled,
            _ => ActionPieceKind.Item,
        };
        return new ActionPiece(line, kind, text, null, repairs);
    }

    [GeneratedRegex(@"</?(?:p|ul)(?:\s[^<>]*)?>")]
    private static partial Regex BlockTag();

    // A blank beside a Latin word or before a closing など belongs to the item.
    [GeneratedRegex("(?<![A-Za-z]) (?![A-Za-z]|など$)")]
    private static partial Regex BlankBetweenItems();

    [GeneratedRegex("^(?:【[^】]+】|<[^<>]+>)$")]
    private static partial Regex GroupName();

    [GeneratedRegex("^[①-⑳]")]
    private static partial Regex Circled();
}
