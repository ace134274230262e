using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>What is left of an item of `$select` behind the names already followed.</summary>
/// <param name="Syntax">The item.</param>
/// <param name="Path">The names left.</param>
/// <param name="Options">Its options.</param>
internal sealed record SelectedItem(SelectItemSyntax Syntax, IReadOnlyList<NameSyntax> Path, QueryOptionsSyntax? Options);

/// <summary>What the items of one level of `$select` have named so far.</summary>
/// <param name="rows">Type of the row, or of the complex value.</param>
/// <param name="computed">Columns of `$compute`.</param>
internal sealed class SelectLevel(StructuredTypeModel rows, IReadOnlyDictionary<string, Expression> computed)
{
    private readonly StructuredTypeModel row = rows.Declared;
    private readonly Dictionary<PropertyModel, Choice> choices = [];

    /// <summary>Columns of `$compute`.</summary>
    public IReadOnlyDictionary<string, Expression> Computed => computed;

    /// <summary>Every name as written, for computed columns and navigations.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Chooses a property as it is, of the rows of a type.</summary>
    public void Add(StructuredTypeModel type, PropertyModel property) => Of(type.Declared, property).IsWhole = true;

    /// <summary>Chooses a part of a property, of the rows of a type.</summary>
    public void Add(StructuredTypeModel type, PropertyModel property, SelectedItem item) => Of(type.Declared, property).Inside.Add(item);

    /// <summary>Whether nothing of a property is chosen.</summary>
    public bool IsFree(PropertyModel property) => !choices.ContainsKey(property);

    /// <summary>Properties of all rows.</summary>
    public IEnumerable<PropertyModel> Whole => choices.Where(c => c.Value.IsWhole && ReferenceEquals(c.Value.Type, row)).Select(c => c.Key);

    /// <summary>Properties of the rows of a derived type.</summary>
    public IEnumerable<DerivedProperty> Derived => choices.Where(c => c.Value.IsWhole && !ReferenceEquals(c.Value.Type, row)).Select(c => new DerivedProperty(c.Value.Type, c.Key));

    /// <summary>Parts of complex values and collections; the type is null for all rows.</summary>
    public IEnumerable<(StructuredTypeModel? OnlyOf, PropertyModel Property, List<SelectedItem> Items)> Parts =>
        choices.Where(c => !c.Value.IsWhole).Select(c => (ReferenceEquals(c.Value.Type, row) ? null : c.Value.Type, c.Key, c.Value.Inside));

    private Choice Of(StructuredTypeModel type, PropertyModel property)
    {
        if (!choices.TryGetValue(property, out var choice))
        {
            choices.Add(property, choice = new Choice { Type = type });
        }

        // Chosen behind several types it is written of all that have them in common: more than asked for is allowed, twice is not.
        while (!type.IsOrDerivesFrom(choice.Type))
        {
            choice.Type = choice.Type.BaseType ?? row;
        }

        return choice;
    }

    private sealed class Choice
    {
        public required StructuredTypeModel Type { get; set; }

        public bool IsWhole { get; set; }

        public List<SelectedItem> Inside { get; } = [];
    }
}
