using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Kawasaki.Api.Hosting;

/// <summary>Asks for an address to listen on: `localhost`, `*` for every address of the machine, or an IP address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ListenAddressAttribute() : ValidationAttribute("expected localhost, * or an IP address")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is "localhost" or "*" || (value is string text && IsAddress(text));

    // The parser also takes a number alone, and one to three parts: "1" is 0.0.0.1 to it.
    private static bool IsAddress(string text) => IPAddress.TryParse(text, out _) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3);
}
