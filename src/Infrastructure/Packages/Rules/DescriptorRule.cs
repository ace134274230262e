using System.Text.Json.Nodes;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>`datapackage.json` is there, is JSON, and describes the tables that this version reads. Titles and licences may differ.</summary>
internal sealed class DescriptorRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        const string file = PackageDescriptor.FileName;
        if (content.Descriptor is not { } descriptor)
        {
            yield return content.DescriptorFault is { } fault
                ? new Problem(ErrorCode.PackageDescriptor, $"{file}, {fault}", file)
                : new Problem(ErrorCode.PackageFileMissing, $"{file} is missing", file);
            yield break;
        }

        foreach (var table in content.Tables.Select(t => t.Table))
        {
            if (Resource(descriptor, table.FileName) is not { } resource)
            {
                yield return new Problem(ErrorCode.PackageDescriptor, $"{file} describes no resource with path {table.FileName}", $"{file}:{table.FileName}");
                continue;
            }

            if (Difference(resource["schema"], table) is { } difference)
            {
                yield return new Problem(ErrorCode.PackageDescriptor, $"{file}, schema of {table.FileName}: {difference}", $"{file}:{table.FileName}");
            }
        }
    }

    /// <summary>The resource that describes a file; null if there is none.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="fileName">Path of the resource.</param>
    internal static JsonObject? Resource(JsonObject descriptor, string fileName) =>
        (descriptor["resources"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(r => Text(r["path"]) == fileName);

    /// <summary>The value of a JSON string; null for everything else.</summary>
    /// <param name="node">The node.</param>
    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string? Difference(JsonNode? schema, PackageTable table)
    {
        var expected = PackageDescriptor.TableSchema(table);
        var found = Fields(schema);
        var wanted = Fields(expected);
        if (!found.SequenceEqual(wanted))
        {
            var at = found.Zip(wanted).TakeWhile(p => p.First == p.Second).Count();
            return $"field {at + 1} is {found.ElementAtOrDefault(at) ?? "missing"}, expected {wanted.ElementAtOrDefault(at) ?? "no further field"}";
        }

        return JsonNode.DeepEquals((schema as JsonObject)?["primaryKey"], expected["primaryKey"]) ? null : "its primary key is not the table's";
    }

    private static string[] Fields(JsonNode? schema) =>
        [.. ((schema as JsonObject)?["fields"] as JsonArray)?.OfType<JsonObject>().Select(f => $"{Text(f["name"])} ({Text(f["type"])})") ?? []];
}
