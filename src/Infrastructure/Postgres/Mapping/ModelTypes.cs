using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Edm types of C# types; enumeration types are made when they are first met.</summary>
internal sealed class ModelTypes
{
    private static readonly Dictionary<Type, PrimitiveKind> Primitives = new()
    {
        [typeof(bool)] = PrimitiveKind.Boolean,
        [typeof(byte)] = PrimitiveKind.Byte,
        [typeof(sbyte)] = PrimitiveKind.SByte,
        [typeof(short)] = PrimitiveKind.Int16,
        [typeof(int)] = PrimitiveKind.Int32,
        [typeof(long)] = PrimitiveKind.Int64,
        [typeof(decimal)] = PrimitiveKind.Decimal,
        [typeof(float)] = PrimitiveKind.Single,
        [typeof(double)] = PrimitiveKind.Double,
        [typeof(string)] = PrimitiveKind.String,
        [typeof(Guid)] = PrimitiveKind.Guid,
        [typeof(DateOnly)] = PrimitiveKind.Date,
        [typeof(TimeOnly)] = PrimitiveKind.TimeOfDay,
        [typeof(DateTimeOffset)] = PrimitiveKind.DateTimeOffset,
        [typeof(TimeSpan)] = PrimitiveKind.Duration,
        [typeof(byte[])] = PrimitiveKind.Binary,
    };

    private readonly Dictionary<Type, EnumTypeModel> enumTypes = [];

    /// <summary>Every Edm enumeration met so far.</summary>
    public IReadOnlyList<EnumTypeModel> EnumTypes => [.. enumTypes.Values.OrderBy(e => e.Name, StringComparer.Ordinal)];

    /// <summary>The Edm type of a scalar; a vocabulary is a string.</summary>
    public TypeReference Scalar(Type type, bool isNullable)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when Vocabulary.Is(plain) => TypeReference.Of(PrimitiveKind.String, isNullable),
            { IsEnum: true } => TypeReference.Of(Enumeration(plain), isNullable),
            _ when Primitives.TryGetValue(plain, out var kind) => TypeReference.Of(kind, isNullable),
            _ => throw new InvalidOperationException($"{plain} has no Edm type."),
        };
    }

    private EnumTypeModel Enumeration(Type type)
    {
        if (!enumTypes.TryGetValue(type, out var model))
        {
            var members = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v =>
                new EnumMemberModel(Enum.GetName(type, Enum.ToObject(type, v))!, Convert.ToInt64(v, null)));
            model = new EnumTypeModel(type.Name, type.IsDefined(typeof(FlagsAttribute), inherit: false), [.. members], PublishedNames.Text(type));
            enumTypes.Add(type, model);
        }

        return model;
    }
}
