using System.Buffers;
using System.Text;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Tests.Unit.OData.Writing.Tables;

/// <summary>A row of values given by the test; text for what comes as ready JSON.</summary>
internal sealed class FixedRow(params object?[] values) : RowReader
{
    /// <summary>A column of each type, named a, b, c...</summary>
    public static IReadOnlyList<TableColumn> Columns(params (TypeReference Type, ValueForm Form)[] types) =>
        [.. types.Select((t, i) => new TableColumn(new ValueColumn(((char)('a' + i)).ToString(), t.Type, null, i, t.Form), null))];

    /// <summary>Columns of primitive types, read natively.</summary>
    public static IReadOnlyList<TableColumn> Columns(params PrimitiveKind[] kinds) => Columns([.. kinds.Select(k => (TypeReference.Of(k), ValueForm.Native))]);

    public override bool IsNull(int ordinal) => values[ordinal] is null;

    public override bool GetBoolean(int ordinal) => (bool)values[ordinal]!;

    public override int GetInt32(int ordinal) => (int)values[ordinal]!;

    public override long GetInt64(int ordinal) => (long)values[ordinal]!;

    public override decimal GetDecimal(int ordinal) => (decimal)values[ordinal]!;

    public override double GetDouble(int ordinal) => (double)values[ordinal]!;

    public override string GetString(int ordinal) => (string)values[ordinal]!;

    public override Guid GetGuid(int ordinal) => (Guid)values[ordinal]!;

    public override DateOnly GetDate(int ordinal) => (DateOnly)values[ordinal]!;

    public override TimeOnly GetTime(int ordinal) => (TimeOnly)values[ordinal]!;

    public override DateTimeOffset GetDateTimeOffset(int ordinal) => (DateTimeOffset)values[ordinal]!;

    public override byte[] GetBytes(int ordinal) => (byte[])values[ordinal]!;

    public override void CopyUtf8(int ordinal, IBufferWriter<byte> destination) => destination.Write(Encoding.UTF8.GetBytes((string)values[ordinal]!));
}
