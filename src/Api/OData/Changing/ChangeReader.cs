using System.Text.Json;
using Kawasaki.Api.OData.Bodies;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>W1: body and target to validated changes.</summary>
/// <param name="model">The published model.</param>
/// <param name="limits">How much a body may hold.</param>
/// <param name="rows">Resolves references.</param>
/// <param name="root">Service root, ending in a slash.</param>
/// <param name="body">The body.</param>
/// <param name="ties">What ties the change to others of its batch; null for none.</param>
internal sealed class ChangeReader(PublishedModel model, BodyLimits limits, RowReading rows, string root, RequestBody body, ChangeTies? ties)
{
    private readonly Findings findings = new();
    private readonly JsonValues values = new(model, body.IsIeee754);

    /// <summary>A row to be made in a set, or among the rows of a row, with all that is made inside of it.</summary>
    public Result<RowTree> Create(SetTarget target, Precondition precondition) => JsonBody.Read(body.Bytes.Span, limits, findings, (ref Utf8JsonReader json) =>
    {
        var row = Rows(target.Set, new NestedRows(limits.MaxNestedLevels, limits.MaxRows)).Read(ref json, "", target.Type);
        if (target.Link is var (property, key) && !row.Values.TryAdd(property, key) && !Equals(row.Values[property].Value, key.Value))
        {
            findings.Add(ErrorCode.ValueRefused, $"{property.Name} is '{key.Value}' by the URL.", property.Name);
        }

        return new RowTree(new ChangeMaker(target.Set, findings).CreateAll(row, precondition), NestedShape.Of(row, target.Set, model.Namespace));
    });

    /// <summary>What becomes of one row: its named values (PATCH) or all of them (PUT), and links to others.</summary>
    public Result<RowTree> Row(RowTarget target, ChangeKind kind, Precondition precondition) => JsonBody.Read(body.Bytes.Span, limits, findings, (ref Utf8JsonReader json) =>
    {
        var row = Rows(target.Set, new NestedRows(maxLevels: 0, limits.MaxRows)).Read(ref json, "", target.Type);
        return new RowTree(new ChangeMaker(target.Set, findings).OfAll(kind, target.Key, row, precondition), null);
    });

    /// <summary>What becomes of each member of a collection: the change of a row whose key is still to come.</summary>
    public Result<RowChange> Each(EachTarget target) => JsonBody.Read(body.Bytes.Span, limits, findings, (ref Utf8JsonReader json) =>
        new ChangeMaker(target.Set, findings).Of(ChangeKind.Update, [], Rows(target.Set, null).Read(ref json, "", target.Type), Precondition.MustExist));

