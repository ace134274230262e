using System.Security.Cryptography;
using Kawasaki.Api.Access;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Webhooks;

/// <summary>What subscriptions need.</summary>
/// <param name="Store">Where they are.</param>
/// <param name="Addresses">Which receivers may be.</param>
internal sealed record WebhookParts(IWebhookStore Store, IReceiverAddresses Addresses);

/// <summary>`/api/v1/webhooks`: callers make, see, change and remove subscriptions of their own, and have sent again what was given up.</summary>
internal sealed class WebhookEndpoints(WebhookParts parts, EventReader events, IChangeStore? audit, ServiceRoot roots)
{
    /// <summary>Path of all subscriptions.</summary>
    public const string Root = RestEndpoints.Root + "/webhooks";

    private const string ContentType = "application/json";
    private const string CodeLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int CodeLength = 20;
    private const int MaxBytes = 64 * 1024;

    private delegate Task<Problem?> Answer(HttpContext http, string owner);

    /// <summary>Maps the resources.</summary>
    /// <param name="routes">Where.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "", ("GET", ListAsync), ("POST", CreateAsync));
        Map(routes, "/{code}", ("GET", ShowAsync), ("PATCH", ChangeAsync), ("DELETE", DeleteAsync));
        Map(routes, "/{code}/deliveries", ("GET", DeliveriesAsync));
        Map(routes, "/{code}/deliveries/{id}/replay", ("POST", ReplayAsync));
    }

    private void Map(IEndpointRouteBuilder routes, string path, params (string Method, Answer Answer)[] answers) => routes.Map(Root + path, async http =>
    {
        RequestRecord.Of(http).Question = $"{http.Request.Method} webhooks";
        http.Response.Headers.CacheControl = "private, no-store";
        var method = HttpMethods.IsHead(http.Request.Method) ? "GET" : http.Request.Method;
        var answer = Array.Find(answers, a => HttpMethods.Equals(a.Method, method)).Answer;
        if (answer is null)
        {
            http.Response.Headers.Allow = string.Join(", ", answers.Select(a => a.Method == "GET" ? "GET, HEAD" : a.Method));
        }

        var problem = answer is null ? new Problem(ErrorCode.MethodNotAllowed, $"The resource takes {http.Response.Headers.Allow}.")
            : await RefuseAsync(http) ?? await answer(http, RequestCaller.Of(http)!.Name);
        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(http, problem, http.RequestAborted);
        }
    });

    private async Task<Problem?> RefuseAsync(HttpContext http)
    {
        var caller = RequestCaller.Of(http);
        if (Authority.RefuseScope(caller, Scopes.ManageWebhooks) is not { } refused)
        {
            return null;
        }

        return caller is not null && audit is not null
            && await audit.NoteRefusalAsync(new Refusal(caller.Name, caller.Credential, http.TraceIdentifier, "webhooks", null, refused), http.RequestAborted) is { } notKept ? notKept : refused;
    }

    private async Task<Problem?> ListAsync(HttpContext http, string owner)
    {
        var found = await parts.Store.ListAsync(owner, http.RequestAborted);
        return found.IsOk ? await SendAsync(http, StatusCodes.Status200OK, SubscriptionWriter.Write(found.Value)) : found.Problem;
    }

    private async Task<Problem?> ShowAsync(HttpContext http, string owner)
    {
        var found = await parts.Store.FindAsync(owner, Code(http), http.RequestAborted);
        return found.IsOk ? await SendAsync(http, StatusCodes.Status200OK, SubscriptionWriter.Write(found.Value, secret: null)) : found.Problem;
    }

    private async Task<Problem?> CreateAsync(HttpContext http, string owner)
    {
        var read = await ReadAsync(http, isNew: true);
        if (read is not { IsOk: true, Value: var body })
        {
            return read.Problem;
        }

        var filter = string.IsNullOrEmpty(body.Filter) ? null : body.Filter;
        var known = events.Check(body.EntitySet!, filter);
        if (!known.IsOk)
        {
            return known.Problem;
        }

        var secret = body.Secret ?? SubscriptionBody.NewSecret();
        var wanted = new Subscription(
            RandomNumberGenerator.GetString(CodeLetters, CodeLength), owner, body.Url!, known.Value.Set.Name, filter, known.Value.FollowsAll,
            string.IsNullOrEmpty(body.Description) ? null : body.Description, body.MaxEvents ?? 1);
        var made = await parts.Store.CreateAsync(wanted, secret, http.RequestAborted);
        if (!made.IsOk)
        {
            return made.Problem;
        }

        http.Response.Headers.Location = $"{roots.Base(http.Request)}{Root}/{made.Value.Code}";
        return await SendAsync(http, StatusCodes.Status201Created, SubscriptionWriter.Write(made.Value, SubscriptionBody.Show(secret)));
    }

    private async Task<Problem?> ChangeAsync(HttpContext http, string owner)
    {
        var found = await parts.Store.FindAsync(owner, Code(http), http.RequestAborted);
        var read = found.IsOk ? await ReadAsync(http, isNew: false) : found.Problem;
        if (read is not { IsOk: true, Value: var body })
        {
            return read.Problem;
        }

        bool? followsAll = null;
        if (body.Filter is not null)
        {
            var known = events.Check(found.Value!.EntitySet, body.Filter.Length == 0 ? null : body.Filter);
            if (!known.IsOk)
            {
                return known.Problem;
            }

            followsAll = known.Value.FollowsAll;
        }

        var change = new SubscriptionChange(body.Url, body.Filter, followsAll, body.Description, body.MaxEvents, body.IsActive, body.Secret);
        var changed = await parts.Store.ChangeAsync(owner, Code(http), change, http.RequestAborted);
        return changed.IsOk ? await SendAsync(http, StatusCodes.Status200OK, SubscriptionWriter.Write(changed.Value, secret: null)) : changed.Problem;
    }

    private async Task<Problem?> DeleteAsync(HttpContext http, string owner)
    {
        var removed = await parts.Store.DeleteAsync(owner, Code(http), http.RequestAborted);
        if (removed.IsOk)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        return removed.Problem;
    }

    private async Task<Problem?> DeliveriesAsync(HttpContext http, string owner)
    {
        var found = await parts.Store.DeliveriesAsync(owner, Code(http), http.RequestAborted);
        return found.IsOk ? await SendAsync(http, StatusCodes.Status200OK, SubscriptionWriter.Write(found.Value)) : found.Problem;
    }

    private async Task<Problem?> ReplayAsync(HttpContext http, string owner)
    {
        var waiting = await parts.Store.ReplayAsync(owner, Code(http), Value(http, "id"), http.RequestAborted);
        return waiting.IsOk ? await SendAsync(http, StatusCodes.Status202Accepted, SubscriptionWriter.Write(waiting.Value)) : waiting.Problem;
    }

    private async Task<Result<SubscriptionBody>> ReadAsync(HttpContext http, bool isNew)
    {
        var body = await RequestBody.ReadAsync(http, MaxBytes, isTextTaken: false, http.RequestAborted);
        return body.IsOk ? SubscriptionBody.Read(body.Value.Bytes, parts.Addresses, isNew) : body.Problem;
    }

    private static string Code(HttpContext http) => Value(http, "code");

    // PostgreSQL has no text with a null in it.
    private static string Value(HttpContext http, string name) => ((string)http.Request.RouteValues[name]!).Replace("\0", "", StringComparison.Ordinal);

    private static async Task<Problem?> SendAsync(HttpContext http, int status, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }

        return null;
    }
}
