using System.Globalization;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Reads version, format and preferences from a request; what cannot be honoured is refused.</summary>
/// <remarks>Source: OData Protocol 4.01, sections 8.2 and 11.2.12; prefixed and plain header names mean the same.</remarks>
internal static class Negotiator
{
    /// <summary>Every header looked at here; one that is missing in the key of what is kept would let one caller get another's form.</summary>
    public static readonly string[] DecidingHeaders = [HeaderNames.Accept, "OData-MaxVersion", "OData-Version", "Prefer", "OData-Isolation", "Isolation"];

    private const string Json = "application/json";
    private const string Xml = "application/xml";
    private const string Csv = "text/csv";
    private const string Text = "text/plain";

    /// <summary>What is asked for, or why it cannot be given.</summary>
    /// <param name="headers">Headers of the request.</param>
    /// <param name="format">Value of `$format`; null without one.</param>
    /// <param name="kind">What the answer is made of.</param>
    public static Result<Negotiated> Negotiate(IHeaderDictionary headers, string? format, AnswerKind kind)
    {
        var version = Version(headers);
        if (!version.IsOk)
        {
            return version.Problem;
        }

        if (headers.ContainsKey("OData-Isolation") || headers.ContainsKey("Isolation"))
        {
            return new Problem(ErrorCode.PreconditionFailed, "One state of the data over several requests or pages cannot be promised.", "OData-Isolation", "Each answer is of one state; $at=... reads all pages as of one moment.");
        }

        if (kind == AnswerKind.Number)
        {
            return new Negotiated(JsonFormat.Default with { Version = version.Value }, IsXml: false);
        }

        var wanted = format is null ? FromAccept(headers.Accept) : FromOption(format);
        if (!wanted.IsOk)
        {
            return wanted.Problem;
        }

        foreach (var type in wanted.Value)
        {
            if (Match(type, kind, version.Value) is { } match)
            {
                return match with { MaxPageSize = MaxPageSize(headers), TracksChanges = TracksChanges(headers) };
            }
        }

        return new Problem(
            ErrorCode.NotAcceptable, $"The answer can be {string.Join(" or ", Offers(kind))}; none of that is accepted by the request.", format is null ? "Accept" : "$format");
    }

    private static Result<string> Version(IHeaderDictionary headers)
    {
        foreach (var name in (ReadOnlySpan<string>)["OData-Version", "OData-MaxVersion"])
        {
            if (headers.TryGetValue(name, out var given) && !IsVersion(given, out _))
            {
                return new Problem(ErrorCode.VersionNotSupported, $"{name}: '{Shorten(given)}' is not a version of OData that this service speaks: 4.0 and 4.01.", name);
            }
        }

        return headers.TryGetValue("OData-MaxVersion", out var most) && IsVersion(most, out var version) && version > 4.0m ? "4.01" : "4.0";
    }

    // A caller may name a later version than there is; it then gets the latest spoken here.
    private static bool IsVersion(StringValues text, out decimal version) =>
        decimal.TryParse(text.ToString().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out version) && version >= 4.0m;

