using System.IO;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Tests.Unit.Documents;
using Xunit;

namespace Kawasaki.Tests.Unit.Packages;

/// <summary>The data package of the repository: `data/`.</summary>
public sealed class ShippedPackageTests
{
    private const string Cure = "run `./run extract --documents DIR --out data` and commit the result";

    [Fact]
    public async Task It_has_no_finding()
    {
        Assert.Empty(SamplePackage.Findings(await ReadAsync()).Select(f => f.Message));
    }

    [Fact]
    public async Task This_version_would_write_it_in_the_same_bytes()
    {
        var files = await ReadAsync();

        AssertSame(SamplePackage.Files(PackageContent.Read(SamplePackage.Schema, files).ToPlanData()), files);
    }

    [Fact]
    public async Task It_is_what_the_documents_state()
    {
        Assert.SkipWhen(PlanDocuments.Folder is null, "the source documents are not at hand: set KAWASAKI_DOCUMENTS");

        var extracted = Extraction.Run(PlanDocuments.Folder!);

        Assert.True(extracted.IsOk, extracted.Problem?.Message);
        AssertSame(SamplePackage.Files(extracted.Value.Data), await ReadAsync());
    }

    [Fact]
    public async Task Taking_away_any_row_that_others_refer_to_is_found()
    {
        var data = PackageContent.Read(SamplePackage.Schema, await ReadAsync()).ToPlanData();
        data.Measures.RemoveAt(0);
        data.Wards.RemoveAt(0);

        var targets = SamplePackage.Findings(SamplePackage.Files(data)).Select(f => f.Target!.Split(':')).Select(t => $"{t[0]}:{t[2]}").Distinct();

        Assert.Equal(["citations.csv:subjectCode", "departments.csv:wardCode", "evaluations.csv:measureCode", "indicators.csv:measureCode", "observations.csv:wardCode", "projects.csv:measureCode"], targets.Order(StringComparer.Ordinal));
    }

    private static void AssertSame(PackageFiles expected, PackageFiles actual)
    {
        var stale = expected.Files.Where(f => !actual.Files.TryGetValue(f.Key, out var bytes) || !bytes.AsSpan().SequenceEqual(f.Value)).Select(f => f.Key);
        Assert.True(!stale.Any(), $"not up to date: {string.Join(", ", stale)}; {Cure}");
    }

    private static async Task<PackageFiles> ReadAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Kawasaki.Api.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("no Kawasaki.Api.sln above the tests");
        }

        var files = await PackageFiles.ReadFolderAsync(Path.Combine(root.FullName, "data"), TestContext.Current.CancellationToken);
        Assert.True(files.IsOk, files.Problem?.Message);
        return files.Value;
    }
}
