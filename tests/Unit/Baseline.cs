using System.IO;
using Xunit;

namespace Kawasaki.Tests;

/// <summary>Compares texts with the approved files beside the tests; `KAWASAKI_REWRITE=1` writes them anew, never in CI.</summary>
internal static class Baseline
{
    /// <summary>Root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Fails unless the text is what the file holds.</summary>
    /// <param name="file">Path from the root.</param>
    /// <param name="text">The text.</param>
    public static void Equal(string file, string text)
    {
        var path = Path.Combine(Root, file);
        text = text.TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("KAWASAKI_REWRITE") == "1")
        {
            Assert.True(Environment.GetEnvironmentVariable("CI") is null, "Baselines are not rewritten in CI.");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{file} does not exist; KAWASAKI_REWRITE=1 writes it.");
        Assert.Equal(File.ReadAllText(path), text);
    }

    /// <summary>Fails when the folder holds a file that no case names.</summary>
    /// <param name="folder">Path from the root.</param>
    /// <param name="extension">With its dot.</param>
    /// <param name="cases">Names of the cases.</param>
    public static void NoOrphans(string folder, string extension, IEnumerable<string> cases) =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + extension).Select(Path.GetFileNameWithoutExtension).Except(cases));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kawasaki.Api.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
