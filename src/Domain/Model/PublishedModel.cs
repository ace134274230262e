namespace Kawasaki.Domain.Model;

/// <summary>Everything that is published: the one model that `$metadata`, OpenAPI, binding, SQL, the package's schema and CSV headers read.</summary>
/// <remarks>Shape: immutable after it is built; knows nothing of tables and columns (that is Infrastructure's storage map, built beside it).</remarks>
public sealed class PublishedModel
{
    private readonly Dictionary<string, EntitySetModel> setsByName;
    private readonly Dictionary<string, StructuredTypeModel> typesByName;
    private readonly Dictionary<StructuredTypeModel, IReadOnlyList<StructuredTypeModel>> derivedTypes;

    /// <summary>Builds the lookup tables over the given parts.</summary>
    /// <param name="schemaNamespace">OData namespace, `kawasaki`.</param>
    /// <param name="sets">Published sets, in the order of the service document.</param>
    /// <param name="types">Every entity and complex type, base types before derived ones.</param>
    /// <param name="enumTypes">Every published Edm enumeration type (vocabularies are strings and not listed here).</param>
    public PublishedModel(string schemaNamespace, IReadOnlyList<EntitySetModel> sets, IReadOnlyList<StructuredTypeModel> types, IReadOnlyList<EnumTypeModel> enumTypes)
    {
        Namespace = schemaNamespace;
        Sets = sets;
        Types = types;
        EnumTypes = enumTypes;
        setsByName = sets.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        typesByName = types.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
        derivedTypes = types.ToDictionary(t => t, t => (IReadOnlyList<StructuredTypeModel>)[.. types.Where(d => !ReferenceEquals(d, t) && d.IsOrDerivesFrom(t))]);
    }

    /// <summary>OData namespace of all types.</summary>
    public string Namespace { get; }

    /// <summary>Published sets, in the order of the service document.</summary>
    public IReadOnlyList<EntitySetModel> Sets { get; }

    /// <summary>Every entity and complex type.</summary>
    public IReadOnlyList<StructuredTypeModel> Types { get; }

    /// <summary>Every Edm enumeration type.</summary>
    public IReadOnlyList<EnumTypeModel> EnumTypes { get; }

    /// <summary>Whether rows that were changed can still be asked for as they were.</summary>
    public bool KeepsHistory { get; init; }

    /// <summary>Every function, once for each set it is bound to.</summary>
    public IReadOnlyList<FunctionModel> Functions { get; init; } = [];

    /// <summary>The types that derive from one, directly or not, base types first; empty also for a type made for a request.</summary>
    /// <param name="type">The base type.</param>
    public IReadOnlyList<StructuredTypeModel> DerivedFrom(StructuredTypeModel type) => derivedTypes.GetValueOrDefault(type) ?? [];

    /// <summary>The part that everybody may read: without the sets that need a scope and the types that only they use. Nothing in it leads to them.</summary>
    public PublishedModel OpenPart()
    {
        var guarded = Sets.Where(s => s.ReadScope is not null).ToList();
        var open = Types.Where(t => t.IsEntity && !guarded.Exists(s => t.IsOrDerivesFrom(s.Type))).ToList();
        if (open.SelectMany(t => t.Navigations).FirstOrDefault(n => guarded.Contains(n.Target)) is { } leak)
        {
            throw new InvalidOperationException($"The navigation {leak.Name} leads from a set that everybody reads to {leak.Target.Name}.");
        }

        var functions = Functions.Where(f => !guarded.Contains(f.BoundTo)).ToList();
        var used = open.SelectMany(ComplexTypesOf).Concat(functions.Select(f => f.Rows.Target.Type)).ToHashSet();
        return new PublishedModel(Namespace, [.. Sets.Except(guarded)], [.. Types.Where(t => t.IsEntity ? open.Contains(t) : used.Contains(t))], EnumTypes) { KeepsHistory = KeepsHistory, Functions = functions };
    }

    // A complex type never holds itself: the mapping has no such values.
    private static IEnumerable<StructuredTypeModel> ComplexTypesOf(StructuredTypeModel type) =>
        type.Properties.Select(p => p.Type.Structured).OfType<StructuredTypeModel>().SelectMany(t => ComplexTypesOf(t).Prepend(t));

    /// <summary>The set of that name, without regard to case; null if there is none.</summary>
    /// <param name="name">Name as in the URL.</param>
    public EntitySetModel? FindSet(string name) => setsByName.GetValueOrDefault(name);

    /// <summary>The structured type of that unqualified name, without regard to case; null if there is none.</summary>
    /// <param name="name">Name without namespace.</param>
    public StructuredTypeModel? FindType(string name) => typesByName.GetValueOrDefault(name);
}
