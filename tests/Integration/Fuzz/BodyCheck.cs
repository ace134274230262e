using System.Collections.Concurrent;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Whether a body is what its media type says. A body that was read once is not read again.</summary>
internal sealed partial class BodyCheck
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConcurrentDictionary<string, string?> seen = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a body; null for nothing.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="answer">The answer.</param>
    public string? Fault(FuzzRequest request, FuzzAnswer answer)
    {
        if (answer.Status == 206 || PageJudge.IsOfSwagger(request))
        {
            return null;
        }

        // Random requests make few different bodies.
        return seen.GetOrAdd($"{answer.MediaType} {Convert.ToHexString(SHA256.HashData(answer.Body))}", _ => Read(answer.MediaType, answer.Body));
    }

    private static string? Read(string? type, byte[] body)
    {
        try
        {
            switch (type)
            {
                case { } json when json == "application/json" || json.EndsWith("+json", StringComparison.Ordinal):
                    using (JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false }))
                    {
                        return null;
                    }

                case { } xml when xml.EndsWith("/xml", StringComparison.Ordinal) || xml.EndsWith("+xml", StringComparison.Ordinal):
                    XDocument.Load(new MemoryStream(body));
                    return null;
                case "text/html":
                    return PageFault(Utf8.GetString(body));
                case "text/csv" or "application/vnd.sdmx.data+csv":
                    return TableFault(Utf8.GetString(body));
                case "text/turtle":
                    return TurtleRest().IsMatch(Turtle().Replace(Utf8.GetString(body), "")) ? "Turtle that cannot be read" : null;
                case "application/zip" or "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
                    return ArchiveFault(body);
                case "text/plain" or "text/css" or "text/javascript" or "application/openmetrics-text":
                    Utf8.GetString(body);
                    return null;
                default:
                    return $"a body of type '{type}'";
            }
        }
        catch (Exception e) when (e is JsonException or XmlException or HtmlParseException or DecoderFallbackException or InvalidDataException)
        {
            return $"a body that is no {type}: {e.Message}";
        }
    }

    // What a browser would repair, run, or follow to somewhere else.
    private static string? PageFault(string text)
    {
        using var page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(text);
        return page.QuerySelectorAll("style, [style], script:not([src]):not([type='application/ld+json'])").Length > 0 ? "a script or a style in the page"
            : page.All.SelectMany(e => e.Attributes).FirstOrDefault(a => a.Name.StartsWith("on", StringComparison.Ordinal)) is { } handler ? $"a handler {handler.Name}"
            : page.QuerySelectorAll("[href], [src], [action]").SelectMany(e => e.Attributes).FirstOrDefault(a => a.Name is "href" or "src" or "action" && Away().IsMatch(a.Value)) is { } link ? $"a link to {link.Value}"
            : page.QuerySelectorAll("script[type='application/ld+json']").Select(s => Read("application/json", Encoding.UTF8.GetBytes(s.TextContent))).FirstOrDefault(f => f is not null);
    }

    private static string? TableFault(string text)
    {
        text = text.TrimStart('\ufeff');
        var rows = Row().Matches(text);
        var widths = rows.Select(m => m.Groups["cell"].Captures.Count).Distinct().ToList();
        return rows.Sum(r => r.Length) != text.Length ? "CSV that cannot be read" : widths.Count == 1 ? null : $"CSV with {string.Join(" and ", widths)} columns";
    }

    private static string? ArchiveFault(byte[] body)
    {
        using var archive = new ZipArchive(new MemoryStream(body));
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            var type = Path.GetExtension(entry.Name) switch { ".xml" or ".rels" => "application/xml", ".csv" => "text/csv", ".json" => "application/json", _ => "text/plain" };
            if (Read(type, content.ToArray()) is { } fault)
            {
                return $"{entry.FullName}: {fault}";
            }
        }

        return null;
    }

    [GeneratedRegex(@"\G(?<cell>""(?:[^""]|"""")*""|[^"",\r\n]*)(?:,(?<cell>""(?:[^""]|"""")*""|[^"",\r\n]*))*\r\n")]
    private static partial Regex Row();

    // Strings, addresses and names; what is left over are signs.
    [GeneratedRegex(@"""(?:[^""\\\n\r]|\\[tbnrf""'\\]|\\u[0-9A-F]{4})*""|<[^<>""{}|^`\\\x00-\x20]*>|@?[A-Za-z][A-Za-z-]*:[A-Za-z0-9_-]*|@[a-z-]+|\ba\b")]
    private static partial Regex Turtle();

    [GeneratedRegex(@"[^\s;,.:^]")]
    private static partial Regex TurtleRest();

    [GeneratedRegex(@"^\s*(//|\\|javascript:|data:(?!image/svg))", RegexOptions.IgnoreCase)]
    private static partial Regex Away();
}
