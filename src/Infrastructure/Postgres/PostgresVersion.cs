namespace Kawasaki.Infrastructure.Postgres;

/// <summary>Which PostgreSQL the program works with.</summary>
internal static class PostgresVersion
{
    /// <summary>Oldest major version: what Debian 12 has.</summary>
    public const int Oldest = 15;
}
