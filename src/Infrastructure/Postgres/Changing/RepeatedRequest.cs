using System.Globalization;
using System.Text.Json;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>The memory of requests that named themselves: in one transaction with what they did, so that neither is ever without the other.</summary>
/// <remarks>A second request of the same name waits for the first one's transaction, since their rows have one key.</remarks>
/// <param name="group">The request's changes.</param>
/// <param name="repeat">Its name.</param>
/// <param name="options">How long it is remembered.</param>
internal sealed class RepeatedRequest(ChangeGroup group, RepeatKey repeat, ChangeOptions options)
{
    private const string Remember = """
        insert into plan.repeatable_requests as r (caller, key, fingerprint, expires_at) values ($1, $2, $3, now() + $4)
        on conflict (caller, key) do update set fingerprint = excluded.fingerprint, outcome = null, expires_at = excluded.expires_at where r.expires_at < now()
        returning true
        """;

    // A few at a time with each request that brings a new one: there are never many more than there must be.
    private const string Forget = """
        delete from plan.repeatable_requests where (caller, key) in (
            select caller, key from plan.repeatable_requests where expires_at < now() order by expires_at limit 20 for update skip locked)
        """;

    private bool isNew;
    private byte[] fingerprint = [];
    private string? outcome;

    /// <summary>Adds the statements that look the request up and remember it.</summary>
    public void AddLookup(BatchReading batch)
    {
        batch.Add(Forget);
        batch.Add(
            new NpgsqlBatchCommand(Remember)
            {
                Parameters =
                {
                    new() { Value = group.Caller.Name },
                    new() { Value = repeat.Key },
                    new() { Value = repeat.Fingerprint.ToArray() },
                    new() { Value = options.RepeatableFor },
                },
            },
            _ => isNew = true);
        batch.Add(
            new NpgsqlBatchCommand("select fingerprint, outcome::text from plan.repeatable_requests where caller = $1 and key = $2")
            {
                Parameters = { new() { Value = group.Caller.Name }, new() { Value = repeat.Key } },
            },
            r => (fingerprint, outcome) = (r.GetFieldValue<byte[]>(0), r.IsDBNull(1) ? null : r.GetString(1)));
    }

    /// <summary>What the first request of that name got; null when this is the first one.</summary>
    public Result<ChangeOutcome>? Earlier()
    {
        if (isNew)
        {
            return null;
        }

        return !repeat.Fingerprint.Span.SequenceEqual(fingerprint)
            ? new Problem(ErrorCode.RepeatMismatch, "The name of this request was used before for another request: a new request needs a new one.", "Idempotency-Key")
            : Read(outcome ?? throw new InvalidOperationException("A request was remembered without what became of it."));
    }

    /// <summary>Adds the statement that keeps what became of the request; the version of the data must be raised by then.</summary>
    public void AddOutcome(BatchReading batch, IReadOnlyList<RowOutcome> rows) => batch.Add(
        new NpgsqlBatchCommand("""
            update plan.repeatable_requests set outcome = jsonb_build_object('rows', $3::jsonb, 'version', (select version from plan.data_version))
            where caller = $1 and key = $2
            """)
        {
            Parameters = { new() { Value = group.Caller.Name }, new() { Value = repeat.Key }, new() { Value = JsonSerializer.Serialize(rows.Select((r, i) => Kept.Of(r, group.Changes[i].Set))) } },
        });

    private ChangeOutcome Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        var rows = json.RootElement.GetProperty("rows").Deserialize<List<Kept>>()!;
        return new ChangeOutcome(
            [.. rows.Select((kept, i) => kept.Back(SetOf(kept, i)))], json.RootElement.GetProperty("version").GetInt64(), IsRepeated: true);
    }

    // Outcomes kept by an earlier version name no set; they are as many as the changes, in the same order.
    private EntitySetModel SetOf(Kept kept, int place) =>
        group.Changes.Select(c => c.Set).Append(group.Set).FirstOrDefault(s => s is not null && s.Name == kept.Set) ?? group.Changes[place].Set;

    /// <summary>A row's outcome as it is kept; keys are text.</summary>
    private sealed record Kept(RowOutcomeKind Kind, string[] Key, long? Revision, ErrorCode? Code, string? Message, string? Target, string? Hint, string? Set = null)
    {
        public static Kept Of(RowOutcome row, EntitySetModel set) => new(
            row.Kind, [.. row.Key.Select(k => Convert.ToString(k.Value, CultureInfo.InvariantCulture) ?? "")], row.Revision, row.Problem?.Code, row.Problem?.Message, row.Problem?.Target, row.Problem?.Hint, set.Name);

        private static Literal Part(PropertyModel property, string text) => new(
            property.Type.Primitive switch
            {
                PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 => int.Parse(text, CultureInfo.InvariantCulture),
                PrimitiveKind.Int64 => long.Parse(text, CultureInfo.InvariantCulture),
                PrimitiveKind.Guid => Guid.Parse(text),
                PrimitiveKind.Date => DateOnly.Parse(text, CultureInfo.InvariantCulture),
                _ => text,
            },
            property.Type);

        public RowOutcome Back(EntitySetModel set) => new(
            Kind, [.. set.Type.Key.Zip(Key, Part)], Revision,
            Code is { } code ? new Problem(code, Message!, Target, Hint) { Revision = Revision } : null);
    }
}
