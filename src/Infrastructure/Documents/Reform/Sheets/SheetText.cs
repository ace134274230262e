using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>Labels, cells and paragraphs as the sheets print them.</summary>
internal static class SheetText
{
    /// <summary>The text without any blank: labels are printed 現状 and 現 状.</summary>
    /// <param name="text">Printed text.</param>
    public static string WithoutBlanks(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Whether the cell holds a dash only: no value was set.</summary>
    /// <param name="cell">Trimmed cell.</param>
    public static bool IsDash(string cell) => cell is [var only] && TextFolding.IsDash(only);

    /// <summary>The cells of a line, trimmed.</summary>
    /// <param name="line">Tab-separated line.</param>
    public static IReadOnlyList<string> Cells(string line) => [.. line.Split('\t').Select(c => c.Trim())];

    /// <summary>Paragraphs of a cell, one a line: tags vanish, each list item begins a line of its own.</summary>
    /// <param name="cell">Cell with bits of HTML.</param>
    public static string Paragraphs(string cell) => string.Join('\n', BulletList.Items(cell).Select(i => i.Marker + i.Text));
}
