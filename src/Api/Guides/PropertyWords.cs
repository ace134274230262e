using System.Text.Json;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Guides;

/// <summary>Types, units and values in words.</summary>
internal static class PropertyWords
{
    private const int MostLetters = 60;

    /// <summary>A type in words.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="type">The type.</param>
    public static string Type(PageLanguage language, TypeReference type)
    {
        var one = type.Primitive switch
        {
            PrimitiveKind.Boolean => language.Text("真偽値", "true or false"),
            PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 or PrimitiveKind.Int64 => language.Text("整数", "whole number"),
            PrimitiveKind.Decimal or PrimitiveKind.Single or PrimitiveKind.Double => language.Text("数値", "number"),
            PrimitiveKind.String => language.Text("文字列", "text"),
            PrimitiveKind.Date => language.Text("日付", "date"),
            PrimitiveKind.TimeOfDay => language.Text("時刻", "time of day"),
            PrimitiveKind.DateTimeOffset => language.Text("日時", "date with time"),
            PrimitiveKind.Duration => language.Text("期間", "duration"),
            PrimitiveKind.Guid or PrimitiveKind.Binary => type.Primitive.Value.ToString(),
            _ => language.Text(type.Enumeration?.Text.Japanese ?? type.Structured!.Text.Japanese, type.Enumeration?.Text.English ?? type.Structured!.Text.English),
        };
        return type.IsCollection ? language.Text($"{one}の並び", $"list of: {one}") : one;
    }

    /// <summary>The unit of a property in words; empty where it has none.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="text">What is told of the property.</param>
    public static string Unit(PageLanguage language, ModelText text) =>
        text.UnitPath.Length > 0 ? language.Text($"単位：項目 {text.UnitPath} の値", $"Unit: as {text.UnitPath} says")
        : text.Unit.Length > 0 ? language.Text($"単位：{JapaneseUnit(text.Unit)}", $"Unit: {text.Unit}") : "";

    /// <summary>A value, cut where it is long.</summary>
    /// <param name="value">The value.</param>
    public static string Short(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        var letters = text.EnumerateRunes().Take(MostLetters + 1).ToList();
        return letters.Count <= MostLetters ? text : string.Concat(letters.Take(MostLetters)) + "…";
    }

    private static string JapaneseUnit(string unit) => unit switch
    {
        "fiscal year" => "年度",
        "lines" => "行",
        _ => unit,
    };
}
