using System.IO;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>Where the data package is that the program is shipped with.</summary>
public sealed record PackageOptions
{
    private const string Default = "data";

    /// <summary>Folder of the data package.</summary>
    /// <value>Default null: `data` in the current folder, else `data` beside the program.</value>
    [Setting("KAWASAKI_DATA")]
    public string? Folder { get; init; }

    /// <summary>The folder to read: the one set, else the first default that holds a package; the first default when none does.</summary>
    public string ResolveFolder() => Folder
        ?? new[] { Path.GetFullPath(Default), Path.Combine(AppContext.BaseDirectory, Default) }
            .FirstOrDefault(f => File.Exists(Path.Combine(f, PackageDescriptor.FileName)))
        ?? Path.GetFullPath(Default);
}
