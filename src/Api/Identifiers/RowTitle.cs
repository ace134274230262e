using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Identifiers;

/// <summary>Titles of rows, and the sentences by which they are cited.</summary>
/// <param name="publication">The terms of publication.</param>
internal sealed class RowTitle(PublicationOptions publication)
{
    /// <summary>What a row is called in a language.</summary>
    /// <param name="language">The language.</param>
    /// <param name="dossier">The row.</param>
    public static string Of(PageLanguage language, Dossier dossier)
    {
        var (set, row) = (dossier.Set, dossier.Row);
        var owner = RowLabels.Text(row, "indicatorName") ?? dossier.Above.Select(a => RowLabels.Named(a.Row)).FirstOrDefault(n => n is not null);
        if (set.Type.FindProperty("valueType") is { } kind && RowLabels.Text(row, "valueType") is { } value)
        {
            var words = new RowWords(language);
            var year = row.GetProperty("fiscalYear") is { ValueKind: JsonValueKind.Number } found ? " " + words.Year(found.GetInt32()) : "";
            return $"{owner ?? dossier.Code} {words.Named(kind, value)}{year}";
        }

        // An amount alone names nothing.
        if (owner is not null && set.Type.FindProperty("amount") is not null)
        {
            return $"{owner} {new RowWords(language).Year(row.GetProperty("fiscalYear").GetInt32())}";
        }

        if (RowLabels.Text(row, "firstText") is { } first && RowLabels.Text(row, "secondText") is { } second)
        {
            return language.Text($"「{first}」と「{second}」の不一致", $"“{first}” and “{second}” differ");
        }

        if (RowLabels.Text(row, "subjectKind") is not null && RowLabels.Text(row, "valueText") is { Length: > 0 } printed)
        {
            return language.Text($"「{printed}」の記載箇所", $"Where “{printed}” is printed");
        }

        return RowLabels.Named(row) ?? (owner is null ? dossier.Code : $"{owner} {language.Text(set.Japanese, set.English)}");
    }

    /// <summary>The sentences by which a row is cited: with its document, its address and the day of the data.</summary>
    /// <param name="dossier">The row.</param>
    /// <param name="address">Its address.</param>
    public Attribution Cite(Dossier dossier, string address)
    {
        var (japanese, english) = (Plain(Of(new PageLanguage(Language.Japanese, IsChosen: false), dossier)), Plain(Of(new PageLanguage(Language.English, IsChosen: false), dossier)));
        var (document, line) = (Document(dossier.Row), Line(dossier.Row));
        var day = dossier.State.CommittedAt.ToOffset(TimeSpan.FromHours(9));
        return new Attribution(
            $"出典：「{japanese.Replace('「', '『').Replace('」', '』')}」{(document is null ? "" : $"（{document} {line}行目）")}、川崎市の総合計画・行財政改革の公表資料を加工して作成（{publication.Publisher}、{address}、"
                + $"{day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)}時点、{publication.LicenceName}）",
            $"Source: \"{english}\"{(document is null ? "" : $" ({document}, line {line})")}, plan and reform documents of Kawasaki City, edited ({publication.Publisher}, {address}, "
                + $"data as of {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {publication.LicenceName})");
    }

    // A sign of direction in a name would turn around the rest of the sentence, address and date.
    private static string Plain(string name) => string.Concat(name.Where(c => c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))));

    /// <summary>Title of the document that states a row; null for a row that none states.</summary>
    /// <param name="row">The row, with its document beside it.</param>
    public static string? Document(JsonElement row) => row.TryGetProperty("document", out var document) && document.ValueKind == JsonValueKind.Object ? RowLabels.Text(document, "title") : RowLabels.Text(row, "documentCode");

    /// <summary>The line of the document that states a row; empty for a row that none states.</summary>
    /// <param name="row">The row.</param>
    public static string Line(JsonElement row) => row.TryGetProperty("line", out var line) && line.ValueKind == JsonValueKind.Number ? line.GetRawText() : "";
}
