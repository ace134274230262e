using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>Chooses the annotations of each part of the model; says nothing that is not true.</summary>
/// <remarks>
/// `Core.Description` is the English name, `Core.LongDescription` the English sentence; the same terms with the qualifier `ja` are
/// the Japanese ones.
/// </remarks>
internal static class ModelAnnotations
{
    private const string FiscalYear = "fiscal year";

    /// <summary>Annotations of a type, navigation or enumeration.</summary>
    public static IReadOnlyList<Annotation> Of(ModelText text) => [.. Names(text)];

    /// <summary>Annotations of a structural property.</summary>
    public static IReadOnlyList<Annotation> Of(PropertyModel property) =>
        [.. Names(property.Text), .. Unit(property), .. AllowedValues(property), .. Limits(property), .. Mutability(property)];

    /// <summary>Annotations of an entity set.</summary>
    public static IReadOnlyList<Annotation> Of(EntitySetModel set, ServiceCapabilities capabilities) =>
    [
        new("Core.Description", new TextValue(set.English)),
        new("Core.Description", new TextValue(set.Japanese), "ja"),
        new("Capabilities.TopSupported", new FlagValue(true)),
        new("Capabilities.SkipSupported", new FlagValue(true)),
        new("Capabilities.IndexableByKey", new FlagValue(true)),
        new("Capabilities.CountRestrictions", new RecordValue(("Countable", new FlagValue(true)))),
        new("Capabilities.FilterRestrictions", new RecordValue(("Filterable", new FlagValue(true)))),
        new("Capabilities.SortRestrictions", new RecordValue(("Sortable", new FlagValue(true)))),
        new("Capabilities.ExpandRestrictions", new RecordValue(("Expandable", new FlagValue(true)), ("MaxLevels", new NumberValue(capabilities.MaxExpandLevels)))),
        new("Capabilities.SearchRestrictions", Search(set.Type)),
        new("Capabilities.ChangeTracking", new RecordValue(("Supported", new FlagValue(set.IsTracked)))),
        new("Aggregation.ApplySupported", Apply(capabilities, isSearched: set.Type.Searched.Count > 0)),
        .. Writing(set),
    ];

    /// <summary>Annotations of the entity container: what holds for the whole service.</summary>
    public static IReadOnlyList<Annotation> OfContainer(ServiceCapabilities capabilities) =>
    [
        new("Core.ODataVersions", new TextValue("4.0 4.01")),
        new("Capabilities.SupportedFormats", new ListValue(
        [
            new TextValue("application/json;odata.metadata=minimal;IEEE754Compatible=false"),
            new TextValue("application/json;odata.metadata=minimal;IEEE754Compatible=true"),
            new TextValue("application/json;odata.metadata=full;IEEE754Compatible=false"),
            new TextValue("application/json;odata.metadata=full;IEEE754Compatible=true"),
            new TextValue("application/json;odata.metadata=none;IEEE754Compatible=false"),
            new TextValue("application/json;odata.metadata=none;IEEE754Compatible=true"),
            new TextValue("text/csv"),
            new TextValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ])),
        new("Capabilities.KeyAsSegmentSupported", new FlagValue(true)),
        new("Capabilities.AsynchronousRequestsSupported", new FlagValue(false)),
        new("Capabilities.BatchSupported", new FlagValue(true)),
        new("Capabilities.BatchContinueOnErrorSupported", new FlagValue(true)),
        new("Capabilities.BatchSupport", new RecordValue(
            ("Supported", new FlagValue(true)),
            ("ContinueOnErrorSupported", new FlagValue(true)),
            ("ReferencesInRequestBodiesSupported", new FlagValue(true)),
            ("ReferencesAcrossChangeSetsSupported", new FlagValue(true)),
            ("EtagReferencesSupported", new FlagValue(true)),
            ("RequestDependencyConditionsSupported", new FlagValue(true)),
            ("SupportedFormats", new ListValue([new TextValue("multipart/mixed"), new TextValue("application/json")])))),
        new("Capabilities.CrossJoinSupported", new FlagValue(true)),
        new("Aggregation.ApplySupportedDefaults", Apply(capabilities, isSearched: false)),
        new("Capabilities.QuerySegmentSupported", new FlagValue(true)),
        new("Capabilities.FilterFunctions", new ListValue([.. capabilities.FilterFunctions.Select(f => new TextValue(f))])),
    ];

