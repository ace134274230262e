using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>Asks for prefixes of networks, separated by semicolons.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworksAttribute() : ValidationAttribute("expected prefixes such as 10.1.0.0/16, separated by semicolons")
{
    /// <summary>The networks of a setting.</summary>
    /// <param name="text">Its text.</param>
    public static IEnumerable<string> Split(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is string text && Split(text).All(n => IPNetwork.TryParse(n, out _));
}

/// <summary>Asks for 32 bytes as base64.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretKeyAttribute() : ValidationAttribute("expected 32 bytes as base64")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value)
    {
        var bytes = new byte[64];
        return value is null || (value is string { Length: < 64 } text && Convert.TryFromBase64String(text, bytes, out var length) && length == 32);
    }
}
