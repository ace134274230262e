using System.Buffers;
using System.Text.Json;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>Writes the published model as CSDL JSON.</summary>
/// <remarks>Source: OData CSDL JSON Representation 4.01. There a property is Edm.String and not nullable unless it says otherwise.</remarks>
internal sealed class MetadataJsonWriter
{
    private readonly PublishedModel model;
    private readonly ServiceCapabilities capabilities;
    private readonly Utf8JsonWriter json;

    private MetadataJsonWriter(PublishedModel model, ServiceCapabilities capabilities, Utf8JsonWriter json) =>
        (this.model, this.capabilities, this.json) = (model, capabilities, json);

    /// <summary>The document as UTF-8 bytes.</summary>
    /// <param name="model">What is published.</param>
    /// <param name="capabilities">What the service can do.</param>
    /// <param name="version">`4.0` or `4.01`.</param>
    public static byte[] Write(PublishedModel model, ServiceCapabilities capabilities, string version)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, JsonText.Options))
        {
            new MetadataJsonWriter(model, capabilities, json).WriteDocument(version);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private void WriteDocument(string version)
    {
        json.WriteStartObject();
        json.WriteString("$Version", version);
        json.WriteString("$EntityContainer", $"{model.Namespace}.{MetadataXmlWriter.ContainerName}");
        WriteReferences();
        json.WriteStartObject(model.Namespace);
        foreach (var type in model.EnumTypes)
        {
            WriteEnumType(type);
        }

        foreach (var type in model.Types)
        {
            WriteStructuredType(type);
        }

        foreach (var overloads in model.Functions.GroupBy(f => f.Name))
        {
            json.WriteStartArray(overloads.Key);
            foreach (var function in overloads)
            {
                WriteFunction(function, isCollection: false);
                WriteFunction(function, isCollection: true);
            }

            json.WriteEndArray();
        }

        WriteContainer();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteReferences()
    {
        json.WriteStartObject("$Reference");
        foreach (var vocabulary in Vocabulary.All)
        {
            json.WriteStartObject(vocabulary.Uri("json"));
            json.WriteStartArray("$Include");
            json.WriteStartObject();
            json.WriteString("$Namespace", vocabulary.Namespace);
            json.WriteString("$Alias", vocabulary.Alias);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteEnumType(EnumTypeModel type)
    {
        json.WriteStartObject(type.Name);
        json.WriteString("$Kind", "EnumType");
        WriteFlag("$IsFlags", type.IsFlags);
        foreach (var member in type.Members)
        {
            json.WriteNumber(member.Name, member.Value);
        }

        WriteAnnotations(ModelAnnotations.Of(type.Text));
        json.WriteEndObject();
    }

    private void WriteStructuredType(StructuredTypeModel type)
    {
        json.WriteStartObject(type.Name);
        json.WriteString("$Kind", type.IsEntity ? "EntityType" : "ComplexType");
        if (type.BaseType is { } parent)
        {
            json.WriteString("$BaseType", $"{model.Namespace}.{parent.Name}");
        }

        WriteFlag("$Abstract", type.IsAbstract);
        if (type.IsEntity && type.Key.Count > 0 && type.BaseType is not { Key.Count: > 0 })
        {
            json.WriteStartArray("$Key");
            foreach (var property in type.Key)
            {
                json.WriteStringValue(property.Name);
            }

            json.WriteEndArray();
        }

        foreach (var property in type.DeclaredProperties())
        {
            WriteProperty(property);
        }

        foreach (var navigation in type.DeclaredNavigations())
        {
            WriteNavigation(navigation);
        }

        WriteAnnotations(ModelAnnotations.Of(type.Text));
        json.WriteEndObject();
    }

    private void WriteProperty(PropertyModel property)
    {
        json.WriteStartObject(property.Name);
        WriteFlag("$Collection", property.Type.IsCollection);
        if (property.Type.Primitive != PrimitiveKind.String)
        {
            json.WriteString("$Type", property.Type.Element.QualifiedName(model.Namespace));
        }

        WriteFlag("$Nullable", property.Type.IsNullable);
        // In JSON, and only there, a Decimal without $Scale has a variable one (CSDL JSON 4.01, section 7.2.4).
        if (property.Type.Primitive == PrimitiveKind.DateTimeOffset)
        {
            json.WritePropertyName("$Precision");
            json.WriteRawValue(MetadataXmlWriter.TimestampPrecision);
        }
        else if (property.Writing?.MaxLength is { } most)
        {
            json.WriteNumber("$MaxLength", most);
        }

        WriteAnnotations(ModelAnnotations.Of(property));
        json.WriteEndObject();
    }

    private void WriteNavigation(NavigationModel navigation)
    {
        json.WriteStartObject(navigation.Name);
        json.WriteString("$Kind", "NavigationProperty");
        WriteFlag("$Collection", navigation.IsCollection);
        json.WriteString("$Type", $"{model.Namespace}.{navigation.Target.Type.Name}");
        WriteFlag("$Nullable", !navigation.IsCollection && navigation.IsNullable);
        if (navigation.Partner is { } partner)
        {
            json.WriteString("$Partner", partner);
        }

        if (navigation.Constraint.Count > 0)
        {
            json.WriteStartObject("$ReferentialConstraint");
            foreach (var (own, referenced) in navigation.Constraint)
            {
                json.WriteString(own.Name, referenced.Name);
            }

            json.WriteEndObject();
        }

        WriteAnnotations(ModelAnnotations.Of(navigation.Text));
        json.WriteEndObject();
    }

    private void WriteFunction(FunctionModel function, bool isCollection)
    {
        json.WriteStartObject();
        json.WriteString("$Kind", "Function");
        json.WriteBoolean("$IsBound", true);
        json.WriteBoolean("$IsComposable", true);
        json.WriteStartArray("$Parameter");
        json.WriteStartObject();
        json.WriteString("$Name", FunctionParameters.Binding);
        WriteFlag("$Collection", isCollection);
        json.WriteString("$Type", $"{model.Namespace}.{function.BoundTo.Type.Name}");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("$Name", function.Parameter.Name);
        json.WriteString("$Type", function.Parameter.Type.QualifiedName(model.Namespace));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("$ReturnType");
        WriteFlag("$Collection", isCollection);
        json.WriteString("$Type", $"{model.Namespace}.{function.Rows.Target.Type.Name}");
        json.WriteEndObject();
        WriteAnnotations(ModelAnnotations.Of(function.Text));
        json.WriteEndObject();
    }

    private void WriteContainer()
    {
        json.WriteStartObject(MetadataXmlWriter.ContainerName);
        json.WriteString("$Kind", "EntityContainer");
        foreach (var set in model.Sets)
        {
            json.WriteStartObject(set.Name);
            json.WriteBoolean("$Collection", true);
            json.WriteString("$Type", $"{model.Namespace}.{set.Type.Name}");
            if (set.Type.Navigations.Count > 0)
            {
                json.WriteStartObject("$NavigationPropertyBinding");
                foreach (var navigation in set.Type.Navigations)
                {
                    json.WriteString(navigation.Name, navigation.Target.Name);
                }

                json.WriteEndObject();
            }

            WriteAnnotations(ModelAnnotations.Of(set, capabilities));
            json.WriteEndObject();
        }

        WriteAnnotations(ModelAnnotations.OfContainer(capabilities));
        json.WriteEndObject();
    }

    private void WriteFlag(string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, true);
        }
    }

    private void WriteAnnotations(IReadOnlyList<Annotation> annotations)
    {
        foreach (var annotation in annotations)
        {
            json.WritePropertyName("@" + annotation.Term + (annotation.Qualifier is { } qualifier ? "#" + qualifier : ""));
            WriteValue(annotation.Value);
        }
    }

    // Recursion ends with the annotation's own, fixed depth: nothing of a request reaches it.
    private void WriteValue(AnnotationValue value)
    {
        switch (value)
        {
            case TextValue text:
                JsonText.WriteValue(json, text.Text);
                break;
            case FlagValue flag:
                json.WriteBooleanValue(flag.Flag);
                break;
            case NumberValue number:
                json.WriteNumberValue(number.Number);
                break;
            case PathValue path:
                json.WriteStartObject();
                json.WriteString("$Path", path.Path);
                json.WriteEndObject();
                break;
            case ListValue list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    WriteValue(item);
                }

                json.WriteEndArray();
                break;
            case RecordValue record:
                json.WriteStartObject();
                foreach (var (name, member) in record.Members)
                {
                    json.WritePropertyName(name);
                    WriteValue(member);
                }

                WriteAnnotations(record.Annotations);
                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"No JSON form for {value.GetType().Name}.");
        }
    }
}
