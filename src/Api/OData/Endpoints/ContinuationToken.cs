using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Where a page ended.</summary>
/// <param name="After">Values of the order's terms in the last row; none for the beginning.</param>
/// <param name="PageRows">Rows of a page, as preferred with the first request.</param>
/// <param name="At">The state that all pages are of; null for whatever is there.</param>
/// <param name="Since">The state that the caller knows; null when the whole result is read.</param>
internal sealed record Continuation(IReadOnlyList<Literal> After, int PageRows, DataState? At = null, DataState? Since = null);

/// <summary>Writes and reads `$skiptoken` and `$deltatoken`: the order values of a page's last row and states of the data, signed together with the question they belong to.</summary>
/// <remarks>
/// The signature keeps accidents out (a token of another query, a cut one): what a token says reaches SQL as typed parameters only, so that a
/// forged one shows nothing that the caller may not read anyway. The key must be the same in all instances and after a restart.
/// </remarks>
internal sealed class ContinuationToken(string key)
{
    private const byte Version = 2;
    private const int SignatureBytes = 12;
    private const int MostCharacters = 4_000;

    private readonly byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The token.</summary>
    /// <param name="continuation">Where the page ended.</param>
    /// <param name="question">Text of the request without its paging options.</param>
    public string Write(Continuation continuation, string question)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write7BitEncodedInt(continuation.PageRows);
            Write(writer, continuation.At);
            Write(writer, continuation.Since);
            writer.Write(continuation.After.Count > 0);
            foreach (var literal in continuation.After)
            {
                writer.Write(literal.Value is not null);
                if (literal.Value is not null)
                {
                    writer.Write(Text(literal.Value));
                }
            }
        }

        var bytes = payload.ToArray();
        return Base64Url.EncodeToString([.. Sign(bytes, question), .. bytes]);
    }

    /// <summary>What the token says, or why it cannot be used.</summary>
    /// <param name="token">The text.</param>
    /// <param name="question">Text of the request without its paging options.</param>
    /// <param name="order">Order of the question: gives the types of the values.</param>
    public Result<Continuation> Read(string token, string question, IReadOnlyList<OrderTerm> order)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(Math.Min(token.Length, MostCharacters))];
        if (token.Length > MostCharacters || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length <= SignatureBytes)
        {
            return Bad;
        }

        var payload = bytes[SignatureBytes..length];
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureBytes), Sign(payload, question)))
        {
            return Bad;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
            if (reader.ReadByte() != Version)
            {
                return Bad;
            }

            var pageRows = reader.Read7BitEncodedInt();
            var (at, since, hasAfter) = (State(reader), State(reader), reader.ReadBoolean());
            return new Continuation(
                hasAfter ? [.. order.Select(t => new Literal(reader.ReadBoolean() ? Value(reader.ReadString(), t.Value.Type) : null, t.Value.Type))] : [], pageRows, at, since);
        }
        catch (Exception e) when (e is FormatException or OverflowException or IOException or ArgumentException)
        {
            return Bad;
        }
    }

    private static Problem Bad { get; } = new(
        ErrorCode.BadContinuation, "The token is damaged or belongs to another query.", "$skiptoken", "Follow @odata.nextLink as it is, or start again without $skiptoken.");

    private static void Write(BinaryWriter writer, DataState? state)
    {
        writer.Write(state is not null);
        if (state is not null)
        {
            writer.Write(state.Version);
            writer.Write(state.CommittedAt.UtcTicks);
            writer.Write(state.Lineage.ToByteArray());
        }
    }

    private static DataState? State(BinaryReader reader) =>
        reader.ReadBoolean() ? new DataState(reader.ReadInt64(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), new Guid(reader.ReadBytes(16))) : null;

    private byte[] Sign(byte[] payload, string question)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(question));
        hmac.AppendData([0]);
        hmac.AppendData(payload);
        return hmac.GetHashAndReset()[..SignatureBytes];
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no value of an order."),
    };

    private static object Value(string text, TypeReference type) => type.Primitive switch
    {
        PrimitiveKind.String => text,
        PrimitiveKind.Boolean => bool.Parse(text),
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 => int.Parse(text, CultureInfo.InvariantCulture),
        PrimitiveKind.Int64 or null => long.Parse(text, CultureInfo.InvariantCulture),
        PrimitiveKind.Decimal => decimal.Parse(text, CultureInfo.InvariantCulture),
        PrimitiveKind.Single or PrimitiveKind.Double => double.Parse(text, CultureInfo.InvariantCulture),
        PrimitiveKind.Date => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture),
        PrimitiveKind.TimeOfDay => TimeOnly.ParseExact(text, "O", CultureInfo.InvariantCulture),
        PrimitiveKind.DateTimeOffset => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture),
        PrimitiveKind.Duration => TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture),
        PrimitiveKind.Guid => Guid.Parse(text, CultureInfo.InvariantCulture),
        PrimitiveKind.Binary => Convert.FromBase64String(text),
        var kind => throw new InvalidOperationException($"Edm.{kind} is no type of an order."),
    };
}
