using Microsoft.Extensions.Logging;

namespace Kawasaki.Infrastructure;

/// <summary>Every log line of this project: 3000 SQL and database, 5000 documents and package.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Schema script {Script} applied")]
    public static partial void ScriptApplied(ILogger logger, string script);

    [LoggerMessage(3001, LogLevel.Information, "Private PostgreSQL {Version} created in {Folder}")]
    public static partial void ClusterCreated(ILogger logger, string version, string folder);

    [LoggerMessage(3002, LogLevel.Information, "Private PostgreSQL started in {Milliseconds} ms")]
    public static partial void ClusterStarted(ILogger logger, long milliseconds);

    [LoggerMessage(3003, LogLevel.Information, "Private PostgreSQL is running already and is shared")]
    public static partial void ClusterShared(ILogger logger);

    [LoggerMessage(3004, LogLevel.Information, "Private PostgreSQL stopped")]
    public static partial void ClusterStopped(ILogger logger);

    [LoggerMessage(3005, LogLevel.Warning, "Private PostgreSQL did not stop in order: {Reason}")]
    public static partial void ClusterNotStopped(ILogger logger, string reason);

    [LoggerMessage(3006, LogLevel.Warning, "Process file of a server that is gone removed from {Folder}")]
    public static partial void StaleProcessFile(ILogger logger, string folder);

    [LoggerMessage(3007, LogLevel.Error, "Private PostgreSQL died and is started again")]
    public static partial void ClusterDied(ILogger logger);

    [LoggerMessage(3008, LogLevel.Error, "Private PostgreSQL cannot be started again: {Reason}")]
    public static partial void ClusterNotRevived(ILogger logger, string reason);

    [LoggerMessage(3010, LogLevel.Warning, "Database call fails ({State}); attempt {Attempt} follows")]
    public static partial void DatabaseRetry(ILogger logger, string state, int attempt);

    [LoggerMessage(3011, LogLevel.Error, "Database is away: calls are refused for {Seconds} s")]
    public static partial void CircuitOpened(ILogger logger, double seconds);

    [LoggerMessage(3012, LogLevel.Information, "Database is back")]
    public static partial void CircuitClosed(ILogger logger);

    [LoggerMessage(3013, LogLevel.Warning, "Changes of the data cannot be followed ({State}): no answer is kept; next try in {Seconds} s")]
    public static partial void VersionUnknown(ILogger logger, string state, double seconds);

    [LoggerMessage(3014, LogLevel.Warning, "When API keys were last used cannot be stored: {Reason}")]
    public static partial void UseNotStored(ILogger logger, string reason);

    [LoggerMessage(3015, LogLevel.Error, "Changes of the data cannot be followed: no answer is kept; next try in {Seconds} s")]
    public static partial void WatchFailed(ILogger logger, double seconds, Exception exception);

    [LoggerMessage(4000, LogLevel.Warning, "Connection lost during the commit of transaction {TransactionId}: the server is asked whether it was made")]
    public static partial void CommitLost(ILogger logger, string transactionId);

    [LoggerMessage(4001, LogLevel.Warning, "{Attempts} refused attempts cannot be kept in the audit entries, and are tried again: {Reason}")]
    public static partial void RefusalsNotKept(ILogger logger, int attempts, string reason);

    [LoggerMessage(4100, LogLevel.Warning, "Receiver {Receiver} is left alone for {Seconds} s: most attempts failed")]
    public static partial void ReceiverLeftAlone(ILogger logger, string receiver, double seconds);

    [LoggerMessage(4101, LogLevel.Warning, "Delivery {Delivery} given up after {Attempts} attempts: {Reason}")]
    public static partial void DeliveryGivenUp(ILogger logger, string delivery, int attempts, string reason);

    [LoggerMessage(4102, LogLevel.Warning, "Subscription {Subscription} disabled: {Reason}")]
    public static partial void SubscriptionDisabled(ILogger logger, string subscription, string reason);

    [LoggerMessage(4103, LogLevel.Warning, "The session that held subscriptions was lost: what was under way is delivered again")]
    public static partial void ClaimLost(ILogger logger);

    [LoggerMessage(4104, LogLevel.Warning, "Deliveries wait for the database: {Reason}")]
    public static partial void WebhooksWait(ILogger logger, string reason);

    [LoggerMessage(4105, LogLevel.Error, "Deliveries fail by a fault of the service")]
    public static partial void WebhooksFailed(ILogger logger, Exception exception);

    [LoggerMessage(5000, LogLevel.Information, "{ChangedBy}: {Rows} rows given, {Changes} changed (dry run: {IsDryRun})")]
    public static partial void Loaded(ILogger logger, string changedBy, int rows, int changes, bool isDryRun);
}
