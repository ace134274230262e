using System.IO;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>What every answer must be, whatever was asked: data that can be read, or an error object, or a page for who likes HTML best, that says what is wrong.</summary>
internal sealed partial class AnswerCheck : IFuzzJudge
{
    /// <summary>Words of our own machinery: an answer that holds one tells a stranger how it is built.</summary>
    public static readonly string[] Secrets = ["Npgsql", "System.", "Exception", " at Kawasaki", "plan.\"", "SELECT ", "/src/"];

    /// <inheritdoc/>
    public Task<(string? Fault, string? Code)> JudgeAsync(FuzzRequest request, FuzzAnswer answer, Func<FuzzRequest, Task<FuzzAnswer>> again) => Task.FromResult((Fault(request, answer, out var code), code));

    private static string? Fault(FuzzRequest request, FuzzAnswer answer, out string? code)
    {
        code = null;
        var (status, body) = (answer.Status, answer.Body);
        if (request.Method == "HEAD" || status is 204 or 304)
        {
            return body.Length > 0 ? "a body where none may be" : null;
        }

        if (status < 300)
        {
            return DataFault(answer.MediaType, body);
        }

        if (answer.IsRefusedByHttp)
        {
            code = "HTTP";
            return null;
        }

        var fault = answer.MediaType == "text/html" ? PageFault(body, out code) : ErrorFault(body, out code);
        return fault ?? (status is (>= 400 and < 500) or 501 ? null
            : (status, code) is (503, "KWS902") ? null
            : $"status {status}");
    }

    private static string? ErrorFault(byte[] body, out string? code)
    {
        code = null;
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("error");
            code = error.GetProperty("code").GetString();
            var message = error.GetProperty("message").GetString();
            return WordsFault(code, message);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"no error object: {Encoding.UTF8.GetString(body)}";
        }
    }

    private static string? PageFault(byte[] body, out string? code)
    {
        code = null;
        try
        {
            using var page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Encoding.UTF8.GetString(body));
            code = page.QuerySelector("main a[href*='/docs/errors#']")?.TextContent;
            return WordsFault(code, page.QuerySelector("main p[lang=en]")?.TextContent);
        }
        catch (HtmlParseException e)
        {
            return $"no page: {e.Message}";
        }
    }

    private static string? WordsFault(string? code, string? message) =>
        !Code().IsMatch(code ?? "") || string.IsNullOrWhiteSpace(message) ? "an error without code or message"
        : Secrets.FirstOrDefault(s => message.Contains(s, StringComparison.Ordinal)) is { } secret ? $"a message that tells {secret}: {message}"
        : null;

    private static string? DataFault(string? type, byte[] body)
    {
        try
        {
            switch (type)
            {
                case "application/json":
                    using (JsonDocument.Parse(body))
                    {
                        return null;
                    }

                case "application/xml":
                    XDocument.Load(new MemoryStream(body));
                    return null;
                case "text/csv" or "text/plain" or "application/octet-stream" or "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
                    return null;
                default:
                    return $"a body of type '{type}'";
            }
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            return $"a body that is no {type}: {e.Message}";
        }
    }

    [GeneratedRegex(@"^KWS\d{3}$")]
    private static partial Regex Code();
}
