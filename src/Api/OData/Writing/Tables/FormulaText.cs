using System.Buffers;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>Knows the texts that a spreadsheet would run as a formula.</summary>
/// <remarks>Source: OWASP, CSV injection. A lone sign and a number with a sign run nothing: what a document prints for a figure (`-`, `-3.9%`) is never touched.</remarks>
internal static class FormulaText
{
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("=+-@\t\r\n");
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,%");

    /// <summary>Whether a text would be run.</summary>
    /// <param name="text">The text.</param>
    public static bool Runs(string text) =>
        text.Length > 0 && Beginnings.Contains(text[0]) && !(text[0] is '+' or '-' && text.AsSpan(1).IndexOfAnyExcept(OfNumbers) < 0);
}
