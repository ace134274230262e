using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Kawasaki.Api.OData.Endpoints;

namespace Kawasaki.Api.Pages;

/// <summary>A file that pages load.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">The file.</param>
internal sealed record SiteAsset(string ContentType, byte[] Bytes)
{
    private readonly Lazy<byte[]> brotli = new(() => Encode(ContentCoding.Brotli, Bytes));
    private readonly Lazy<byte[]> gzip = new(() => Encode(ContentCoding.Gzip, Bytes));

    /// <summary>The bytes in a coding; encoded once.</summary>
    /// <param name="coding">The coding.</param>
    public byte[] In(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => brotli.Value,
        ContentCoding.Gzip => gzip.Value,
        _ => Bytes,
    };

    private static byte[] Encode(ContentCoding coding, byte[] bytes)
    {
        using var encoder = new BodyEncoder(coding);
        return encoder.Finish(bytes).ToArray();
    }
}

/// <summary>The files that pages load: style and scripts, embedded in the program under `assets/`.</summary>
internal static class SiteAssets
{
    /// <summary>Path of the files, without a last slash.</summary>
    public const string Root = "/assets";

    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, SiteAsset> Files = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(n => n[Prefix.Length..], Load, StringComparer.Ordinal);

    /// <summary>The file of a name; null if there is none.</summary>
    /// <param name="name">Such as `site.css`.</param>
    public static SiteAsset? Find(string name) => Files.GetValueOrDefault(name);

    /// <summary>Hash of all files: a folder of the address, so that browsers may keep them for good. Scripts that load each other stay in the folder without naming it.</summary>
    public static string Version { get; } = "v-" + Hash();

    /// <summary>Path of a file of this version.</summary>
    /// <param name="name">Such as `site.css`.</param>
    public static string Path(string name) => Files.ContainsKey(name) ? $"{Root}/{Version}/{name}" : throw new InvalidOperationException($"There is no file {name}.");

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, asset) in Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(asset.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static SiteAsset Load(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new SiteAsset(TypeOf(resource), bytes);
    }

    private static string TypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json",
        ".txt" => "text/plain; charset=utf-8",
        _ => throw new InvalidOperationException($"{name} is of no kind that pages load."),
    };
}
