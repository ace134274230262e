using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>A complex value, or a collection of them, in one `jsonb` column: the JSON that EF Core would write, which is what reads expect.</summary>
/// <remarks>The stored form is JSON text with its members in order of name, so that two alike are alike.</remarks>
internal sealed class JsonForm(TypeReference type, JsonStorage storage) : StoredForm
{
    private const int MaxDepth = 64;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override IReadOnlyList<StoredColumn> Columns { get; } = [new(storage.Column, TypeReference.Of(PrimitiveKind.String), "jsonb")];

    public override object? Nothing => type.IsCollection ? "[]" : null;

    /// <summary>Whether values in columns or members of a PostgreSQL type are text.</summary>
    public static bool IsText(string storeType) => storeType.StartsWith("text", StringComparison.Ordinal) || storeType.StartsWith("character", StringComparison.Ordinal);

    /// <summary>A value of an enumeration by its name or, of flags, by theirs; its number where it has none.</summary>
    public static string Names(EnumTypeModel type, long value)
    {
        var exact = type.Members.FirstOrDefault(m => m.Value == value);
        if (exact is not null || !type.IsFlags)
        {
            return exact?.Name ?? value.ToString(CultureInfo.InvariantCulture);
        }

        var bits = type.Members.Where(m => m.Value > 0 && (m.Value & (m.Value - 1)) == 0 && (value & m.Value) != 0).ToList();
        return bits.Aggregate(0L, (all, m) => all | m.Value) == value ? string.Join(", ", bits.Select(m => m.Name)) : value.ToString(CultureInfo.InvariantCulture);
    }

    public override object? Of(Literal given, object? before) => given.Value switch
    {
        null => null,
        StructuredValue value => Sorted(Object(value, storage.Members, before is string text ? JsonNode.Parse(text) as JsonObject : null, depth: 0)),
        IReadOnlyList<Literal> members => Sorted(Array(members, m => m is StructuredValue v ? Object(v, storage.Members, null, depth: 0) : null)),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is no complex value."),
    };

    public override object? Read(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : Sorted(JsonNode.Parse(reader.GetString(ordinal)));

    public override IEnumerable<object?> Cells(object? stored) => [stored];

    private static JsonObject Object(StructuredValue value, IReadOnlyDictionary<PropertyModel, PropertyStorage> members, JsonObject? before, int depth)
    {
        before = value.IsWhole ? null : before;
        if (depth > MaxDepth)
        {
            throw new InvalidOperationException($"A {value.Type.Name} nests deeper than {MaxDepth} levels.");
        }

        var json = new JsonObject();
        foreach (var (property, place) in members)
        {
            var member = (JsonMemberStorage)place;
            var known = before?[member.Name];
            json[member.Name] = value.Members.TryGetValue(property, out var given) ? Value(given, property.Type, member, known, depth)
                : known is not null ? known.DeepClone()
                : property.Type.IsCollection ? new JsonArray() : null;
        }

        return json;
    }

    private static JsonNode? Value(Literal given, TypeReference type, JsonMemberStorage member, JsonNode? before, int depth) => given.Value switch
    {
        null => null,
        StructuredValue value => Object(value, member.Members, before as JsonObject, depth + 1),
        IReadOnlyList<Literal> members => Array(members, m => m is StructuredValue v ? Object(v, member.Members, null, depth + 1) : Scalar(m, type, member.StoreType)),
        var scalar => Scalar(scalar, type, member.StoreType),
    };

    private static JsonArray Array(IReadOnlyList<Literal> members, Func<object?, JsonNode?> write) => new([.. members.Select(m => write(m.Value))]);

    private static JsonValue? Scalar(object? value, TypeReference type, string storeType) => value switch
    {
        null => null,
        long number when type.Enumeration is { } enumeration => IsText(storeType) ? JsonValue.Create(Names(enumeration, number)) : JsonValue.Create(number),
        bool truth => JsonValue.Create(truth),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        double number when double.IsFinite(number) => JsonValue.Create(number),
        double.PositiveInfinity => JsonValue.Create("Infinity"),
        double.NegativeInfinity => JsonValue.Create("-Infinity"),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        DateOnly date => JsonValue.Create(date.ToString("O", CultureInfo.InvariantCulture)),
        TimeOnly time => JsonValue.Create(time.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)),
        DateTimeOffset moment => JsonValue.Create(moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'+00:00'", CultureInfo.InvariantCulture)),
        TimeSpan span => JsonValue.Create(Interval(span)),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    // The sign stands before the whole span.
    private static string Interval(TimeSpan span) =>
        (span < TimeSpan.Zero ? "-" : "") + span.Duration().ToString(span.Days == 0 ? @"hh\:mm\:ss\.FFFFFF" : @"d\ hh\:mm\:ss\.FFFFFF", CultureInfo.InvariantCulture).TrimEnd('.');

    private static string Sorted(JsonNode? json) => InOrder(json, depth: 0)?.ToJsonString(Plain) ?? "null";

    private static JsonNode? InOrder(JsonNode? json, int depth) => json switch
    {
        _ when depth > MaxDepth => throw new InvalidOperationException($"Stored JSON nests deeper than {MaxDepth} levels."),
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, InOrder(m.Value, depth + 1)))),
        JsonArray members => new JsonArray([.. members.Select(m => InOrder(m, depth + 1))]),
        null => null,
        var value => value.DeepClone(),
    };
}
