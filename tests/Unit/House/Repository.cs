using System.IO;
using System.Runtime.CompilerServices;

namespace Kawasaki.Tests.Unit.House;

/// <summary>Where the checkout lies, for tests that compare files with code.</summary>
internal static class Repository
{
    /// <summary>Root folder of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Text of a file of the checkout.</summary>
    /// <param name="path">Path from the root.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = Path.GetDirectoryName(thisFile);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Kawasaki.Api.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Kawasaki.Api.sln not found above " + thisFile);
    }
}
