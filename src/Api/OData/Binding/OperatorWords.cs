using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Binding;

/// <summary>What messages about operators say.</summary>
internal static class OperatorWords
{
    /// <summary>The operator as callers write it.</summary>
    public static string Of(BinarySyntax syntax) => syntax.Operator.ToString().ToLowerInvariant();

    /// <summary>What to try when two types do not meet; null if nothing is known.</summary>
    public static string? HintFor(TypeReference left, TypeReference right)
    {
        var text = left.Is(PrimitiveKind.String) || right.Is(PrimitiveKind.String);
        var other = left.Is(PrimitiveKind.String) ? right : left;
        return (text, other.Primitive) switch
        {
            (true, PrimitiveKind.Date or PrimitiveKind.DateTimeOffset or PrimitiveKind.TimeOfDay or PrimitiveKind.Guid) => "Write the value without quotes.",
            (true, PrimitiveKind.Boolean) => "Write true or false without quotes.",
            (true, not null) when TypeRules.IsNumber(other) => "Numbers are written without quotes, texts in single quotes.",
            (false, PrimitiveKind.Date or PrimitiveKind.DateTimeOffset) => "A date is 2025-04-01, a point in time 2025-04-01T00:00:00+09:00.",
            _ => null,
        };
    }
}
