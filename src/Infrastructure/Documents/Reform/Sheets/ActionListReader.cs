namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>One action of a sheet.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Group">Heading of its group; null for none.</param>
/// <param name="Mark">Year head it stands under.</param>
/// <param name="Text">Text without its bullet.</param>
/// <param name="Repairs">Repairs made to it.</param>
internal sealed record SheetAction(
    int Line, string? Group, YearMark Mark, string Text, IReadOnlyList<(RepairRule Rule, string Detail)> Repairs);

/// <summary>
/// Reads the action list of a sheet (具体的な取組内容): dated blocks, each a year head with its items. A group heading above a
/// year head holds until the next group; one inside a block ends with the block. Where the list has two columns, each is
/// a list of its own, the left one first.
/// </summary>
internal static class ActionListReader
{
    /// <summary>The actions, in the order of the sheet, and the number of dated blocks.</summary>
    /// <param name="rows">Lines of the list.</param>
    /// <returns>Null where an item stands under no year head: the list is not understood.</returns>
    public static (IReadOnlyList<SheetAction> Actions, int Blocks)? Read(IReadOnlyList<SheetRow> rows)
    {
        var actions = new List<SheetAction>();
        var blocks = 0;
        foreach (var column in Columns(rows))
        {
            var pieces = rows.Where(r => column < r.Cells.Count).SelectMany(r => ActionPieces.Read(r.Line, r.Cells[column])).ToList();
            if (!ReadColumn(pieces, actions))
            {
                return null;
            }

            blocks += pieces.Count(p => p.Kind == ActionPieceKind.YearHead);
        }

        return (actions, blocks);
    }

    private static IEnumerable<int> Columns(IReadOnlyList<SheetRow> rows) =>
        rows.SelectMany(r => r.Cells.Select((c, n) => (Cell: c, Column: n))).Where(c => c.Cell.Length > 0).Select(c => c.Column).Distinct().Order();

    private static bool ReadColumn(List<ActionPiece> pieces, List<SheetAction> actions)
    {
        YearMark? mark = null;
        (string Name, bool OfBlock)? group = null;
        for (var n = 0; n < pieces.Count; n++)
        {
            var piece = pieces[n];
            var beforeHead = n + 1 < pieces.Count && pieces[n + 1].Kind == ActionPieceKind.YearHead;
            if (piece.Kind == ActionPieceKind.YearHead)
            {
                mark = piece.Mark;
                group = group is { OfBlock: true } ? null : group;
            }
            else if (piece.Kind == ActionPieceKind.Group || (piece.Kind == ActionPieceKind.Circled && beforeHead))
            {
                group = (piece.Text, !beforeHead);
            }
            else if (mark is null)
            {
                return false;
            }
            else
            {
                actions.Add(new SheetAction(piece.Line, group?.Name, mark, piece.Text, piece.Repairs));
            }
        }

        return true;
    }
}
