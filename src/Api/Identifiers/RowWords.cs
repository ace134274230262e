using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Identifiers;

/// <summary>Values of a row as people read them in a language. What a document prints stays as it is printed.</summary>
/// <param name="language">The language.</param>
internal sealed class RowWords(PageLanguage language)
{
    private const string FiscalYear = "fiscal year";
    private const int FirstOfReiwa = 2019;
    private const int FirstOfHeisei = 1989;

    // Numbers that name a place: nobody writes line 1,220.
    private static readonly string[] Names = ["line", "page", "firstLine", "secondLine", "number"];

    /// <summary>A value in words.</summary>
    /// <param name="property">Its property.</param>
    /// <param name="value">The value.</param>
    public string Value(PropertyModel property, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => language.Text("なし", "none"),
        JsonValueKind.True or JsonValueKind.False when property.Name == "isAchieved" => value.GetBoolean() ? language.Text("達成", "reached") : language.Text("未達成", "missed"),
        JsonValueKind.True => language.Text("はい", "yes"),
        JsonValueKind.False => language.Text("いいえ", "no"),
        JsonValueKind.Array => value.GetArrayLength() == 0 ? language.Text("なし", "none") : string.Join(language.Text("、", ", "), value.EnumerateArray().Select(v => Value(property, v))),
        JsonValueKind.Number when property.Text.Unit == FiscalYear => Year(value.GetInt32()),
        JsonValueKind.Number when Names.Contains(property.Name) => value.GetRawText(),
        JsonValueKind.Number => Number(value, property.Text.Unit),
        JsonValueKind.String when property.Type.Is(PrimitiveKind.DateTimeOffset) => Layout.MomentText(language, value.GetDateTimeOffset()),
        JsonValueKind.String => Named(property, value.GetString()!),
        _ => value.GetRawText(),
    };

    /// <summary>A value of a vocabulary by its name; any other text as it is.</summary>
    /// <param name="property">Its property.</param>
    /// <param name="value">The text.</param>
    public string Named(PropertyModel property, string value) => property.AllowedValues.FirstOrDefault(v => v.Value == value) is { } named ? language.Text(named.Japanese, named.English) : value;

    /// <summary>A fiscal year by era and western year.</summary>
    /// <param name="year">The western year in which it begins.</param>
    public string Year(int year)
    {
        var era = year >= FirstOfReiwa ? $"令和{Count(year - FirstOfReiwa + 1)}" : year >= FirstOfHeisei ? $"平成{Count(year - FirstOfHeisei + 1)}" : "";
        return language.Text(era.Length == 0 ? $"{Digits(year)}年度" : $"{era}({Digits(year)})年度", $"FY{Digits(year)}");
    }

    /// <summary>A number with its sign and unit.</summary>
    /// <param name="fact">The row that states it.</param>
    /// <returns>Null when it states no number.</returns>
    public static string? Figure(JsonElement fact)
    {
        if (!fact.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        var sign = RowLabels.Text(fact, "comparator") switch { "ge" => "≥ ", "gt" => "> ", "le" => "≤ ", "lt" => "< ", _ => "" };
        var upper = fact.TryGetProperty("upperValue", out var most) && most.ValueKind == JsonValueKind.Number ? $"–{Grouped(most)}" : "";
        return $"{sign}{Grouped(value)}{upper}{Unit(RowLabels.Text(fact, "unit") ?? "")}";
    }

    /// <summary>A unit behind its number.</summary>
    /// <param name="unit">The unit; empty for none.</param>
    public static string Unit(string unit) => unit.Length == 0 ? "" : $" {unit}";

    private static string Number(JsonElement value, string unit) => Grouped(value) + Unit(unit is "lines" ? "" : unit);

    // As many decimals as are stored: 59.0 is not 59.
    private static string Grouped(JsonElement value)
    {
        var (whole, rest) = value.GetRawText().Split('.') is [var before, var after] ? (before, "." + after) : (value.GetRawText(), "");
        return decimal.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (whole.StartsWith('-') && number == 0 ? "-" : "") + number.ToString("N0", CultureInfo.InvariantCulture) + rest : value.GetRawText();
    }

    private static string Count(int year) => year == 1 ? "元" : Digits(year);

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