    // No list of properties: all that a type allows can be grouped by and aggregated, behind every path too. Rollup is not said: the default,
    // several of them in one groupby, is what is true, and a reader without the vocabulary could not resolve the name.
    private static RecordValue Apply(ServiceCapabilities capabilities, bool isSearched) => new(
        ("Transformations", new ListValue([.. capabilities.Transformations.Where(t => t != "search" || isSearched).Select(t => new TextValue(t))])),
        ("CustomAggregationMethods", new ListValue([])),
        ("From", new FlagValue(true)));

    // The vocabulary has no list of the properties that a search looks in: a sentence has.
    private static RecordValue Search(StructuredTypeModel type) => new(
        [("Searchable", new FlagValue(type.Searched.Count > 0))],
        type.Searched.Count == 0 ? []
            : [new("Core.LongDescription", new TextValue("Looks in " + string.Join(", ", type.Searched.Select(p => p.Via is null ? p.Property.Name : $"{p.Via.Name}/{p.Property.Name}")) + "."))]);

    private static IEnumerable<Annotation> Names(ModelText text)
    {
        yield return new("Core.Description", new TextValue(text.English));
        yield return new("Core.Description", new TextValue(text.Japanese), "ja");
        if (text.Description.Length > 0)
        {
            yield return new("Core.LongDescription", new TextValue(text.Description));
        }

        if (text.DescriptionJapanese.Length > 0)
        {
            yield return new("Core.LongDescription", new TextValue(text.DescriptionJapanese), "ja");
        }
    }

    // A fiscal year is a point on a scale, not an amount: saying Measures.Unit of it would be wrong.
    private static IEnumerable<Annotation> Unit(PropertyModel property) => property.Text switch
    {
        { UnitPath.Length: > 0 } text => [new("Measures.Unit", new PathValue(text.UnitPath))],
        { Unit: "" or FiscalYear } => [],
        var text => [new("Measures.Unit", new TextValue(text.Unit))],
    };

    // The state of a row is no property of it: its ETag stands on no published value.
    private static IEnumerable<Annotation> Writing(EntitySetModel set) => set.Writing is null
        ?
        [
            new("Capabilities.InsertRestrictions", new RecordValue(("Insertable", new FlagValue(false)))),
            new("Capabilities.UpdateRestrictions", new RecordValue(("Updatable", new FlagValue(false)))),
            new("Capabilities.DeleteRestrictions", new RecordValue(("Deletable", new FlagValue(false)))),
        ]
        :
        [
            new("Core.OptimisticConcurrency", new ListValue([])),
            new("Capabilities.InsertRestrictions", new RecordValue(("Insertable", new FlagValue(true)), ("MaxLevels", new NumberValue(1)))),
            new("Capabilities.UpdateRestrictions", new RecordValue(("Updatable", new FlagValue(true)), ("Upsertable", new FlagValue(true)), ("DeltaUpdateSupported", new FlagValue(true)), ("MaxLevels", new NumberValue(1)))),
            new("Capabilities.DeleteRestrictions", new RecordValue(("Deletable", new FlagValue(true)))),
        ];

    private static IEnumerable<Annotation> Mutability(PropertyModel property) => property.Mutability switch
    {
        PropertyMutability.Computed => [new("Core.Computed", new FlagValue(true))],
        PropertyMutability.Immutable => [new("Core.Immutable", new FlagValue(true))],
        _ => [],
    };

    private static IEnumerable<Annotation> Limits(PropertyModel property)
    {
        if (property.Writing?.Minimum is { } least)
        {
            yield return new("Validation.Minimum", new NumberValue(least));
        }

        if (property.Writing?.Maximum is { } most)
        {
            yield return new("Validation.Maximum", new NumberValue(most));
        }
    }

    private static IEnumerable<Annotation> AllowedValues(PropertyModel property) =>
        property.AllowedValues.Count == 0 ? []
            : [new("Validation.AllowedValues", new ListValue([.. property.AllowedValues.Select(Allowed)]))];

    private static RecordValue Allowed(AllowedValue value) => new(
        [("Value", new TextValue(value.Value))],
        [new("Core.Description", new TextValue(value.English)), new("Core.Description", new TextValue(value.Japanese), "ja")]);
}
