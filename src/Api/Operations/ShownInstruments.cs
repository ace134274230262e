namespace Kawasaki.Api.Operations;

/// <summary>An instrument of a meter, as it is shown.</summary>
/// <param name="Meter">Name of the meter.</param>
/// <param name="Instrument">Name of the instrument.</param>
/// <param name="Name">Name of the figure.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Help">What it means.</param>
/// <param name="Labels">Tags that are shown, each with the name of its label; values that differ in others only are added up.</param>
internal sealed record ShownInstrument(string Meter, string Instrument, string Name, MetricKind Kind, string Help, params (string Tag, string Label)[] Labels);

/// <summary>The instruments of others that are shown: none that costs anything for each request or statement, and no tag whose values a caller decides.</summary>
internal static class ShownInstruments
{
    private const string Npgsql = "Npgsql";
    private const string Runtime = "System.Runtime";
    private const string Webhooks = "Kawasaki.Webhooks";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ShownInstrument> All { get; } =
    [
        new(Npgsql, "db.client.connection.count", "kawasaki_database_connections", MetricKind.Gauge, "Connections to the database, by role and state (idle, used).", ("db.client.connection.pool.name", "pool"), ("db.client.connection.state", "state")),
        new(Npgsql, "db.client.connection.max", "kawasaki_database_connections_max", MetricKind.Gauge, "Most connections of a pool.", ("db.client.connection.pool.name", "pool")),
        new(Npgsql, "db.client.connection.npgsql.pending_requests", "kawasaki_database_connections_awaited", MetricKind.Gauge, "Requests that wait for a connection.", ("db.client.connection.pool.name", "pool")),
        new(Npgsql, "db.client.connection.npgsql.timeouts", "kawasaki_database_connection_timeouts_total", MetricKind.Counter, "Connections that did not come free or open in time.", ("db.client.connection.pool.name", "pool")),
        new(Npgsql, "db.client.operation.failed", "kawasaki_database_failures_total", MetricKind.Counter, "Statements that failed, those included that only a caller's values make fail.", ("db.client.connection.pool.name", "pool")),
        new("Kawasaki.Database", "kawasaki.database.circuit.open", "kawasaki_database_circuit_open", MetricKind.Gauge, "1 while calls are refused because the database is away."),
        new(Webhooks, "kawasaki.webhooks.attempts", "kawasaki_webhook_attempts_total", MetricKind.Counter, "Attempts at deliveries, by outcome.", ("outcome", "outcome")),
        new(Webhooks, "kawasaki.webhooks.backlog", "kawasaki_webhook_backlog_changes", MetricKind.Gauge, "Changes not looked at yet, over all subscriptions."),
        new(Webhooks, "kawasaki.webhooks.dead", "kawasaki_webhook_dead_deliveries", MetricKind.Gauge, "Deliveries given up."),
        new(Webhooks, "kawasaki.webhooks.subscriptions", "kawasaki_webhook_subscriptions", MetricKind.Gauge, "Subscriptions, by state.", ("state", "state")),
        new(Webhooks, "kawasaki.webhooks.circuits.open", "kawasaki_webhook_circuits_open", MetricKind.Gauge, "Receivers that are left alone for a while."),
        new(Runtime, "dotnet.process.cpu.time", "process_cpu_seconds_total", MetricKind.Counter, "Processor time of the process."),
        new(Runtime, "dotnet.process.memory.working_set", "process_resident_memory_bytes", MetricKind.Gauge, "Memory of the process."),
        new(Runtime, "dotnet.gc.collections", "dotnet_gc_collections_total", MetricKind.Counter, "Garbage collections, by generation.", ("gc.heap.generation", "generation")),
        new(Runtime, "dotnet.gc.pause.time", "dotnet_gc_pause_seconds_total", MetricKind.Counter, "Time the process stood still for garbage collections."),
        new(Runtime, "dotnet.gc.last_collection.heap.size", "dotnet_gc_heap_bytes", MetricKind.Gauge, "Memory of objects after the last collection."),
        new(Runtime, "dotnet.gc.heap.total_allocated", "dotnet_gc_allocated_bytes_total", MetricKind.Counter, "Memory allocated so far."),
        new(Runtime, "dotnet.thread_pool.thread.count", "dotnet_thread_pool_threads", MetricKind.Gauge, "Threads of the pool."),
        new(Runtime, "dotnet.thread_pool.queue.length", "dotnet_thread_pool_queue_length", MetricKind.Gauge, "Work that waits for a thread."),
        new(Runtime, "dotnet.monitor.lock_contentions", "dotnet_lock_contentions_total", MetricKind.Counter, "Times a thread had to wait for a lock."),
    ];
}