    /// <summary>The new value of one property.</summary>
    public Result<RowChange> Property(PropertyTarget target, Precondition precondition)
    {
        if (target.IsRaw && body.IsText)
        {
            return Raw(target, precondition);
        }

        if (target.Property.Type is { Structured: not null, IsCollection: false })
        {
            return JsonBody.Read(body.Bytes.Span, limits, findings, (ref Utf8JsonReader json) =>
                PropertyChange(target, values.Read(ref json, target.Property.Type, target.Property.Name, findings) ?? new Literal(null, target.Property.Type), precondition));
        }

        return JsonBody.Read(body.Bytes.Span, limits, findings, (ref Utf8JsonReader json) =>
        {
            Literal? value = null;
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isValue = JsonBody.NameOf(ref json) == "value";
                json.Read();
                if (isValue)
                {
                    value = values.Read(ref json, target.Property.Type, target.Property.Name, findings);
                }
                else
                {
                    json.Skip();
                }
            }

            if (value is null && findings.Count == 0)
            {
                findings.Add(ErrorCode.MalformedBody, "The body is an object with the member \"value\".", "value");
            }

            return PropertyChange(target, value ?? new Literal(null, target.Property.Type), precondition);
        });
    }

    /// <summary>The row that a reference in the body names: `{"@odata.id": "projects('x')"}`.</summary>
    public Result<RowReference> Reference() => JsonBody.Read(body.Bytes.Span, limits, findings, (ref Utf8JsonReader json) =>
    {
        var id = json.TokenType == JsonTokenType.StartObject ? IdAmong(ref json) : null;
        if (id is null)
        {
            json.Skip();
            findings.Add(ErrorCode.MalformedBody, "The body is an object with the URL of a row in \"@odata.id\".", "@odata.id");
            return new RowReference(model.Sets[0], []);
        }

        var resolved = Resolve(id);
        if (!resolved.IsOk)
        {
            findings.Add(resolved.Problem with { Target = "@odata.id" });
            return new RowReference(model.Sets[0], []);
        }

        return resolved.Value;
    });

    /// <summary>The rows of a delta payload, each with its place: `value/17`.</summary>
    public Result<IReadOnlyList<RowChange>> Rows(SetTarget target) =>
        JsonBody.Read<IReadOnlyList<RowChange>>(body.Bytes.Span, limits, findings, (ref Utf8JsonReader json) => new BulkBody(target, limits, findings, new RowBodyReader(target.Set, Input with { IsDelta = true }), Resolve).Read(ref json));

    /// <summary>The removal of a value.</summary>
    public static RowChange Clear(PropertyTarget target, Precondition precondition) =>
        PropertyChange(target, new Literal(target.Property.Type.IsCollection ? NoMembers : null, target.Property.Type with { IsNullable = true }), precondition);

    // What stands inside of a complex value changes the value it stands in, and nothing else of it.
    private static RowChange PropertyChange(PropertyTarget target, Literal value, Precondition precondition)
    {
        if (value.Value is StructuredValue structured)
        {
            value = new Literal(structured with { IsWhole = target.IsReplaced }, value.Type);
        }

        foreach (var (owner, member) in target.Path.Zip(target.Path.Skip(1).Append(target.Property)).Reverse())
        {
            value = new Literal(new StructuredValue(owner.Type.Structured!, new Dictionary<PropertyModel, Literal> { [member] = value }), owner.Type);
        }

        var top = target.Path.Count > 0 ? target.Path[0] : target.Property;
        var given = new Dictionary<PropertyModel, Literal> { [top] = value };
        return target.Set.Writing!.Find(top) is null
            ? new RowChange(ChangeKind.Update, target.Set, target.Key, new Dictionary<PropertyModel, Literal>(), [], precondition) { Claims = given, Type = target.Type }
            : new RowChange(ChangeKind.Update, target.Set, target.Key, given, [], precondition) { Type = target.Type };
    }

    // Plain text is a string as it is, and any other value as JSON would have it.
    private Result<RowChange> Raw(PropertyTarget target, Precondition precondition)
    {
        var isText = target.Property.Type.Primitive is not (PrimitiveKind.Boolean or PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32
            or PrimitiveKind.Int64 or PrimitiveKind.Decimal or PrimitiveKind.Single or PrimitiveKind.Double);
        var text = System.Text.Encoding.UTF8.GetString(body.Bytes.Span);
        var json = isText ? JsonSerializer.SerializeToUtf8Bytes(text) : body.Bytes.ToArray();
        return JsonBody.Read(json, limits, findings, (ref Utf8JsonReader reader) =>
            PropertyChange(target, Checked(target.Property, values.Read(ref reader, target.Property.Type, target.Property.Name, findings)), precondition));

        Literal Checked(PropertyModel property, Literal? value) => value ?? new Literal(null, property.Type);
    }

    private static readonly IReadOnlyList<Literal> NoMembers = [];

    private RowInput Input => new(model, root, values, Resolve, findings);

    private RowBodyReader Rows(EntitySetModel set, NestedRows? nested) => new(set, Input with { Nested = nested });

    private Result<RowReference> Resolve(string id)
    {
        var url = ties?.Resolve(id) ?? id;
        var row = url.IsOk ? rows.Resolve(url.Value, root) : url.Problem;
        return row.IsOk ? new RowReference(row.Value.Set, row.Value.Key) : row.Problem;
    }

    private static string? IdAmong(ref Utf8JsonReader json)
    {
        string? id = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isId = JsonBody.NameOf(ref json) is "@odata.id" or "@id";
            json.Read();
            if (isId && json.TokenType == JsonTokenType.String)
            {
                id = JsonBody.NameOf(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return id;
    }
}

/// <summary>The changes that a body asks for.</summary>
/// <param name="Changes">That of the row itself first.</param>
/// <param name="Expand">`$expand` that shows what was made inside of the row; null for nothing.</param>
internal sealed record RowTree(IReadOnlyList<RowChange> Changes, string? Expand);
