using System.IO;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Packages;
using Xunit;

namespace Kawasaki.Tests.Unit.Packages;

public sealed class PackageFolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kawasaki-package-");

    private string Target => Path.Combine(folder.FullName, "data");

    [Fact]
    public async Task A_package_is_written_and_read_again()
    {
        var files = SamplePackage.Files();

        Assert.Equal(Target, (await PackageWriter.ReplaceFolderAsync(files, Target + "/", TestContext.Current.CancellationToken)).Value);

        var read = await PackageFiles.ReadFolderAsync(Target, TestContext.Current.CancellationToken);
        Assert.Equal(files.Files, read.Value!.Files);
        Assert.Equal(files.Hash, read.Value.Hash);
    }

    [Fact]
    public async Task An_older_package_is_replaced_whole_and_nothing_is_left_beside_it()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "older.csv"), "x", TestContext.Current.CancellationToken);

        Assert.True((await PackageWriter.ReplaceFolderAsync(SamplePackage.Files(), Target, TestContext.Current.CancellationToken)).IsOk);

        Assert.False(File.Exists(Path.Combine(Target, "older.csv")));
        Assert.Equal(["data"], folder.GetFileSystemInfos().Select(f => f.Name));
    }

    [Fact]
    public async Task A_folder_with_something_else_is_left_alone()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "letter.txt"), "x", TestContext.Current.CancellationToken);

        var refused = await PackageWriter.ReplaceFolderAsync(SamplePackage.Files(), Target, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.PackageFileMissing, refused.Problem!.Code);
        Assert.Contains("holds letter.txt, which is no part of a data package", refused.Problem.Message);
        Assert.Equal(["letter.txt"], new DirectoryInfo(Target).GetFiles().Select(f => f.Name));
    }

    [Fact]
    public async Task A_writing_that_is_stopped_leaves_the_older_package()
    {
        Assert.True((await PackageWriter.ReplaceFolderAsync(SamplePackage.Files(), Target, TestContext.Current.CancellationToken)).IsOk);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var other = SamplePackage.Files().With("themes.csv", _ => "other"u8.ToArray());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PackageWriter.ReplaceFolderAsync(other, Target, stopped.Token));

        Assert.Equal(SamplePackage.Files().Files, (await PackageFiles.ReadFolderAsync(Target, TestContext.Current.CancellationToken)).Value!.Files);
        Assert.Equal(["data"], folder.GetFileSystemInfos().Select(f => f.Name));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_a_problem()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "file"), "x", TestContext.Current.CancellationToken);

        var refused = await PackageWriter.ReplaceFolderAsync(SamplePackage.Files(), Path.Combine(folder.FullName, "file", "data"), TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.PackageFileMissing, refused.Problem!.Code);
        Assert.Contains("cannot be written", refused.Problem.Message);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
