using System.Data;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>Makes a session whose statement failed as good as new before anybody else uses it.</summary>
internal static class FailedSession
{
    /// <summary>Ends its transaction and forgets its prepared statements.</summary>
    /// <remarks>
    /// A statement that fails while it is being prepared stays with the driver as prepared, but without a description of its rows: the next who asks the same on this session
    /// would get "unexpected backend message" (npgsql 10.0.0; issue 6391 is akin).
    /// </remarks>
    /// <param name="connection">The session.</param>
    public static async Task MendAsync(NpgsqlConnection connection)
    {
        if (connection.FullState != ConnectionState.Open)
        {
            return; // the pool drops what is lost
        }

        try
        {
            await using var rollback = new NpgsqlCommand("rollback", connection);
            await rollback.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
            connection.UnprepareAll(); // the driver has no asynchronous form
        }
        catch (NpgsqlException)
        {
            // Lost in the meantime: the driver has closed it, and the pool drops it.
        }
    }
}
