using System.ComponentModel.DataAnnotations;

namespace Kawasaki.Api.Access;

/// <summary>Asks for an address that keys may be fetched from: https, or http on this machine; without query, fragment or password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IssuerAddressAttribute() : ValidationAttribute("expected an https address (http only on this machine) without query, fragment or password")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is string text && IsSafe(text));

    /// <summary>Whether what comes from an address can be trusted to come from there.</summary>
    /// <param name="address">The address.</param>
    public static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { Query: "", Fragment: "", UserInfo: "" };
}
