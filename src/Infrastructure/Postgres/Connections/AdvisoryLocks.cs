namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>Classes of the advisory locks taken here: the first half of their keys; the second is a number of what is locked.</summary>
internal static class AdvisoryLocks
{
    /// <summary>A subscription that an instance works on, by its code. Two codes with one number are worked on by one instance, no more.</summary>
    public const int Subscription = 20170048;

    /// <summary>An owner for whom a subscription is being made, by its name.</summary>
    public const int SubscriptionOwner = 20170049;
}
