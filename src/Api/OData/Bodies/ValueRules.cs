using System.Globalization;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>What must hold of one value besides its type: its length, its range, its list of values.</summary>
internal static class ValueRules
{
    /// <summary>The finding in a value; null if it is acceptable.</summary>
    /// <param name="writing">How the property may be written.</param>
    /// <param name="value">The value, not null.</param>
    /// <param name="target">Its place in the body.</param>
    public static Problem? Check(PropertyWriting writing, Literal value, string target)
    {
        var name = writing.Property.Name;
        return value.Value switch
        {
            null => writing.IsRequired ? Refused($"{name} is needed and cannot be null.") : null,
            string text when writing.Only is { } only && text != only => Refused($"{name} of a written row is '{only}'."),
            string text when writing.Property.AllowedValues is { Count: > 0 } allowed && !allowed.Any(a => a.Value == text) =>
                Refused($"{name} is one of {string.Join(", ", allowed.Select(a => a.Value))}.", Nearest.Of(text, allowed.Select(a => a.Value)) is { } near ? $"Did you mean '{near}'?" : null),
            string text when writing.MaxLength is { } most && text.EnumerateRunes().Count() is var length && length > most =>
                Refused(string.Create(CultureInfo.InvariantCulture, $"{name} has at most {most} characters, here are {length}.")),
            string { Length: 0 } when writing.IsRequired => Refused($"{name} cannot be empty."),
            int or long or decimal when Convert.ToDecimal(value.Value, CultureInfo.InvariantCulture) is var number && (number < writing.Minimum || number > writing.Maximum) =>
                Refused($"{name} is {Range(writing)}."),
            _ => null,
        };

        Problem Refused(string message, string? hint = null) => new(ErrorCode.ValueRefused, message, target, hint);
    }

    private static string Range(PropertyWriting writing) => (writing.Minimum, writing.Maximum) switch
    {
        ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"between {least} and {most}"),
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"at least {least}"),
        (_, var most) => string.Create(CultureInfo.InvariantCulture, $"at most {most}"),
    };
}
