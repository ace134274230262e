using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>The `$expand` that shows a row with the rows that were made inside of it, as deep as they were given.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.4.2.2.</remarks>
internal static class NestedShape
{
    /// <summary>Text of the option; null where nothing was made inside.</summary>
    /// <param name="row">The row.</param>
    /// <param name="set">Its set.</param>
    /// <param name="schemaNamespace">Namespace of types.</param>
    public static string? Of(RowBody row, EntitySetModel set, string schemaNamespace) => row.Nested.Count == 0 ? null : Of([row], set, schemaNamespace);

    // As deep as the body, which has a limit.
    private static string Of(IReadOnlyList<RowBody> rows, EntitySetModel set, string schemaNamespace) =>
        string.Join(',', rows.SelectMany(r => r.Nested.Select(n => (r.Type, n.Navigation, n.Row))).GroupBy(n => n.Navigation).Select(group =>
        {
            var inner = Of([.. group.Select(n => n.Row)], group.Key.Target, schemaNamespace);
            var cast = set.Type.Navigations.Contains(group.Key) ? "" : $"{schemaNamespace}.{group.First().Type.Name}/";
            return $"{cast}{group.Key.Name}{(inner.Length == 0 ? "" : $"($expand={inner})")}";
        }));
}
