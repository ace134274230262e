using System.Text.Json;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Identifiers;

/// <summary>What a row says, property by property, and links to the rows it names.</summary>
/// <param name="site">What all pages have in common.</param>
/// <param name="language">Language of the page.</param>
/// <param name="titles">What documents and grades are called, by their codes.</param>
internal sealed class RowFacts(Site site, PageLanguage language, IReadOnlyDictionary<string, string> titles)
{
    // Codes that the model has no navigation for, and the set of the rows that they name.
    private static readonly Dictionary<string, string> Codes = new()
    {
        ["firstDocumentCode"] = "documents",
        ["secondDocumentCode"] = "documents",
        ["achievementGrade"] = "grades",
        ["directionGrade"] = "grades",
    };

    private readonly RowWords words = new(language);

    /// <summary>The properties that have a value.</summary>
    /// <param name="set">Set of the row.</param>
    /// <param name="row">The row.</param>
    public Tag Of(EntitySetModel set, JsonElement row) => new(
        "dl", set.Type.Properties.Where(p => row.GetProperty(p.Name).ValueKind is not JsonValueKind.Null).Select(p => (Html)new Fragment(
            new Tag("dt", new Tag("a", language.Text(p.Text.Japanese, p.Text.English)) { ["href"] = site.Link(language, $"/docs/data#{set.Name}.{p.Name}") }, " ", new Tag("code", p.Name)),
            new Tag("dd", Value(set, p, row.GetProperty(p.Name), row), Explained(p)))))
    {
        ["class"] = "facts",
    };

    /// <summary>A value; a code of another row as a link to it.</summary>
    /// <param name="set">Set of the row.</param>
    /// <param name="property">The property.</param>
    /// <param name="value">The value.</param>
    /// <param name="row">The row, for names of the rows beside it.</param>
    public Html Value(EntitySetModel set, PropertyModel property, JsonElement value, JsonElement row)
    {
        if (value.ValueKind == JsonValueKind.String && NoteWords.IsNote(set.Name, property.Name))
        {
            return Note(value.GetString()!);
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            return new Tag("span", words.Value(property, value) + RowWords.Unit(UnitOf(property, row))) { ["class"] = "keep" };
        }

        if (value.ValueKind != JsonValueKind.String || set.Type.Navigations.FirstOrDefault(n => n.Constraint is [var (own, _)] && own == property) is not { } way)
        {
            return Named(property, value, row) is { } named ? named : words.Value(property, value);
        }

        var name = row.TryGetProperty(way.Name, out var beside) && beside.ValueKind == JsonValueKind.Object ? RowLabels.Named(beside) : null;
        var link = Link(way.Target, value.GetString()!, name ?? value.GetString()!);
        return name is null ? link : new Fragment(link, " ", new Tag("code", value.GetString()!));
    }

    /// <summary>A link to a row.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="code">Its key.</param>
    /// <param name="text">What the link says.</param>
    public Tag Link(EntitySetModel set, string code, string text) => Link(set.Name, code, text);

    /// <summary>A link to a row.</summary>
    /// <param name="set">Name of its set.</param>
    /// <param name="code">Its key.</param>
    /// <param name="text">What the link says.</param>
    public Tag Link(string set, string code, string text) => new("a", text) { ["href"] = site.Link(language, $"{IdentifierEndpoints.Root}/{set}/{code}") };

    private Tag? Named(PropertyModel property, JsonElement value, JsonElement row) => value.ValueKind != JsonValueKind.String ? null
        : (Codes.GetValueOrDefault(property.Name) ?? (property.Name == "subjectCode" ? RowLabels.Text(row, "subjectKind") : null)) is { } set
            ? Link(set, value.GetString()!, titles.GetValueOrDefault(value.GetString()!, value.GetString()!)) : null;

    // The unit of a number stands in the row, or in the one that it belongs to.
    private static string UnitOf(PropertyModel property, JsonElement row)
    {
        var at = row;
        foreach (var name in property.Text.UnitPath.Split('/'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return "";
            }
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString()! : "";
    }

    // The data has it in English; a Japanese reader is told it in Japanese, and what stands in the data.
    private Html Note(string text) => language.Text(NoteWords.Japanese(text), "") is { Length: > 0 } told && told != text
        ? new Fragment(told, new Tag("br"), new Tag("small", text) { ["lang"] = "en" }) : text;

    private Html Explained(PropertyModel property) =>
        language.Text(property.Text.DescriptionJapanese, property.Text.Description) is { Length: > 0 } text ? new Fragment(new Tag("br"), new Tag("small", text)) : "";
}
