using Kawasaki.Api.Access;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Changing;

/// <summary>The write flow W1 to W3: URL and body to validated changes, changes made in one transaction, what became of them answered.</summary>
internal sealed class WritePipeline(
    PublishedModel model, WriteParts parts, RequestBinder binder, RowReading rows, ParseLimits limits, ServiceRoot roots, IDataVersions? versions)
{
    // Others may change members of a collection between its reading and its change; more often only a livelock could be.
    private const int MostAttempts = 5;

    private readonly WriteTargetFinder targets = new(rows);
    private readonly EachMember each = new(rows);

    /// <summary>Answers a request that changes something.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> RunAsync(HttpContext http, CancellationToken token)
    {
        if (RequestTarget.Of(http) is not { } asked)
        {
            return new Problem(ErrorCode.UnknownResource, $"The service root is {RequestTarget.Root}/.");
        }

        // W1: the path by the parser and binder of every read, then who asks, then the body.
        var root = roots.Of(http.Request);
        var parsed = UrlParser.Parse(asked.Path, asked.Query, limits);
        var resolved = parsed.IsOk ? EntityReference.Resolve(parsed.Value, root, model) : parsed;
        if (resolved is not { IsOk: true, Value: var syntax })
        {
            return resolved.Problem;
        }

        var negotiated = Negotiator.Negotiate(http.Request.Headers, syntax.Options.Format?.Value, AnswerKind.Data);
        if (negotiated is not { IsOk: true, Value: var wanted })
        {
            return negotiated.Problem;
        }

        if (OnlyShape(syntax.Options) is { } misplaced)
        {
            return misplaced;
        }

        var (path, isEach) = EachMember.Of(syntax);
        var bound = binder.Bind(path with { Options = syntax.Options with { Id = null, Format = null } }, null);
        if (bound is not { IsOk: true, Value: var question })
        {
            return bound.Problem;
        }

        RequestRecord.Of(http).Question = $"{http.Request.Method} {(question as ReadRequest)?.Plan.Set.Name}";
        if (wanted.Table is not null)
        {
            return new Problem(ErrorCode.NotAcceptable, "A change is answered as JSON.", "Accept");
        }

        if (question is not ReadRequest { Plan: var plan } || plan.Set.Writing is null && plan.Query.Rows is SetRows)
        {
            return ReadOnly(http, (question as ReadRequest)?.Plan.Set);
        }

        var found = isEach ? WriteTargetFinder.Each(plan) : await targets.FindAsync(plan, token);
        if (found is not { IsOk: true, Value: var target })
        {
            return found.Problem;
        }

        if (target.Set.Writing is null)
        {
            return ReadOnly(http, target.Set);
        }

        var caller = RequestCaller.Of(http);
        if (Authority.RefuseScope(caller, Scopes.ToWrite(target.Set.Name) ?? target.Set.Name) is { } refused)
        {
            return caller is null ? refused : await RefuseAsync(caller, target, refused, token);
        }

        var request = new WriteRequest(http, syntax, target, wanted, root, caller!);
        var problem = await ChangeAsync(request, token);
        return problem is null ? null : await NoteAsync(request, problem, token);
    }

    private Task<Problem?> ChangeAsync(WriteRequest request, CancellationToken token) => (request.Http.Request.Method, request.Target) switch
    {
        ("POST", SetTarget set) => CreateAsync(request, set, token),
        ("PATCH", SetTarget set) => BulkAsync(request, set, token),
        ("PATCH" or "DELETE", EachTarget members) => EachAsync(request, members, token),
        ("PATCH", RowTarget row) => RowAsync(request, row, ChangeKind.Upsert, token),
        ("PUT", RowTarget row) => RowAsync(request, row, ChangeKind.ReplaceOrCreate, token),
        ("DELETE", RowTarget row) => DeleteAsync(request, row, token),
        ("PUT", PropertyTarget property) => PropertyAsync(request, property with { IsReplaced = true }, token),
        ("PATCH", PropertyTarget { Property.Type.IsCollection: false } property) => PropertyAsync(request, property, token),
        ("DELETE", PropertyTarget property) => ClearAsync(request, property, token),
        ("POST" or "PUT" or "DELETE", LinkTarget link) => LinkAsync(request, (body, id, condition) => Links(request).Read(link, body, id, condition), token),
        ("POST", ManyLinkTarget { Other: null } links) => LinkAsync(request, (body, id, condition) => Links(request).Read(links, body, id, condition), token),
        ("DELETE", ManyLinkTarget links) => LinkAsync(request, (body, id, condition) => Links(request).Read(links, body, id, condition), token),
        var (method, at) => Task.FromResult<Problem?>(NotHere(request.Http, method, at)),
    };

    private async Task<Problem?> CreateAsync(WriteRequest request, SetTarget target, CancellationToken token)
    {
        var condition = Preconditions.Read(request.Http.Request.Headers, Precondition.None);
        var body = await BodyAsync(request, isTextTaken: false, token);
        if ((condition.Problem ?? body.Problem) is { } problem)
        {
            return problem;
        }

        var tree = Reader(request, body.Value!).Create(target, condition.Value!);
        return tree.IsOk ? await ApplyAsync(request, tree.Value, body.Value!, isMinimalByDefault: false, token) : tree.Problem;
    }

    private async Task<Problem?> RowAsync(WriteRequest request, RowTarget target, ChangeKind kind, CancellationToken token)
    {
        var condition = Preconditions.Read(request.Http.Request.Headers, Precondition.MustBeSaid);
        var body = await BodyAsync(request, isTextTaken: false, token);
        if ((condition.Problem ?? body.Problem) is { } problem)
        {
            return problem;
        }

        var tree = Reader(request, body.Value!).Row(target, kind, condition.Value!);
        return tree.IsOk ? await ApplyAsync(request, tree.Value, body.Value!, isMinimalByDefault: true, token) : tree.Problem;
    }

    private async Task<Problem?> DeleteAsync(WriteRequest request, RowTarget target, CancellationToken token)
    {
        var condition = Preconditions.Read(request.Http.Request.Headers, Precondition.MustBeSaid);
        return condition.IsOk
            ? await ApplyAsync(request, new RowChange(ChangeKind.Delete, target.Set, target.Key, NoValues, [], condition.Value), RequestBody.Empty, isMinimalByDefault: true, token)
            : condition.Problem;
    }

    private async Task<Problem?> PropertyAsync(WriteRequest request, PropertyTarget target, CancellationToken token)
    {
        var condition = Preconditions.Read(request.Http.Request.Headers, Precondition.MustBeSaid);
        var body = await BodyAsync(request, target.IsRaw, token);
        if ((condition.Problem ?? body.Problem) is { } problem)
        {
            return problem;
        }

        var change = Reader(request, body.Value!).Property(target, condition.Value!);
        return change.IsOk ? await ApplyAsync(request, change.Value, body.Value!, isMinimalByDefault: true, token) : change.Problem;
    }

    private async Task<Problem?> ClearAsync(WriteRequest request, PropertyTarget target, CancellationToken token)
    {
        var condition = Preconditions.Read(request.Http.Request.Headers, Precondition.MustBeSaid);
        return condition.IsOk ? await ApplyAsync(request, ChangeReader.Clear(target, condition.Value), RequestBody.Empty, isMinimalByDefault: true, token) : condition.Problem;
    }

    private LinkReader Links(WriteRequest request) => new(rows, request.Root);

    private async Task<Problem?> LinkAsync(WriteRequest request, Func<ChangeReader?, string?, Precondition, Result<RowChange>> read, CancellationToken token)
    {
        var condition = Preconditions.Read(request.Http.Request.Headers, Precondition.None);
        var isRemoved = HttpMethods.IsDelete(request.Http.Request.Method);
        var body = isRemoved ? RequestBody.Empty : await BodyAsync(request, isTextTaken: false, token);
        if ((condition.Problem ?? body.Problem) is { } problem)
        {
            return problem;
        }

        var change = read(isRemoved ? null : Reader(request, body.Value!), request.Syntax.Options.Id?.Value, condition.Value!);
        return change.IsOk ? await ApplyAsync(request, change.Value, body.Value!, isMinimalByDefault: true, token) : change.Problem;
    }

    private async Task<Problem?> BulkAsync(WriteRequest request, SetTarget target, CancellationToken token)
    {
        var body = await BodyAsync(request, isTextTaken: false, token);
        var changes = body.IsOk ? Reader(request, body.Value).Rows(target) : body.Problem;
        if (!changes.IsOk)
        {
            return changes.Problem;
        }

        var preferences = WritePreferences.Read(request.Http.Request.Headers);
        var applied = await ApplyAsync(request, changes.Value, body.Value!, isAtomic: !preferences.ContinuesOnError, token);
        if (!applied.IsOk)
        {
            return applied.Problem;
        }

        await Answer(request).BulkAsync(target.Set, i => changes.Value[i].Kind, applied.Value, preferences.Return, token);
        return null;
    }

    // The members are read first and changed on condition that they are still as they were read: what is changed is the collection as it stands then.
    private async Task<Problem?> EachAsync(WriteRequest request, EachTarget target, CancellationToken token)
    {
        var isRemoved = HttpMethods.IsDelete(request.Http.Request.Method);
        var condition = Preconditions.Read(request.Http.Request.Headers, Precondition.None);
        var body = isRemoved ? RequestBody.Empty : await BodyAsync(request, isTextTaken: false, token);
        if ((condition.Problem ?? body.Problem) is { } problem)
        {
            return problem;
        }

        if (condition.Value is { IsAbsent: true } or { Revisions: not null })
        {
            return new Problem(ErrorCode.BadHeader, "Each member has an ETag of its own: with $each there is no condition but If-Match: *.", "If-Match");
        }

        if (ChangeTies.Of(request.Http)?.Store is not null && RepeatHeaders.Read(request.Http, []) is not null)
        {
            return new Problem(ErrorCode.BadHeader, "A group that has a name, so that it may come again, holds no $each: its members may be others then.", RepeatHeaders.Key);
        }

        var change = isRemoved ? new RowChange(ChangeKind.Delete, target.Set, [], NoValues, [], Precondition.MustExist) : Reader(request, body.Value!).Each(target);
        return change.IsOk ? await EachAsync(request, target, change.Value, body.Value!, token) : change.Problem;
    }

    private async Task<Problem?> EachAsync(WriteRequest request, EachTarget target, RowChange change, RequestBody body, CancellationToken token)
    {
        var preferences = WritePreferences.Read(request.Http.Request.Headers);
        for (var left = ChangeTies.Of(request.Http)?.Store is null ? MostAttempts : 1; ; left--)
        {
            var changes = await each.ChangesAsync(target, change, parts.Limits.MaxRows, token);
            if (!changes.IsOk)
            {
                return changes.Problem;
            }

            var applied = await ApplyAsync(request, changes.Value, body, isAtomic: !preferences.ContinuesOnError, token);
            if (applied.IsOk)
            {
                await Answer(request).BulkAsync(target.Set, _ => change.Kind, applied.Value, preferences.Return, token);
                return null;
            }

            if (!EachMember.IsOvertaken(applied))
            {
                return applied.Problem;
            }

            if (left <= 1)
            {
                return new Problem(ErrorCode.DatabaseUnavailable, "Others change members of the collection at the same moment.", RetryAfter: TimeSpan.FromSeconds(1));
            }
        }
    }

    private Task<Problem?> ApplyAsync(WriteRequest request, RowChange change, RequestBody body, bool isMinimalByDefault, CancellationToken token) =>
        ApplyAsync(request, new RowTree([change], null), body, isMinimalByDefault, token);

    // W2 and W3 of a change of one row, perhaps with others that hang on it.
    private async Task<Problem?> ApplyAsync(WriteRequest request, RowTree tree, RequestBody body, bool isMinimalByDefault, CancellationToken token)
    {
        var applied = await ApplyAsync(request, tree.Changes, body, isAtomic: true, token);
        if (!applied.IsOk)
        {
            return applied.Problem;
        }

        var (outcome, preferred) = (applied.Value.Rows[0], WritePreferences.Read(request.Http.Request.Headers).Return);
        if (request.Target is not (RowTarget or SetTarget) || outcome.Kind == RowOutcomeKind.Deleted)
        {
            Answer(request).Nothing(outcome.Revision, preferred);
            return null;
        }

        return await Answer(request).RowAsync(tree.Changes[0].Set, outcome, applied.Value, ShapeOf(request, tree), preferred, isMinimalByDefault, token);
    }

    // As deep as it was given, unless the caller asks for another depth.
    private QueryOptionsSyntax ShapeOf(WriteRequest request, RowTree tree)
    {
        var asked = request.Syntax.Options;
        return asked.Expand is null && tree.Expand is { } expand && UrlParser.Parse($"/{tree.Changes[0].Set.Name}", $"$expand={expand}", limits) is { IsOk: true, Value: var deep }
            ? asked with { Expand = deep.Options.Expand } : asked;
    }

    private async Task<Result<ChangeOutcome>> ApplyAsync(WriteRequest request, IReadOnlyList<RowChange> changes, RequestBody body, bool isAtomic, CancellationToken token)
    {
        // Rows inside of a row may be of sets with scopes of their own.
        foreach (var set in changes.Select(c => c.Set).Where(s => s != request.Target.Set).Distinct())
        {
            if (Authority.RefuseScope(request.Caller, Scopes.ToWrite(set.Name) ?? set.Name) is { } refused)
            {
                return await RefuseAsync(request.Caller, new SetTarget(set, null), refused, token) ?? refused;
            }
        }

        var repeat = RepeatHeaders.Read(request.Http, body.Bytes.Span);
        if (repeat is { Problem: { } bad })
        {
            return bad;
        }

        var applied = await (ChangeTies.Of(request.Http)?.Store ?? parts.Store).ApplyAsync(new ChangeGroup(changes, request.Caller, isAtomic, repeat?.Value) { Set = request.Target.Set }, token);
        RepeatHeaders.Answer(request.Http, applied.Problem?.Code != ErrorCode.RepeatMismatch, applied.Value?.IsRepeated == true);
        if (applied.IsOk)
        {
            // Nobody who asks this instance from now on is answered from before the change.
            versions?.AtLeast(applied.Value.DataVersion);
        }

        return applied;
    }

    private Task<Result<RequestBody>> BodyAsync(WriteRequest request, bool isTextTaken, CancellationToken token) =>
        RequestBody.ReadAsync(request.Http, parts.Limits.MaxBytes, isTextTaken, token);

    private ChangeReader Reader(WriteRequest request, RequestBody body) => new(model, parts.Limits, rows, request.Root, body, ChangeTies.Of(request.Http));

    private WriteAnswer Answer(WriteRequest request) => new(request.Http, rows, request.Wanted, request.Root);

    private async Task<Problem?> RefuseAsync(Caller caller, WriteTarget target, Problem refused, CancellationToken token) =>
        await parts.Store.NoteRefusalAsync(Refusal.Of(caller, target.Set.Name, (target as RowTarget)?.Key[0].Value as string, refused), token) ?? refused;

    // The state of a row that stands in the way of a change is told with its ETag.
    private async Task<Problem?> NoteAsync(WriteRequest request, Problem problem, CancellationToken token)
    {
        if (problem.Revision is { } revision)
        {
            request.Http.Response.Headers.ETag = RevisionTag.Of(revision);
        }

        var isUnkept = problem.Code == ErrorCode.NotGiven || problem.Details?.Any(d => d.Code == ErrorCode.NotGiven) == true;
        return isUnkept ? await RefuseAsync(request.Caller, request.Target, problem, token) : problem;
    }

    // What a change is answered with may be shaped; which row is changed is the path's to say.
    private static Problem? OnlyShape(QueryOptionsSyntax options) =>
        options with { Select = null, Expand = null, Format = null, Id = null, Aliases = [] } == QueryOptionsSyntax.None
            ? null
            : new Problem(ErrorCode.UrlSyntax, "A change takes no other query options than $select, $expand, $format and, for a link, $id.");

    private static Problem NotHere(HttpContext http, string method, WriteTarget target)
    {
        http.Response.Headers.Allow = target switch
        {
            SetTarget => "GET, HEAD, POST, PATCH",
            EachTarget => "PATCH, DELETE",
            RowTarget => "GET, HEAD, PATCH, PUT, DELETE",
            PropertyTarget { Property.Type.IsCollection: true } => "GET, HEAD, PUT, DELETE",
            PropertyTarget => "GET, HEAD, PATCH, PUT, DELETE",
            LinkTarget { Referred: null } => "GET, HEAD, PUT, DELETE",
            ManyLinkTarget { Other: not null } => "GET, HEAD, DELETE",
            _ => "GET, HEAD, POST, DELETE",
        };
        return new Problem(ErrorCode.MethodNotAllowed, $"{method} has no meaning here: it takes {http.Response.Headers.Allow}.");
    }

    private static Problem ReadOnly(HttpContext http, EntitySetModel? set)
    {
        http.Response.Headers.Allow = ProblemResponse.AllowedMethods;
        return new Problem(
            ErrorCode.MethodNotAllowed,
            set is null || set.IsComputed ? "Nothing can be changed here."
            : set.ReadScope is not null ? $"{set.Name} are written by the service itself and never changed." : $"{set.Name} are read-only: they state what the city's documents print and change by a load of the data package only.");
    }

    private static readonly Dictionary<PropertyModel, Literal> NoValues = [];
}

/// <summary>A request that changes something, understood up to its body.</summary>
/// <param name="Http">The request.</param>
/// <param name="Syntax">Its URL.</param>
/// <param name="Target">What it changes.</param>
/// <param name="Wanted">The form of the answer.</param>
/// <param name="Root">Service root, ending in a slash.</param>
/// <param name="Caller">Who asks; has the scope.</param>
internal sealed record WriteRequest(HttpContext Http, ODataRequestSyntax Syntax, WriteTarget Target, Negotiated Wanted, string Root, Caller Caller);
