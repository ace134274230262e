using System.Globalization;
using Kawasaki.Domain.Query;
using Kawasaki.Domain.Webhooks;

namespace Kawasaki.Infrastructure.Postgres.Webhooks;

/// <summary>What is to be sent next: the question whether the receiver wants anything, a delivery that was given up, or a part of the next version.</summary>
/// <param name="Subscription">For whom.</param>
/// <param name="StoredSecret">Key of its signatures, as it is stored.</param>
internal sealed record DueDelivery(Subscription Subscription, byte[] StoredSecret)
{
    /// <summary>The state told last; null unless a version is told.</summary>
    public DataState? Since { get; init; }

    /// <summary>The state to tell; null unless a version is told.</summary>
    public DataState? At { get; init; }

    /// <summary>What was given up and waits; null if that is not it.</summary>
    public FailedBody? Failed { get; init; }

    /// <summary>Its name: the same in every attempt of every instance.</summary>
    public string Id => Failed?.Id ?? (At is null
        ? $"{Subscription.Code}.hello"
        : string.Create(CultureInfo.InvariantCulture, $"{Subscription.Code}.{At.Version}.{Subscription.Part}"));
}

/// <summary>A delivery that was given up.</summary>
/// <param name="Id">Its name.</param>
/// <param name="ContentType">Form of the body.</param>
/// <param name="Body">The events.</param>
/// <param name="Attempts">Attempts so far.</param>
internal sealed record FailedBody(string Id, string ContentType, byte[] Body, int Attempts);
