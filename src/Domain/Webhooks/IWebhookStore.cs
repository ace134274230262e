using Kawasaki.Domain.Errors;

namespace Kawasaki.Domain.Webhooks;

/// <summary>Subscriptions as their owners see them. Nobody reaches those of another: they are not there.</summary>
public interface IWebhookStore
{
    /// <summary>Makes a subscription to what changes from now on.</summary>
    /// <param name="subscription">What is wanted.</param>
    /// <param name="secret">Key of its signatures.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As made. Problems: <see cref="ErrorCode.TooManySubscriptions"/>, and those of the database.</returns>
    Task<Result<Subscription>> CreateAsync(Subscription subscription, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken);

    /// <summary>The subscriptions of an owner, by code.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Result<IReadOnlyList<Subscription>>> ListAsync(string owner, CancellationToken cancellationToken);

    /// <summary>A subscription.</summary>
    /// <param name="owner">Who asks.</param>
    /// <param name="code">Its code.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Problems: <see cref="ErrorCode.NotFound"/>, and those of the database.</returns>
    Task<Result<Subscription>> FindAsync(string owner, string code, CancellationToken cancellationToken);

    /// <summary>Changes a subscription.</summary>
    /// <param name="owner">Who asks.</param>
    /// <param name="code">Its code.</param>
    /// <param name="change">What.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As changed. Problems as of <see cref="FindAsync"/>.</returns>
    Task<Result<Subscription>> ChangeAsync(string owner, string code, SubscriptionChange change, CancellationToken cancellationToken);

    /// <summary>Removes a subscription with what was given up of it.</summary>
    /// <param name="owner">Who asks.</param>
    /// <param name="code">Its code.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The removed one. Problems as of <see cref="FindAsync"/>.</returns>
    Task<Result<Subscription>> DeleteAsync(string owner, string code, CancellationToken cancellationToken);

    /// <summary>The deliveries that were given up, the newest first, a hundred at most.</summary>
    /// <param name="owner">Who asks.</param>
    /// <param name="code">Code of the subscription.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Problems as of <see cref="FindAsync"/>.</returns>
    Task<Result<IReadOnlyList<FailedDelivery>>> DeliveriesAsync(string owner, string code, CancellationToken cancellationToken);

    /// <summary>Has a delivery sent again that was given up.</summary>
    /// <param name="owner">Who asks.</param>
    /// <param name="code">Code of the subscription.</param>
    /// <param name="id">Name of the delivery.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As it waits. Problems as of <see cref="FindAsync"/>.</returns>
    Task<Result<FailedDelivery>> ReplayAsync(string owner, string code, string id, CancellationToken cancellationToken);
}
