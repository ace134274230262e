using System.Security.Cryptography;
using System.Text.Json;
using Kawasaki.Api.OData.Bodies;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Webhooks;

namespace Kawasaki.Api.Webhooks;

/// <summary>What the body of a request says of a subscription; null for what it does not say.</summary>
internal sealed record SubscriptionBody
{
    /// <summary>Most characters of a description or secret.</summary>
    public const int MaxText = 200;

    /// <summary>Most characters of a filter.</summary>
    public const int MaxFilter = 4_000;

    /// <summary>Most characters of the address of a receiver.</summary>
    public const int MaxUrl = 2_000;

    /// <summary>Most events of one delivery.</summary>
    public const int MostEvents = 100;

    /// <summary>What a secret begins with where it is shown: tools that look for secrets in texts know it by that.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>`url`.</summary>
    public Uri? Url { get; private set; }

    /// <summary>`entitySet`.</summary>
    public string? EntitySet { get; private set; }

    /// <summary>`filter`; empty where it is null, which takes a filter away.</summary>
    public string? Filter { get; private set; }

    /// <summary>`description`; empty where it is null.</summary>
    public string? Description { get; private set; }

    /// <summary>`maxEvents`.</summary>
    public int? MaxEvents { get; private set; }

    /// <summary>`isActive`.</summary>
    public bool? IsActive { get; private set; }

    /// <summary>`secret`.</summary>
    public byte[]? Secret { get; private set; }

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    /// <summary>A secret as its owner gives it to the receiver.</summary>
    /// <param name="secret">The secret.</param>
    public static string Show(ReadOnlySpan<byte> secret) => SecretPrefix + Convert.ToBase64String(secret);

    /// <summary>Reads a body; every finding is told.</summary>
    /// <param name="bytes">The body.</param>
    /// <param name="addresses">Says which receivers may be.</param>
    /// <param name="isNew">Whether it makes a subscription.</param>
    public static Result<SubscriptionBody> Read(ReadOnlyMemory<byte> bytes, IReceiverAddresses addresses, bool isNew)
    {
        var findings = new Findings();
        return JsonBody.Read(bytes.Span, new BodyLimits(), findings, (ref Utf8JsonReader json) => Read(ref json, findings, addresses, isNew));
    }

    private static SubscriptionBody Read(ref Utf8JsonReader json, Findings findings, IReceiverAddresses addresses, bool isNew)
    {
        var body = new SubscriptionBody();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            findings.Add(ErrorCode.MalformedBody, "The body is a JSON object.", "");
            json.Skip();
            return body;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonBody.NameOf(ref json);
            json.Read();
            if (!seen.Add(name))
            {
                findings.Add(ErrorCode.MalformedBody, $"'{JsonBody.Shorten(name)}' is given twice.", JsonBody.Shorten(name));
            }
            else
            {
                body.Member(ref json, name, findings, addresses, isNew);
            }

            json.Skip();
        }

        if (isNew && body.Url is null && !seen.Contains("url"))
        {
            findings.Add(ErrorCode.ValueRefused, "A subscription needs the URL of its receiver.", "url");
        }

        if (isNew && !seen.Contains("entitySet"))
        {
            findings.Add(ErrorCode.ValueRefused, "A subscription needs the name of a set.", "entitySet");
        }

        return body;
    }

    private void Member(ref Utf8JsonReader json, string name, Findings findings, IReceiverAddresses addresses, bool isNew)
    {
        switch (name)
        {
            case "url":
                Url = ReadUrl(Text(ref json, name, MaxUrl, isNullable: false, findings), findings, addresses);
                break;
            case "entitySet" when isNew:
                EntitySet = Text(ref json, name, MaxText, isNullable: false, findings);
                break;
            case "filter":
                Filter = Text(ref json, name, MaxFilter, isNullable: true, findings);
                break;
            case "description":
                Description = Text(ref json, name, MaxText, isNullable: true, findings);
                break;
            case "maxEvents" when json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number) && number is >= 1 and <= MostEvents:
                MaxEvents = number;
                break;
            case "maxEvents":
                findings.Add(ErrorCode.BadValue, $"maxEvents is a whole number from 1 to {MostEvents}.", name);
                break;
            case "isActive" when !isNew && json.TokenType is JsonTokenType.True or JsonTokenType.False:
                IsActive = json.TokenType == JsonTokenType.True;
                break;
            case "isActive" when !isNew:
                findings.Add(ErrorCode.BadValue, "isActive is true or false.", name);
                break;
            case "secret":
                Secret = ReadSecret(Text(ref json, name, MaxText, isNullable: false, findings), findings);
                break;
            default:
                findings.Add(ErrorCode.ValueRefused, $"'{JsonBody.Shorten(name)}' cannot be given here.", JsonBody.Shorten(name), Nearest.Of(name, Names) is { } near && near != name ? $"Did you mean '{near}'?" : null);
                break;
        }
    }

    private static readonly string[] Names = ["url", "entitySet", "filter", "description", "maxEvents", "isActive", "secret"];

    private static string? Text(ref Utf8JsonReader json, string name, int most, bool isNullable, Findings findings)
    {
        if (json.TokenType == JsonTokenType.Null && isNullable)
        {
            return "";
        }

        if (json.TokenType != JsonTokenType.String)
        {
            findings.Add(ErrorCode.BadValue, $"{name} is a text.", name);
            return null;
        }

        var text = JsonBody.NameOf(ref json);
        if (text.Length <= most && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        findings.Add(ErrorCode.ValueRefused, $"{name} has at most {most} characters, none of them null.", name);
        return null;
    }

    private static Uri? ReadUrl(string? text, Findings findings, IReceiverAddresses addresses)
    {
        if (text is null)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.AbsoluteUri.Length > MaxUrl || url.Host.Length == 0)
        {
            findings.Add(ErrorCode.BadValue, "url is an absolute URL.", "url");
            return null;
        }

        if (addresses.Refuse(url) is { } refused)
        {
            findings.Add(refused);
        }

        return url;
    }

    // 24 to 64 bytes, as the receivers' libraries ask for.
    private static byte[]? ReadSecret(string? text, Findings findings)
    {
        if (text is null)
        {
            return null;
        }

        var bytes = new byte[150];
        if (text.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[SecretPrefix.Length..], bytes, out var length) && length is >= 24 and <= 64)
        {
            return bytes[..length];
        }

        findings.Add(ErrorCode.ValueRefused, $"secret is '{SecretPrefix}' and 24 to 64 random bytes as base64.", "secret", "Leave it out, and the service makes one.");
        return null;
    }
}
