using System.Text;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Questions compiled before, by the shape of their URL: the same words with other values need neither parse nor bind nor a new statement.</summary>
/// <remarks>
/// A literal is exchanged only if its binder said that its value decides about nothing else, and the statement takes it as a parameter; every other one
/// stays in the key, letter by letter (docs/decisions/0019). What cannot be found here, errors above all, takes the long way and is said there.
/// </remarks>
/// <param name="model">The published model.</param>
/// <param name="limits">What a question may cost.</param>
/// <param name="maxBytes">Memory to use; 0 keeps none.</param>
internal sealed class PlanCache(PublishedModel model, QueryLimits limits, long maxBytes)
{
    private readonly Generations<bool[]> staying = new(maxBytes / 8);
    private readonly Generations<KeptQuestion> questions = new(maxBytes);
    private long hits;
    private long misses;

    /// <summary>Questions found so far.</summary>
    public long Hits => Interlocked.Read(ref hits);

    /// <summary>Questions not found so far.</summary>
    public long Misses => Interlocked.Read(ref misses);

    /// <summary>The shape of a request; null when nothing may be kept under it.</summary>
    /// <param name="asked">The request.</param>
    public UrlShape? ShapeOf(AskedUrl asked) => maxBytes == 0 || asked.HasBody || asked.Target.Path.Length + asked.Target.Query.Length > asked.Limits.MaxLength
        ? null
        : UrlShape.Of(asked.Target.Path, asked.Target.Query, asked.Limits);

    /// <summary>The compiled question with the request's values; null when it has to be compiled.</summary>
    /// <param name="asked">The request.</param>
    /// <param name="shape">Its shape; null when nothing may be kept.</param>
    /// <param name="record">Told whether it was found.</param>
    public ReadyQuestion? Find(AskedUrl asked, UrlShape? shape, RequestRecord record)
    {
        if (shape is null)
        {
            return null;
        }

        var free = KeyOf(asked, shape, new bool[shape.Tokens.Count]);
        if (staying.Find(free) is { } stays
            && questions.Find(stays.AsSpan().Contains(true) ? KeyOf(asked, shape, stays) : free) is { } kept && Read(shape, kept.Literals) is { } literals)
        {
            (record.Plan, record.PlanHits, record.PlanMisses) = ("hit", Interlocked.Increment(ref hits), Interlocked.Read(ref misses));
            return new ReadyQuestion(asked, kept.Question, literals);
        }

        (record.Plan, record.PlanHits, record.PlanMisses) = ("miss", Interlocked.Read(ref hits), Interlocked.Increment(ref misses));
        return null;
    }

    /// <summary>Keeps a question.</summary>
    /// <param name="asked">The request it was compiled from.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="slots">What its binders said of its literals.</param>
    /// <param name="question">The question.</param>
    public void Keep(AskedUrl asked, UrlShape shape, LiteralSlots slots, CompiledQuestion question)
    {
        var literals = new ExchangeableLiteral?[shape.Tokens.Count];
        foreach (var slot in question.Statement.Slots)
        {
            literals[slot] = slots.Exchangeable(slot);
        }

        // A literal that once stayed stays for all questions of this shape: one answer to the first look is enough.
        var free = KeyOf(asked, shape, new bool[literals.Length]);
        var known = staying.Find(free);
        var stays = literals.Select((l, i) => l is null || known?[i] == true).ToArray();
        if (known is null || !stays.AsSpan().SequenceEqual(known))
        {
            staying.Add(free, stays, (2 * free.Length) + stays.Length);
        }

        var key = KeyOf(asked, shape, stays);
        questions.Add(key, new KeptQuestion(question, [.. literals.Select((l, i) => stays[i] ? null : l)]), (2 * key.Length) + question.Size);
    }

    /// <summary>Drops a question, and lets no literal of its shape be exchanged from now on.</summary>
    /// <param name="asked">The request that found it.</param>
    /// <param name="shape">Its shape.</param>
    public void Pin(AskedUrl asked, UrlShape shape)
    {
        var free = KeyOf(asked, shape, new bool[shape.Tokens.Count]);
        if (staying.Find(free) is { } stays)
        {
            questions.Drop(KeyOf(asked, shape, stays));
        }

        var all = Enumerable.Repeat(true, shape.Tokens.Count).ToArray();
        staying.Add(free, all, (2 * free.Length) + all.Length);
    }

    private Literal?[]? Read(UrlShape shape, IReadOnlyList<ExchangeableLiteral?> how)
    {
        var literals = new Literal?[how.Count];
        for (var i = 0; i < literals.Length; i++)
        {
            if (how[i] is { } exchangeable && (literals[i] = exchangeable.Bind(shape.Read(i), model, limits)) is null)
            {
                return null;
            }
        }

        return literals;
    }

    private static string KeyOf(AskedUrl asked, UrlShape shape, ReadOnlySpan<bool> stays)
    {
        var key = new StringBuilder(shape.Key(stays)).Append('\n').Append(asked.Root);
        foreach (var name in Negotiator.DecidingHeaders)
        {
            // The break cannot be part of a value, so that two requests never share a key.
            key.Append('\n').Append(asked.Headers[name].ToString());
        }

        return key.ToString();
    }
}
