namespace Kawasaki.Domain.Webhooks;

/// <summary>Somebody who is told of the changes of a set, and how far they have been told.</summary>
/// <param name="Code">Its key, made by the service.</param>
/// <param name="Owner">Name of the caller who made it: nobody else sees or changes it.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="EntitySet">The set.</param>
/// <param name="Filter">Which of its rows, as a `$filter`; null for all.</param>
/// <param name="FollowsAll">Whether changes of other sets can change what is told.</param>
/// <param name="Description">What its owner calls it; null for nothing.</param>
/// <param name="MaxEvents">Most events of one delivery; one event alone is sent as an object, several as an array.</param>
public sealed record Subscription(string Code, string Owner, Uri Url, string EntitySet, string? Filter, bool FollowsAll, string? Description, int MaxEvents)
{
    /// <summary>Whether deliveries are made.</summary>
    public SubscriptionState State { get; init; } = SubscriptionState.Unverified;

    /// <summary>Why it is disabled; null if it is not.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Version of the data up to which everything has been told.</summary>
    public long Version { get; init; }

    /// <summary>Deliveries made of the version that is being told.</summary>
    public int Part { get; init; }

    /// <summary>Key of the last row told of that version; null when none is.</summary>
    public string? AfterKey { get; init; }

    /// <summary>Attempts at the delivery that is due.</summary>
    public int Attempts { get; init; }

    /// <summary>Before this moment nothing is sent.</summary>
    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>How the last attempt ended; null when it succeeded.</summary>
    public string? LastError { get; init; }

    /// <summary>Deliveries given up one after the other.</summary>
    public int Failures { get; init; }
}

/// <summary>Whether deliveries are made to a subscription.</summary>
public enum SubscriptionState
{
    /// <summary>The receiver has not said yet that it wants them.</summary>
    Unverified,

    /// <summary>Yes.</summary>
    Active,

    /// <summary>No: by its owner, or because the receiver did not take them.</summary>
    Disabled,
}

/// <summary>What an owner changes of a subscription; null leaves a member as it is.</summary>
/// <param name="Url">Where deliveries go from now on: the receiver is asked again.</param>
/// <param name="Filter">Which rows; empty for all.</param>
/// <param name="FollowsAll">Whether changes of other sets can change what is told.</param>
/// <param name="Description">What its owner calls it; empty for nothing.</param>
/// <param name="MaxEvents">Most events of one delivery.</param>
/// <param name="IsActive">Whether deliveries are made; true also begins anew after failures.</param>
/// <param name="Secret">Key of the signatures from now on.</param>
public sealed record SubscriptionChange(Uri? Url, string? Filter, bool? FollowsAll, string? Description, int? MaxEvents, bool? IsActive, ReadOnlyMemory<byte>? Secret);

/// <summary>A delivery that was given up.</summary>
/// <param name="Id">Its name, the same in every attempt.</param>
/// <param name="State">`dead`, `waiting` for another attempt, or `delivered` after all.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="CreatedAt">When it was given up first.</param>
/// <param name="AttemptedAt">When it was last attempted.</param>
/// <param name="LastError">How that ended; null when it succeeded.</param>
/// <param name="Body">What was to be delivered, JSON.</param>
public sealed record FailedDelivery(string Id, string State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset AttemptedAt, string? LastError, ReadOnlyMemory<byte> Body);
