using System.Text.Json;
using System.Text.Unicode;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>What every body has in common: it is UTF-8, one JSON value, within its limits.</summary>
internal static class JsonBody
{
    /// <summary>Reads a body.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="bytes">The body.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <param name="findings">Findings of the reading: with any the result is their problem.</param>
    /// <param name="read">Reads the value that the reader stands at, up to its last token.</param>
    public static Result<T> Read<T>(ReadOnlySpan<byte> bytes, BodyLimits limits, Findings findings, Reading<T> read)
        where T : notnull
    {
        if (!Utf8.IsValid(bytes))
        {
            return new Problem(ErrorCode.MalformedBody, "The body is not UTF-8.");
        }

        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
        try
        {
            if (!json.Read())
            {
                return new Problem(ErrorCode.MalformedBody, "The body is empty: a JSON object is expected.");
            }

            var value = read(ref json);
            json.Read();
            return findings.Problem is { } problem ? problem : value;
        }
        catch (JsonException e)
        {
            return json.CurrentDepth >= limits.MaxDepth
                ? new Problem(ErrorCode.BodyTooLarge, $"The body nests deeper than {limits.MaxDepth} levels.")
                : new Problem(ErrorCode.MalformedBody, $"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    /// <summary>The name that the reader stands at; what no text can hold is shown as such.</summary>
    public static string NameOf(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    /// <summary>The id in an object that holds nothing else; null, and the reader where it stood, for any other object.</summary>
    public static string? OnlyId(ref Utf8JsonReader json)
    {
        var ahead = json;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.PropertyName || NameOf(ref ahead) is not ("@id" or "@odata.id")
            || !ahead.Read() || ahead.TokenType != JsonTokenType.String)
        {
            return null;
        }

        var id = NameOf(ref ahead);
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.EndObject)
        {
            return null;
        }

        json = ahead;
        return id;
    }

    /// <summary>A text of the body as far as a message repeats it.</summary>
    public static string Shorten(string text)
    {
        const int most = 60;
        return text.Length <= most ? text : text[..most] + "…";
    }
}

/// <summary>Reads the value that a reader stands at.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="json">The reader.</param>
internal delegate T Reading<T>(ref Utf8JsonReader json);
