namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>As whom a connection works.</summary>
public enum DatabaseRole
{
    /// <summary>kawasaki_reader: SELECT only.</summary>
    Reader,

    /// <summary>kawasaki_writer: changes rows, but never those of the change feed.</summary>
    Writer,

    /// <summary>kawasaki_writer in sessions that only read: what the reader may not see.</summary>
    Auditor,

    /// <summary>kawasaki_owner: owns the tables, migrates, loads.</summary>
    Owner,
}
