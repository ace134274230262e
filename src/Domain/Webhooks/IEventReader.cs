using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Domain.Webhooks;

/// <summary>Tells what has changed for a subscription: the port between deliveries and the URL language of filters.</summary>
public interface IEventReader
{
    /// <summary>Some of the events of one committed version of the data, in the order of the rows' keys.</summary>
    /// <param name="subscription">For whom; <see cref="Subscription.AfterKey"/> says after which row to begin.</param>
    /// <param name="since">The state that has been told.</param>
    /// <param name="at">The state to tell.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Problems: those of a filter that cannot be asked any more, and those of the database.</returns>
    Task<Result<EventPage>> ReadAsync(Subscription subscription, DataState since, DataState at, CancellationToken cancellationToken);
}

/// <summary>Events that are delivered together.</summary>
/// <param name="Count">How many.</param>
/// <param name="ContentType">Form of the body.</param>
/// <param name="Body">The events.</param>
/// <param name="Next">Key of the last row, when more follow; null at the end of the version.</param>
public sealed record EventPage(int Count, string ContentType, byte[] Body, string? Next);
