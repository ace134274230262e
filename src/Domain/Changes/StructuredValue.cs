using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Domain.Changes;

/// <summary>A complex value in a change, as the value of a <see cref="Literal"/>: the members that are said. Those that are not keep their value where the row has one.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Members">The members.</param>
public sealed record StructuredValue(StructuredTypeModel Type, IReadOnlyDictionary<PropertyModel, Literal> Members)
{
    /// <summary>True where it takes the place of the whole value: what it does not say is null or empty.</summary>
    public bool IsWhole { get; init; }

    // The mapping has no complex type that holds itself; a body nests no deeper than its limit.
    private const int MaxDepth = 64;

    /// <summary>What a value as a whole lacks: members that cannot be null and have no value.</summary>
    /// <param name="target">Where the request states it.</param>
    public IEnumerable<Problem> Missing(string target) => Missing(target, depth: 0);

    private IEnumerable<Problem> Missing(string target, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidOperationException($"A {Type.Name} nests deeper than {MaxDepth} levels.");
        }

        foreach (var property in Type.Properties)
        {
            var place = RowRules.At(target, property.Name);
            if (!Members.TryGetValue(property, out var member))
            {
                if (property.Type is { IsNullable: false, IsCollection: false })
                {
                    yield return new Problem(ErrorCode.ValueRefused, $"{property.Name} is needed.", place);
                }
            }
            else if (member.Value is StructuredValue inner)
            {
                foreach (var missing in inner.Missing(place, depth + 1))
                {
                    yield return missing;
                }
            }
        }
    }
}
