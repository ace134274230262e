using System.Reflection;
using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Stores a vocabulary value as its published name.</summary>
internal sealed class VocabularyConverter<TEnum>() : ValueConverter<TEnum, string>(value => Name(value), name => Value(name))
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Names = Enum.GetValues<TEnum>().ToDictionary(v => v, v => PublishedNames.CamelCase(v.ToString()));
    private static readonly Dictionary<string, TEnum> Values = Names.ToDictionary(p => p.Value, p => p.Key);

    private static string Name(TEnum value) => Names[value];

    private static TEnum Value(string name) => Values[name];
}

/// <summary>The closed list of a vocabulary.</summary>
internal static class Vocabulary
{
    /// <summary>True for an enumeration that is published as strings.</summary>
    public static bool Is(Type type) => type.IsEnum && type.IsDefined(typeof(VocabularyAttribute), inherit: false);

    /// <summary>Its values in the order declared, with labels.</summary>
    public static IReadOnlyList<AllowedValue> Values(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(f => f.MetadataToken).Select(f =>
        {
            var text = PublishedNames.Text(f);
            return new AllowedValue(PublishedNames.CamelCase(f.Name), text.Japanese, text.English);
        })];
}
