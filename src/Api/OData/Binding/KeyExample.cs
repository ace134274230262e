using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Binding;

/// <summary>How keys are written, for hints: taken from the model at hand.</summary>
internal static class KeyExample
{
    /// <summary>The first set with a key: `places(region='...',id=...)`.</summary>
    /// <param name="model">The published model.</param>
    public static string Of(PublishedModel model) => model.Sets[0] is var set && set.Type.Key is [var only] ? $"{set.Name}({Value(only)})" : set.Name + Named(set.Type);

    /// <summary>A key with the names of its parts: `(region='...',id=...)`.</summary>
    /// <param name="type">Type of the rows.</param>
    public static string Named(StructuredTypeModel type) => $"({string.Join(",", type.Key.Select(k => $"{k.Name}={Value(k)}"))})";

    private static string Value(PropertyModel property) => property.Type.Is(PrimitiveKind.String) ? "'...'" : "...";
}
