using System.Globalization;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>What `changes` is asked for.</summary>
/// <param name="Since">The last sequence that the caller has; 0 for none.</param>
/// <param name="Limit">Most entries of the answer.</param>
/// <param name="Mark">What the caller's last link says of the feed it came from; null for a link that the caller made.</param>
internal sealed record ChangesQuestion(long Since, int Limit, FeedMark? Mark)
{
    private static readonly string[] Names = ["since", "limit", "feed"];

    /// <summary>Reads the parameters, or says what is wrong with the first that cannot be used.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="limits">How many entries an answer has.</param>
    public static Result<ChangesQuestion> Read(IQueryCollection query, QueryLimits limits)
    {
        foreach (var (name, values) in query)
        {
            if (!Names.Contains(name))
            {
                return new Problem(ErrorCode.UnknownOption, $"There is no parameter '{LiteralBinder.Shorten(name)}'.", name, BindContext.DidYouMean(name, Names));
            }

            if (values.Count > 1)
            {
                return new Problem(ErrorCode.DuplicateOption, $"{name} was given more than once.", name);
            }
        }

        if (!TryRead(query, "since", 0, long.MaxValue, 0, out var since))
        {
            return new Problem(ErrorCode.BadLiteral, "since is the last sequence read: a number from 0.", "since");
        }

        if (!TryRead(query, "limit", 1, limits.MaxPageRows, Math.Min(limits.PageRows, limits.MaxPageRows), out var limit))
        {
            return new Problem(ErrorCode.BadLiteral, $"limit is a number from 1 to {limits.MaxPageRows}.", "limit");
        }

        var feed = query["feed"].ToString();
        var mark = feed.Length == 0 ? null : FeedMark.Read(feed);
        return feed.Length > 0 && mark is null
            ? new Problem(ErrorCode.BadContinuation, "The mark of the feed is damaged.", "feed", "Follow next as it is, or leave out feed.")
            : new ChangesQuestion(since, (int)limit, mark);
    }

    private static bool TryRead(IQueryCollection query, string name, long least, long most, long otherwise, out long value)
    {
        value = otherwise;
        return !query.TryGetValue(name, out var text)
            || (long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);
    }
}

/// <summary>Tells the feed that a link came from: a restored database gives a sequence again, but not to a change of the same moment.</summary>
/// <param name="Lineage">Tells one database from another.</param>
/// <param name="Moment">Moment of the last entry read, in ticks of UTC; 0 for none.</param>
internal sealed record FeedMark(Guid Lineage, long Moment)
{
    /// <summary>The mark; null when the text is none.</summary>
    /// <param name="text">The text.</param>
    public static FeedMark? Read(string text) => text.Split('.') is [var lineage, var moment]
        && Guid.TryParseExact(lineage, "N", out var id) && long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        ? new FeedMark(id, ticks) : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lineage:N}.{Moment}");
}
