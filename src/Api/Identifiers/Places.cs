using System.Text.Json;
using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Identifiers;

/// <summary>Where something is printed, in words: document, line and page, with a link to the document.</summary>
/// <param name="facts">Links to rows.</param>
/// <param name="titles">Titles of documents by their codes.</param>
/// <param name="language">Language of the page.</param>
internal sealed class Places(RowFacts facts, IReadOnlyDictionary<string, string> titles, PageLanguage language)
{
    /// <summary>The place that states a row; the system that reported it where no document does; null where neither is known.</summary>
    /// <param name="row">The row.</param>
    public Html? Of(JsonElement row) => At(row, "documentCode", "line", "page")
        ?? (RowLabels.Text(row, "sourceSystem") is { } system ? (Html)language.Text($"報告：{system}", $"Reported: {system}") : null);

    /// <summary>A place that properties of a row name.</summary>
    /// <param name="row">The row.</param>
    /// <param name="document">The property that names the document.</param>
    /// <param name="line">The property that names the line.</param>
    /// <param name="page">The property that names the page.</param>
    /// <returns>Null when the row names no document.</returns>
    public Html? At(JsonElement row, string document, string line, string page) => RowLabels.Text(row, document) is not { } code ? null
        : new Fragment(facts.Link("documents", code, titles.GetValueOrDefault(code, code)), new Tag("span", Line(Number(row, line)), Page(Number(row, page))) { ["class"] = "keep" });

    private string Line(string? number) => number is null ? "" : language.Text($" {number}行目", $", line {number}");

    private string Page(string? number) => number is null ? "" : language.Text($"({number}ページ)", $" (page {number})");

    private static string? Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;
}
