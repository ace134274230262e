using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Domain.Changes;

/// <summary>What must hold of a row as a whole; asked of the body where it states the whole row, and of the stored row where it states a part.</summary>
public static class RowRules
{
    private const int MaxKeyLength = 200;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>Every finding in a row.</summary>
    /// <param name="writing">What of the set may be written.</param>
    /// <param name="type">Type of the row.</param>
    /// <param name="hasValue">Whether the row has a value of a property.</param>
    /// <param name="target">Where the request states the row; empty for the body itself.</param>
    public static IEnumerable<Problem> Check([NotNull] WritingModel writing, [NotNull] StructuredTypeModel type, [NotNull] Func<PropertyModel, bool> hasValue, string target)
    {
        foreach (var required in writing.ByType[type].Where(w => w.IsRequired && !hasValue(w.Property)))
        {
            yield return new Problem(ErrorCode.ValueRefused, $"{required.Property.Name} is needed.", At(target, required.Property.Name));
        }

        if (writing.AtLeastOneOf is [var first, ..] && !writing.AtLeastOneOf.Any(hasValue))
        {
            yield return new Problem(
                ErrorCode.ValueRefused, $"At least one of {string.Join(", ", writing.AtLeastOneOf.Select(p => p.Name))} is needed.", At(target, first.Name));
        }
    }

    /// <summary>Every finding in the key of a row that is to be made.</summary>
    /// <param name="set">The set.</param>
    /// <param name="key">The key.</param>
    /// <param name="target">Where the request states the row; empty for the body itself.</param>
    public static IEnumerable<Problem> CheckKey([NotNull] EntitySetModel set, [NotNull] IReadOnlyList<Literal> key, string target)
    {
        var prefix = set.Writing?.KeyPrefix ?? "";
        foreach (var (property, value) in set.Type.Key.Zip(key))
        {
            if (value.Value is not string text)
            {
                continue;
            }

            var place = At(target, property.Name);
            if (text.Length is 0 or > MaxKeyLength || text.AsSpan().ContainsAnyExcept(KeyCharacters))
            {
                yield return new Problem(ErrorCode.ValueRefused, $"{property.Name} is made of a-z, 0-9, '.' and '-', at most {MaxKeyLength} characters.", place);
            }
            else if (!text.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return new Problem(ErrorCode.ValueRefused, $"{property.Name} of a written row begins with '{prefix}'.", place);
            }
        }
    }

    /// <summary>The path of a member of a row in the request: `value/17/status`.</summary>
    /// <param name="target">Where the request states the row; empty for the body itself.</param>
    /// <param name="member">Name of the member.</param>
    public static string At([NotNull] string target, string member) => target.Length == 0 ? member : $"{target}/{member}";

    /// <summary>The name of the member at a path: `status` of `value/17/status`.</summary>
    /// <param name="target">The path.</param>
    public static string Last([NotNull] string target) => target[(target.LastIndexOf('/') + 1)..];

    /// <summary>One problem of all findings: the only one itself, else one that lists them. What is not understood outweighs what is not acceptable.</summary>
    /// <param name="findings">At least one.</param>
    public static Problem Together([NotNull] IReadOnlyList<Problem> findings)
    {
        if (findings is [var only])
        {
            return only;
        }

        var worst = findings.FirstOrDefault(f => f.Code is ErrorCode.MalformedBody or ErrorCode.UnknownProperty or ErrorCode.BadValue) ?? findings[0];
        return new Problem(worst.Code, $"The request has {findings.Count} faults; the details list them.", Details: findings);
    }
}
