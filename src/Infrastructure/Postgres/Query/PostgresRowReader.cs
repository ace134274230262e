using System.Buffers;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Values of the reader's current row. The driver has the whole row in memory: no getter waits for the network.</summary>
internal sealed class PostgresRowReader(NpgsqlDataReader reader) : RowReader
{
    /// <inheritdoc/>
    public override bool IsNull(int ordinal) => reader.IsDBNull(ordinal);

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => reader.GetBoolean(ordinal);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => reader.GetInt32(ordinal);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => reader.GetInt64(ordinal);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => reader.GetDecimal(ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => reader.GetDouble(ordinal);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => reader.GetString(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => reader.GetGuid(ordinal);

    /// <inheritdoc/>
    public override DateOnly GetDate(int ordinal) => reader.GetFieldValue<DateOnly>(ordinal);

    /// <inheritdoc/>
    public override TimeOnly GetTime(int ordinal) => reader.GetFieldValue<TimeOnly>(ordinal);

    /// <inheritdoc/>
    public override DateTimeOffset GetDateTimeOffset(int ordinal) => reader.GetFieldValue<DateTimeOffset>(ordinal);

    /// <inheritdoc/>
    public override byte[] GetBytes(int ordinal) => reader.GetFieldValue<byte[]>(ordinal);

    /// <inheritdoc/>
    public override void CopyUtf8(int ordinal, IBufferWriter<byte> destination)
    {
        using var bytes = reader.GetStream(ordinal);
        for (var remaining = (int)bytes.Length; remaining > 0;)
        {
            var read = bytes.Read(destination.GetSpan(remaining));
            destination.Advance(read);
            remaining -= read;
        }
    }

    /// <summary>The value of an order's term as the CLR value of its type; boxed, so once a page only.</summary>
    public object? Value(OrderColumn column) => IsNull(column.Ordinal) ? null : SqlTypes.Kind(column.Type) switch
    {
        PrimitiveKind.Boolean => GetBoolean(column.Ordinal),
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 => GetInt32(column.Ordinal),
        PrimitiveKind.Int64 => GetInt64(column.Ordinal),
        PrimitiveKind.Decimal => GetDecimal(column.Ordinal),
        PrimitiveKind.Single or PrimitiveKind.Double => GetDouble(column.Ordinal),
        PrimitiveKind.String => GetString(column.Ordinal),
        PrimitiveKind.Guid => GetGuid(column.Ordinal),
        PrimitiveKind.Date => GetDate(column.Ordinal),
        PrimitiveKind.TimeOfDay => GetTime(column.Ordinal),
        PrimitiveKind.DateTimeOffset => GetDateTimeOffset(column.Ordinal),
        PrimitiveKind.Duration => reader.GetTimeSpan(column.Ordinal),
        PrimitiveKind.Binary => GetBytes(column.Ordinal),
        var kind => throw new InvalidOperationException($"{kind} is no order value."),
    };
}
