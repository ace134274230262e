using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Changing;

/// <summary>W3: answers a change that was made.</summary>
/// <param name="http">The request.</param>
/// <param name="rows">Reads rows back.</param>
/// <param name="wanted">The form of the answer.</param>
/// <param name="root">Service root, ending in a slash.</param>
internal sealed class WriteAnswer(HttpContext http, RowReading rows, Negotiated wanted, string root)
{
    /// <summary>Answers with the row, or without it where that is preferred.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="made">When: the version of the data, and whether the request had come before.</param>
    /// <param name="shape">`$select` and `$expand`.</param>
    /// <param name="preferred">`minimal` or `representation`; null without a preference.</param>
    /// <param name="isMinimalByDefault">What is answered without a preference.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<Problem?> RowAsync(EntitySetModel set, RowOutcome outcome, ChangeOutcome made, QueryOptionsSyntax shape, string? preferred, bool isMinimalByDefault, CancellationToken token)
    {
        var isMade = outcome.Kind == RowOutcomeKind.Created || HttpMethods.IsPost(http.Request.Method);
        var id = root + RowKeys.Path(set, outcome.Key);
        var headers = Head(preferred);
        if (outcome.Revision is { } revision)
        {
            headers.ETag = RevisionTag.Of(revision);
        }

        headers["OData-EntityId"] = id;
        if (isMade)
        {
            headers.Location = id;
        }

        if (preferred == "minimal" || (preferred is null && isMinimalByDefault))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return null;
        }

        using var page = new PageBuffer();
        var written = await WriteAsync(set, outcome, made, shape, page, token);
        if (!written.IsOk)
        {
            // The change is made, and the caller knows where; what it looks like now is another question.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return null;
        }

        http.Response.StatusCode = isMade ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await SendAsync(written.Value.ContentType!, page.Written, token);
        return null;
    }

    // The row as the change left it, however often the request comes and whatever others have done since: the present where it is still that, else the past.
    private async Task<Result<WrittenAnswer>> WriteAsync(EntitySetModel set, RowOutcome outcome, ChangeOutcome made, QueryOptionsSyntax shape, PageBuffer page, CancellationToken token)
    {
        if (!rows.KnowsThePast || (!made.IsRepeated && shape.Expand is null))
        {
            var now = await rows.WriteAsync(set, outcome.Key, shape, wanted.Format, root, page, version: null, token);
            if (!rows.KnowsThePast || (now.IsOk && now.Value.Revision == outcome.Revision) || (!now.IsOk && now.Problem.Code != ErrorCode.NotFound))
            {
                return now;
            }

            page.Clear();
        }

        return await rows.WriteAsync(set, outcome.Key, shape, wanted.Format, root, page, made.DataVersion, token);
    }

    /// <summary>Answers with nothing: the row is gone, or only a part of it was changed.</summary>
    public void Nothing(long? revision, string? preferred)
    {
        var headers = Head(preferred == "minimal" ? preferred : null);
        if (revision is { } known)
        {
            headers.ETag = RevisionTag.Of(known);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Answers a bulk change: what became of each row, in the order of the request.</summary>
    /// <param name="set">Set of the rows.</param>
    /// <param name="kind">What was asked for by place.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="preferred">`minimal` or `representation`; null without a preference.</param>
    /// <param name="token">Ends the sending.</param>
    public async Task BulkAsync(EntitySetModel set, Func<int, ChangeKind> kind, ChangeOutcome outcome, string? preferred, CancellationToken token)
    {
        Head(preferred);
        if (preferred == "minimal" && outcome.Rows.All(r => r.Problem is null))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        using var page = new PageBuffer();
        using (var json = new Utf8JsonWriter(page, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", $"{root}$metadata#{set.Name}/$delta");
            json.WriteStartArray("value");
            for (var i = 0; i < outcome.Rows.Count; i++)
            {
                WriteRow(json, set, outcome.Rows[i], kind, i);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        http.Response.StatusCode = StatusCodes.Status200OK;
        RequestRecord.Of(http).Rows = outcome.Rows.Count;
        await SendAsync(wanted.Format.ContentType, page.Written, token);
    }

    private void WriteRow(Utf8JsonWriter json, EntitySetModel set, RowOutcome row, Func<int, ChangeKind> kind, int place)
    {
        json.WriteStartObject();
        if (row.Kind == RowOutcomeKind.Deleted)
        {
            json.WriteStartObject("@removed");
            json.WriteString("reason", "deleted");
            json.WriteEndObject();
        }

        json.WriteString("@odata.id", root + RowKeys.Path(set, row.Key));
        if (row.Revision is { } revision)
        {
            json.WritePropertyName("@odata.etag");
            JsonText.WriteValue(json, RevisionTag.Of(revision));
        }

        if (row.Problem is { } problem)
        {
            WriteFailure(json, kind(place), problem);
        }
        else if (row.Kind != RowOutcomeKind.Deleted)
        {
            foreach (var (property, value) in set.Type.Key.Zip(row.Key))
            {
                json.WritePropertyName(property.Name);
                WriteKey(json, value.Value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, object? value)
    {
        if (value is int or long)
        {
            json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }
        else
        {
            JsonText.WriteValue(json, value is DateOnly date ? date.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    // Source: OData Core vocabulary, DataModificationException.
    private void WriteFailure(Utf8JsonWriter json, ChangeKind kind, Problem problem)
    {
        var words = ProblemWords.Of(http.Request);
        http.Response.Headers.ContentLanguage = words.Languages;
        json.WriteStartObject("@Core.DataModificationException");
        json.WriteString("failedOperation", kind switch { ChangeKind.Delete => "delete", ChangeKind.Create => "insert", ChangeKind.Upsert => "upsert", _ => "update" });
        json.WriteNumber("responseCode", ProblemStatus.Of(problem.Code));
        json.WriteStartObject("info");
        ErrorWriter.WriteMembers(json, problem, words);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private IHeaderDictionary Head(string? applied)
    {
        var headers = http.Response.Headers;
        headers["OData-Version"] = wanted.Format.Version;
        headers.CacheControl = "no-store";
        if (applied is not null)
        {
            headers["Preference-Applied"] = $"return={applied}";
        }

        return headers;
    }

    private async Task SendAsync(string contentType, ReadOnlyMemory<byte> body, CancellationToken token)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        RequestRecord.Of(http).Bytes = body.Length;
        await http.Response.Body.WriteAsync(body, token);
    }
}
