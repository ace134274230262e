using System.Globalization;
using System.Text;

namespace Kawasaki.Infrastructure.Documents.Reading;

/// <summary>What may be changed of a printed text: layout blanks always, character widths only to compare.</summary>
internal static class TextFolding
{
    /// <summary>Runs of blanks, full-width ones included, become one; both ends are trimmed. Nothing else changes.</summary>
    /// <param name="text">Text as printed.</param>
    public static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
            {
                result.Append(character);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd();
    }

    /// <summary>
    /// A name without the blanks of its layout: Japanese is written without blanks, so one beside a wide character is a line
    /// break of the printed cell; a blank between two narrow characters separates words and stays.
    /// </summary>
    /// <param name="text">Text as printed.</param>
    public static string Name(string text)
    {
        var collapsed = Collapse(text);
        var result = new StringBuilder(collapsed.Length);
        for (var i = 0; i < collapsed.Length; i++)
        {
            if (collapsed[i] != ' ' || !(IsWide(collapsed[i - 1]) || IsWide(collapsed[i + 1])))
            {
                result.Append(collapsed[i]);
            }
        }

        return result.ToString();
    }

    /// <summary>
    /// Full-width letters, digits and signs become half-width, brackets of any shape `[` or `(`, tildes `~`; one character for
    /// one, so that positions stay valid in the printed text.
    /// </summary>
    /// <param name="text">Text as printed.</param>
    public static string Narrow(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Narrow(source[i]);
        }
    });

    /// <summary>A form for comparison only: widths, blanks, dashes, middle dots and capitals make no difference.</summary>
    /// <param name="text">Text as printed.</param>
    public static string Comparable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormKC))
        {
            var folded = Narrow(character);
            if (!char.IsWhiteSpace(folded))
            {
                result.Append(IsDash(folded) ? '-' : folded is '･' ? '・' : char.ToLower(folded, CultureInfo.InvariantCulture));
            }
        }

        return result.ToString();
    }

    /// <summary>True for the glyphs the documents print as a dash for "no value": `-`, `－`, `—`, `―` and their kin.</summary>
    /// <param name="character">The character.</param>
    public static bool IsDash(char character) => character is '-' or '－' or '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '─' or '━';

    /// <summary>True for characters of Japanese script and its full-width signs.</summary>
    /// <param name="character">The character.</param>
    public static bool IsWide(char character) =>
        character is (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF')
            or (>= '\u2460' and <= '\u24FF') or (>= '\u25A0' and <= '\u26FF') or '※' or '→';

    private static char Narrow(char character) => character switch
    {
        '～' or '〜' or '∼' => '~',
        '【' or '〔' => '[',
        '】' or '〕' => ']',
        '\u3000' => ' ',
        >= '！' and <= '｝' => (char)(character - '！' + '!'),
        _ => character,
    };
}
