using System.Buffers;

namespace Kawasaki.Domain.Query;

/// <summary>Values of one row by column, without boxing.</summary>
/// <remarks>
/// Errors: a getter that does not fit the column's type is a bug and throws <see cref="InvalidCastException"/>;
/// <see cref="GetDecimal"/> throws <see cref="OverflowException"/> beyond 28 digits, which published columns cannot hold
/// and computed ones avoid by coming as <see cref="ValueForm.Json"/>.
/// </remarks>
public abstract class RowReader
{
    /// <summary>True when the column is null.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract bool IsNull(int ordinal);

    /// <summary>Edm.Boolean.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract bool GetBoolean(int ordinal);

    /// <summary>Edm.Byte, SByte, Int16 and Int32.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract int GetInt32(int ordinal);

    /// <summary>Edm.Int64.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract long GetInt64(int ordinal);

    /// <summary>Edm.Decimal, with the scale it was stored with.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract decimal GetDecimal(int ordinal);

    /// <summary>Edm.Single and Double.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract double GetDouble(int ordinal);

    /// <summary>Edm.String, and the name of an enumeration's member.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract string GetString(int ordinal);

    /// <summary>Edm.Guid.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract Guid GetGuid(int ordinal);

    /// <summary>Edm.Date.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract DateOnly GetDate(int ordinal);

    /// <summary>Edm.TimeOfDay.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract TimeOnly GetTime(int ordinal);

    /// <summary>Edm.DateTimeOffset, in UTC, to the microsecond.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract DateTimeOffset GetDateTimeOffset(int ordinal);

    /// <summary>Edm.Binary.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    public abstract byte[] GetBytes(int ordinal);

    /// <summary>Copies the UTF-8 bytes of a text or JSON column as they are.</summary>
    /// <param name="ordinal">Column, from 0.</param>
    /// <param name="destination">Where they go.</param>
    public abstract void CopyUtf8(int ordinal, IBufferWriter<byte> destination);
}
