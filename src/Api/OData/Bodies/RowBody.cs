using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>What a body says of one row.</summary>
/// <param name="Target">Its place in the body; empty for the body itself.</param>
internal sealed record RowBody(string Target)
{
    /// <summary>Values of properties that a caller may give.</summary>
    public Dictionary<PropertyModel, Literal> Values { get; } = [];

    /// <summary>Values of properties that are the service's own.</summary>
    public Dictionary<PropertyModel, Literal> Claims { get; } = [];

    /// <summary>Type of the row: the set's, or one derived from it.</summary>
    public required StructuredTypeModel Type { get; init; }

    /// <summary>How many rows it stands inside of.</summary>
    public int Level { get; init; }

    /// <summary>Gives a property its value; a finding where it has another already.</summary>
    /// <param name="property">The property.</param>
    /// <param name="value">The value.</param>
    /// <param name="target">Its place in the body.</param>
    /// <param name="findings">Where findings go.</param>
    public void Give(PropertyModel property, Literal value, string target, Findings findings)
    {
        if (!Values.TryAdd(property, value) && !Equals(Values[property].Value, value.Value))
        {
            findings.Add(ErrorCode.MalformedBody, $"{property.Name} is given twice, by itself and by a reference, and not alike.", target);
        }
    }

    /// <summary>Rows that exist and are linked to it over collections.</summary>
    public List<(NavigationModel Navigation, RowReference Row, string Target)> Links { get; } = [];

    /// <summary>Rows that are made together with it.</summary>
    public List<(NavigationModel Navigation, RowBody Row)> Nested { get; } = [];

    /// <summary>The row's id as control information: its URL; null without one.</summary>
    public string? Id { get; set; }

    /// <summary>The row's ETag as control information; null without one.</summary>
    public string? ETag { get; set; }

    /// <summary>True when it was no object: nothing is known of the row.</summary>
    public bool IsBroken { get; init; }

    /// <summary>True when the row is said to be removed (`@removed`, or `$deletedEntity` in the context of a 4.0 delta).</summary>
    public bool IsRemoved { get; set; }
}

/// <summary>A row named by its URL.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Key">Its key.</param>
internal sealed record RowReference(EntitySetModel Set, IReadOnlyList<Literal> Key);
