using System.Text.Json.Nodes;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each file has the size and the hash that `datapackage.json` states: nothing was cut off or changed on the way.</summary>
internal sealed class HashRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        if (content.Descriptor is not { } descriptor)
        {
            yield break;
        }

        foreach (var table in content.Tables.Where(t => t.IsPresent).Select(t => t.Table))
        {
            if (DescriptorRule.Resource(descriptor, table.FileName) is not { } resource)
            {
                continue;
            }

            var bytes = content.Files.Files[table.FileName];
            var size = resource["bytes"] is JsonValue value && value.TryGetValue<long>(out var stated) ? stated : -1;
            if (size != bytes.Length)
            {
                yield return new Problem(ErrorCode.PackageFileDamaged, $"{table.FileName} has {bytes.Length} bytes, expected {(size < 0 ? "a size that datapackage.json does not state" : $"{size}")}", table.FileName);
            }
            else if (DescriptorRule.Text(resource["hash"]) is var hash && hash != PackageDescriptor.Hash(bytes))
            {
                yield return new Problem(ErrorCode.PackageFileDamaged, $"{table.FileName} has hash {PackageDescriptor.Hash(bytes)}, expected {hash ?? "a hash that datapackage.json does not state"}", table.FileName);
            }
        }
    }
}
