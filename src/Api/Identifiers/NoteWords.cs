using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Identifiers;

/// <summary>Notes and descriptions of contradictions, which the data has in English, as a Japanese reader is told them.</summary>
internal static class NoteWords
{
    private const string Between = "; ";

    // Notes of reports are anybody's text: no pattern may take long over one.
    private static readonly ImmutableArray<(Regex English, string Japanese)> Sentences =
        [.. JsonSerializer.Deserialize<string[][]>(SiteAssets.Find("notes.json")!.Bytes)!.Select(s => (new Regex(s[0], RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), s[1]))];

    /// <summary>A note in Japanese; what no sentence of ours is stays as it is.</summary>
    /// <param name="note">The note.</param>
    public static string Japanese(string note) => Whole(note) ?? string.Join(' ', note.Split(Between).Select(part => Whole(part) ?? part));

    /// <summary>True for a property that holds such sentences.</summary>
    /// <param name="set">Name of its set.</param>
    /// <param name="property">Its name.</param>
    public static bool IsNote(string set, string property) => property == "note" || (set, property) == ("discrepancies", "description");

    private static string? Whole(string text) => Sentences.Where(s => s.English.IsMatch(text)).Select(s => s.English.Replace(text, s.Japanese)).FirstOrDefault();
}
