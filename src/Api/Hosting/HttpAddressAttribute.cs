using System.ComponentModel.DataAnnotations;

namespace Kawasaki.Api.Hosting;

/// <summary>Asks for an address that links can begin with: http or https, without query, fragment or password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpAddressAttribute() : ValidationAttribute("expected an http or https address without query, fragment or password")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null or Uri { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };
}
