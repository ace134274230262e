using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Tests.Unit.Packages;

/// <summary>The sample plan as a package, and ways to damage it.</summary>
internal static class SamplePackage
{
    public static PackageSchema Schema { get; } = PackageSchema.From(PlanModel.Instance.Published);

    public static PackageFiles Files(PlanData? data = null) => new PackageWriter(Schema).Render(data ?? SamplePlan.Build());

    public static IReadOnlyList<Problem> Findings(PackageFiles files) => PackageValidator.Validate(PackageContent.Read(Schema, files));

    /// <summary>Replaces the bytes of one file and leaves the descriptor as it was.</summary>
    public static PackageFiles With(this PackageFiles files, string name, Func<byte[], byte[]> change) =>
        files with { Files = files.Files.ToDictionary(f => f.Key, f => f.Key == name ? change(f.Value) : f.Value) };

    /// <summary>Replaces a text in one file and writes the descriptor anew, so that only the content is at fault.</summary>
    public static PackageFiles Edited(string name, string old, string replacement)
    {
        var files = Files();
        var text = Encoding.UTF8.GetString(files.Files[name]);
        if (!text.Contains(old, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{name} does not hold {old}:\n{text}", nameof(old));
        }

        var edited = files.With(name, _ => Encoding.UTF8.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal)));
        var descriptor = PackageDescriptor.Write(Schema, SamplePlan.Build().Documents, edited.Files);
        return edited.With(PackageDescriptor.FileName, _ => descriptor);
    }
}
