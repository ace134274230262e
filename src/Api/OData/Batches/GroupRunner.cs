using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Runs the requests of a change set or atomicity group: all of them up to their changes, then the changes in one transaction, then all to their answers.</summary>
/// <param name="http">The batch.</param>
/// <param name="store">Makes changes; null on a server that only reads.</param>
/// <param name="pipeline">The server's pipeline.</param>
/// <param name="references">What requests can refer to.</param>
internal sealed class GroupRunner(HttpContext http, IChangeStore? store, RequestDelegate pipeline, References references)
{
    private static readonly Problem Dependent = new(ErrorCode.FailedDependency, "Another request of the group did not succeed: nothing of the group was changed.");

    /// <summary>Runs the group.</summary>
    /// <param name="parts">Its requests.</param>
    /// <param name="prepare">Prepares one, as any request of the batch.</param>
    /// <param name="write">Takes the answers, which are good only during the call.</param>
    /// <returns>True when all succeeded.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<BatchPart> parts, Func<BatchPart, ChangeTies, Result<PartRequest>> prepare, Action<IReadOnlyList<PartAnswer>> write)
    {
        var members = new List<Member>();
        try
        {
            var problem = await UnderstandAsync(parts, members, prepare);
            if (problem is null && members.TrueForAll(m => m.IsWaiting || m.Succeeded))
            {
                await ApplyAsync(members);
            }

            await EndAsync(members);
            http.RequestAborted.ThrowIfCancellationRequested();
            var answers = parts.Select((p, i) => i < members.Count ? members[i].Request.Answer() : Refused(p, i == members.Count && problem is not null ? problem : Dependent)).ToList();
            var isSuccess = answers.TrueForAll(a => !a.IsError);
            if (!isSuccess)
            {
                answers = answers.ConvertAll(a => a.IsError ? a : Refused(a.Part, Dependent));
            }

            foreach (var (answer, i) in answers.Select((a, i) => (a, i)))
            {
                references.Note(answer, i < members.Count ? members[i].Request.Path : "");
            }

            write(answers);
            return isSuccess;
        }
        finally
        {
            await EndAsync(members);
            members.ForEach(m => m.Request.Dispose());
        }
    }

    // Whoever still waits for its changes waits in vain.
    private static Task EndAsync(List<Member> members)
    {
        members.ForEach(m => m.Change.Tell(Dependent));
        return Task.WhenAll(members.Select(m => m.Run));
    }

    private PartAnswer Refused(BatchPart part, Problem problem) => PartAnswer.Of(part, http.TraceIdentifier, problem, part.Words(http.Request));

    // In order, so that each can refer to the ones before. Stops at the first that cannot be: its own answer tells why, or the problem does.
    private async Task<Problem?> UnderstandAsync(IReadOnlyList<BatchPart> parts, List<Member> members, Func<BatchPart, ChangeTies, Result<PartRequest>> prepare)
    {
        foreach (var part in parts)
        {
            var change = new GroupedChange(store);
            var prepared = prepare(part, new ChangeTies(change, references.Resolve));
            if (!prepared.IsOk)
            {
                return prepared.Problem;
            }

            var member = new Member(prepared.Value, change, pipeline(prepared.Value.Context));
            members.Add(member);
            await Task.WhenAny(member.Run, change.Arrived);
            if (member.IsWaiting)
            {
                references.NotePending(part, change.Changes!.Changes);
            }
            else if (!member.Succeeded)
            {
                return null;
            }
        }

        return null;
    }

    private async Task ApplyAsync(List<Member> members)
    {
        var waiting = members.Where(m => m.IsWaiting).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var repeat = Repeat(members);
        var caller = waiting[0].Change.Changes!.Caller with { RequestId = http.TraceIdentifier };
        var changes = waiting.SelectMany(m => m.Change.Changes!.Changes.Select(c => c with { Target = RowRules.At(TargetOf(m), c.Target).TrimEnd('/') })).ToList();
        var applied = repeat is { IsOk: false } ? repeat.Value.Problem : await store!.ApplyAsync(new ChangeGroup(changes, caller, IsAtomic: true, repeat?.Value), http.RequestAborted);
        var first = 0;
        foreach (var member in waiting)
        {
            var count = member.Change.Changes!.Changes.Count;
            member.Change.Tell(applied.IsOk
                ? applied.Value with { Rows = [.. applied.Value.Rows.Skip(first).Take(count)] }
                : Own(applied.Problem, TargetOf(member)) ?? Dependent);
            first += count;
        }
    }

    // What of the findings is this request's; what concerns no request in particular concerns each.
    private static Problem? Own(Problem problem, string target)
    {
        var all = problem.Details is { Count: > 0 } details ? details : [problem];
        var own = all.Where(p => p.Target is not { } at || !at.StartsWith("request", StringComparison.Ordinal) || at == target || at.StartsWith(target + "/", StringComparison.Ordinal))
            .Select(p => p with { Target = p.Target is { } at && at.StartsWith(target, StringComparison.Ordinal) ? at[target.Length..].TrimStart('/') is { Length: > 0 } rest ? rest : null : p.Target })
            .ToList();
        return own.Count == 0 ? null : RowRules.Together(own);
    }

    // Of one length, so that none is the beginning of another.
    private static string TargetOf(Member member) => string.Create(CultureInfo.InvariantCulture, $"request{member.Request.Part.Number:00000}");

    // The texts as they were sent: a reference stands for another row when the group comes again and rows have new codes.
    private static Result<RepeatKey>? Repeat(List<Member> members)
    {
        var keys = members.Where(m => m.IsWaiting).Select(m => m.Change.Changes!.Repeat?.Key).ToList();
        if (keys.TrueForAll(k => k is null))
        {
            return null;
        }

        if (keys.Contains(null))
        {
            return (Result<RepeatKey>)new Problem(ErrorCode.BadHeader, "Of requests that succeed or fail together all have a name of their own, or none.", RepeatHeaders.Key);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in members.Select(m => m.Request.Part))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{part.Method} {part.Url}\n{part.Body.Length}\n"));
            hash.AppendData(part.Body.Span);
        }

        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', keys))));
        return (Result<RepeatKey>)new RepeatKey("group:" + name, hash.GetHashAndReset());
    }

    private sealed record Member(PartRequest Request, GroupedChange Change, Task Run)
    {
        public bool IsWaiting => Change.Changes is not null;

        public bool Succeeded => Run.IsCompleted && !IsWaiting && Request.Context.Response.StatusCode < 400;
    }
}
