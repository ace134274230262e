namespace Kawasaki.Domain.Model;

/// <summary>Primitive types of the Entity Data Model that the service publishes or computes with.</summary>
public enum PrimitiveKind
{
    /// <summary>Edm.Boolean.</summary>
    Boolean,

    /// <summary>Edm.Byte.</summary>
    Byte,

    /// <summary>Edm.SByte.</summary>
    SByte,

    /// <summary>Edm.Int16.</summary>
    Int16,

    /// <summary>Edm.Int32.</summary>
    Int32,

    /// <summary>Edm.Int64.</summary>
    Int64,

    /// <summary>Edm.Decimal.</summary>
    Decimal,

    /// <summary>Edm.Single.</summary>
    Single,

    /// <summary>Edm.Double.</summary>
    Double,

    /// <summary>Edm.String.</summary>
    String,

    /// <summary>Edm.Guid.</summary>
    Guid,

    /// <summary>Edm.Date.</summary>
    Date,

    /// <summary>Edm.TimeOfDay.</summary>
    TimeOfDay,

    /// <summary>Edm.DateTimeOffset.</summary>
    DateTimeOffset,

    /// <summary>Edm.Duration.</summary>
    Duration,

    /// <summary>Edm.Binary.</summary>
    Binary,
}

/// <summary>The type of a property or of an expression: exactly one of primitive, enumeration and structured, perhaps a collection of it.</summary>
public sealed record TypeReference
{
    private TypeReference()
    {
    }

    /// <summary>The primitive kind; null unless primitive.</summary>
    public PrimitiveKind? Primitive { get; private init; }

    /// <summary>The enumeration type; null unless an enumeration.</summary>
    public EnumTypeModel? Enumeration { get; private init; }

    /// <summary>The structured type; null unless structured.</summary>
    public StructuredTypeModel? Structured { get; private init; }

    /// <summary>True for a collection of the type.</summary>
    public bool IsCollection { get; init; }

    /// <summary>True when null is possible (for a collection: when a member may be null).</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>A primitive type.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="isNullable">Whether null is possible.</param>
    public static TypeReference Of(PrimitiveKind kind, bool isNullable = true) => new() { Primitive = kind, IsNullable = isNullable };

    /// <summary>An enumeration type.</summary>
    /// <param name="type">Which.</param>
    /// <param name="isNullable">Whether null is possible.</param>
    public static TypeReference Of(EnumTypeModel type, bool isNullable = true) => new() { Enumeration = type, IsNullable = isNullable };

    /// <summary>A structured type.</summary>
    /// <param name="type">Which.</param>
    /// <param name="isNullable">Whether null is possible.</param>
    public static TypeReference Of(StructuredTypeModel type, bool isNullable = true) => new() { Structured = type, IsNullable = isNullable };

    /// <summary>The type of one member of a collection; the type itself if it is none.</summary>
    public TypeReference Element => this with { IsCollection = false };

    /// <summary>True for the given primitive kind, not a collection.</summary>
    /// <param name="kind">The kind asked about.</param>
    public bool Is(PrimitiveKind kind) => Primitive == kind && !IsCollection;

    /// <summary>Name as in `$metadata`, such as `Edm.Int32` or `Collection(kawasaki.Grade)`.</summary>
    /// <param name="schemaNamespace">Namespace for types of the model.</param>
    public string QualifiedName(string schemaNamespace)
    {
        var name = Primitive is { } kind ? "Edm." + kind
            : $"{schemaNamespace}.{Enumeration?.Name ?? Structured!.Name}";
        return IsCollection ? $"Collection({name})" : name;
    }

    /// <summary>Name as a type annotation of JSON says it: `#Int32`, `#Collection(Int32)`, `#kawasaki.Grade`; null when the value itself tells its type.</summary>
    /// <remarks>Source: OData JSON Format 4.01, section 4.6.3: strings, Booleans and doubles need none; an object has it inside.</remarks>
    /// <param name="schemaNamespace">Namespace for types of the model.</param>
    public string? Annotation(string schemaNamespace) =>
        Structured is { IsSpread: true } || (!IsCollection && (Structured is not null || Primitive is PrimitiveKind.String or PrimitiveKind.Boolean or PrimitiveKind.Double)) ? null
        : "#" + QualifiedName(schemaNamespace).Replace("Edm.", "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => QualifiedName("self");
}