    private static Result<IReadOnlyList<MediaTypeHeaderValue>> FromAccept(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept))
        {
            return new[] { new MediaTypeHeaderValue("*/*") };
        }

        if (!MediaTypeHeaderValue.TryParseStrictList([.. accept.Select(a => a ?? "")], out var types))
        {
            return new Problem(ErrorCode.BadHeader, "The Accept header is not a list of media types.", "Accept");
        }

        // OrderBy is stable: of types with one quality the first named wins.
        return types.Where(t => t.Quality is not 0).OrderByDescending(t => t.Quality ?? 1).ToList();
    }

    private static Result<IReadOnlyList<MediaTypeHeaderValue>> FromOption(string format)
    {
        // A short name may have parameters like the media type it stands for.
        var end = format.IndexOf(';', StringComparison.Ordinal) is var mark and >= 0 ? mark : format.Length;
        var text = format[..end].ToUpperInvariant() switch
        {
            "JSON" => Json,
            "XML" => Xml,
            "ATOM" => "application/atom+xml",
            "CSV" => Csv,
            "XLSX" => XlsxFormat.MediaType,
            _ => format[..end],
        } + format[end..];
        return MediaTypeHeaderValue.TryParse(text, out var type)
            ? new[] { type }
            : new Problem(ErrorCode.NotAcceptable, $"$format: '{Shorten(format)}' is neither json, xml, csv, xlsx nor a media type.", "$format");
    }

    private static Negotiated? Match(MediaTypeHeaderValue type, AnswerKind kind, string version)
    {
        var offers = Offers(kind);
        var offer = offers.FirstOrDefault(o => new MediaTypeHeaderValue(o).IsSubsetOf(WithoutParameters(type)));
        var plain = JsonFormat.Default with { Version = version };
        return offer switch
        {
            null => null,
            Csv => Separated(type) is { } csv ? new Negotiated(plain, IsXml: false, csv) : null,
            XlsxFormat.MediaType => new Negotiated(plain, IsXml: false, new XlsxFormat()),
            _ => Dialect(type, version) is { } format ? new Negotiated(format, offer == Xml) : null,
        };
    }

    private static string[] Offers(AnswerKind kind) => kind switch
    {
        AnswerKind.Data => [Json, Csv, XlsxFormat.MediaType],
        AnswerKind.Metadata => [Xml, Json],
        AnswerKind.Text => [Text],
        _ => throw new InvalidOperationException($"No media types for {kind}."),
    };

    private static MediaTypeHeaderValue WithoutParameters(MediaTypeHeaderValue type) => new(type.MediaType);

    private static CsvFormat? Separated(MediaTypeHeaderValue type)
    {
        var format = new CsvFormat(HasHeader: true, HasByteOrderMark: false);
        foreach (var parameter in type.Parameters)
        {
            var value = parameter.GetUnescapedValue().ToString().ToUpperInvariant();
            switch (parameter.Name.ToString().ToUpperInvariant())
            {
                case "HEADER" when value is "PRESENT" or "ABSENT":
                    format = new CsvFormat(value == "PRESENT", format.HasByteOrderMark);
                    break;
                case "BOM" when value is "TRUE" or "FALSE":
                    format = new CsvFormat(format.HasHeader, value == "TRUE");
                    break;
                case "CHARSET" when value is "UTF-8":
                case "Q":
                    break;
                case "HEADER" or "BOM" or "CHARSET":
                    return null;
            }
        }

        return format;
    }

    private static JsonFormat? Dialect(MediaTypeHeaderValue type, string version)
    {
        var (metadata, ieee754, isStreaming) = (MetadataLevel.Minimal, false, false);
        foreach (var parameter in type.Parameters)
        {
            var value = parameter.GetUnescapedValue().ToString().ToUpperInvariant();
            switch (parameter.Name.ToString().ToUpperInvariant())
            {
                case "ODATA.METADATA" or "METADATA" when value is "NONE" or "MINIMAL" or "FULL":
                    metadata = Enum.Parse<MetadataLevel>(value, ignoreCase: true);
                    break;
                case "IEEE754COMPATIBLE" when value is "TRUE" or "FALSE":
                    ieee754 = value == "TRUE";
                    break;
                case "ODATA.STREAMING" or "STREAMING" when value is "TRUE" or "FALSE":
                    isStreaming = value == "TRUE";
                    break;
                // Decimals without exponents satisfy both values.
                case "EXPONENTIALDECIMALS" when value is "TRUE" or "FALSE":
                case "CHARSET" when value is "UTF-8":
                case "Q":
                    break;
                case "ODATA.METADATA" or "METADATA" or "IEEE754COMPATIBLE" or "EXPONENTIALDECIMALS" or "ODATA.STREAMING" or "STREAMING" or "CHARSET":
                    return null;
            }
        }

        return new JsonFormat(metadata, ieee754, version, isStreaming);
    }

    // A preference may be ignored: one that is no positive number is (RFC 7240, section 2), and paging stays on.
    private static int? MaxPageSize(IHeaderDictionary headers)
    {
        foreach (var preference in Preferred(headers))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [var name, var value] && name.ToUpperInvariant() is "MAXPAGESIZE" or "ODATA.MAXPAGESIZE"
                && int.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
            {
                return size;
            }
        }

        return null;
    }

    // RFC 7240: a preference without a value, and one with an empty value, mean the same.
    private static bool TracksChanges(IHeaderDictionary headers) =>
        Preferred(headers).Any(p => p.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries) is [var name, .. var value]
            && name.ToUpperInvariant() is "TRACK-CHANGES" or "ODATA.TRACK-CHANGES" && value is [] or ["" or "\"\""]);

    private static IEnumerable<string> Preferred(IHeaderDictionary headers) => headers["Prefer"].SelectMany(p => (p ?? "").Split(',', StringSplitOptions.TrimEntries));

    private static string Shorten(StringValues text)
    {
        const int most = 40;
        var value = text.ToString();
        return value.Length <= most ? value : value[..most] + "…";
    }
}
