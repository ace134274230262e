using System.Globalization;
using System.IO;
using System.Text;
using System.Xml;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>Writes the published model as CSDL XML.</summary>
/// <remarks>Source: OData CSDL XML Representation 4.01.</remarks>
internal sealed class MetadataXmlWriter
{
    /// <summary>Name of the entity container in the model's namespace.</summary>
    public const string ContainerName = "PlanService";

    private const string EdmxNamespace = "http://docs.oasis-open.org/odata/ns/edmx";
    private const string EdmNamespace = "http://docs.oasis-open.org/odata/ns/edm";

    private readonly PublishedModel model;
    private readonly ServiceCapabilities capabilities;
    private readonly XmlWriter xml;

    private MetadataXmlWriter(PublishedModel model, ServiceCapabilities capabilities, XmlWriter xml) =>
        (this.model, this.capabilities, this.xml) = (model, capabilities, xml);

    /// <summary>The document as UTF-8 bytes.</summary>
    /// <param name="model">What is published.</param>
    /// <param name="capabilities">What the service can do.</param>
    /// <param name="version">`4.0` or `4.01`.</param>
    public static byte[] Write(PublishedModel model, ServiceCapabilities capabilities, string version)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using (var xml = XmlWriter.Create(bytes, settings))
        {
            new MetadataXmlWriter(model, capabilities, xml).WriteDocument(version);
        }

        return bytes.ToArray();
    }

    private void WriteDocument(string version)
    {
        xml.WriteStartElement("edmx", "Edmx", EdmxNamespace);
        xml.WriteAttributeString("Version", version);
        foreach (var vocabulary in Vocabulary.All)
        {
            xml.WriteStartElement("Reference", EdmxNamespace);
            xml.WriteAttributeString("Uri", vocabulary.Uri("xml"));
            xml.WriteStartElement("Include", EdmxNamespace);
            xml.WriteAttributeString("Namespace", vocabulary.Namespace);
            xml.WriteAttributeString("Alias", vocabulary.Alias);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteStartElement("DataServices", EdmxNamespace);
        xml.WriteStartElement("Schema", EdmNamespace);
        xml.WriteAttributeString("Namespace", model.Namespace);
        foreach (var type in model.EnumTypes)
        {
            WriteEnumType(type);
        }

        foreach (var type in model.Types)
        {
            WriteStructuredType(type);
        }

        foreach (var function in model.Functions)
        {
            WriteFunction(function, isCollection: false);
            WriteFunction(function, isCollection: true);
        }

        WriteContainer();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteEnumType(EnumTypeModel type)
    {
        xml.WriteStartElement("EnumType");
        xml.WriteAttributeString("Name", type.Name);
        if (type.IsFlags)
        {
            xml.WriteAttributeString("IsFlags", "true");
        }

        foreach (var member in type.Members)
        {
            xml.WriteStartElement("Member");
            xml.WriteAttributeString("Name", member.Name);
            xml.WriteAttributeString("Value", member.Value.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        WriteAnnotations(ModelAnnotations.Of(type.Text));
        xml.WriteEndElement();
    }

    private void WriteStructuredType(StructuredTypeModel type)
    {
        xml.WriteStartElement(type.IsEntity ? "EntityType" : "ComplexType");
        xml.WriteAttributeString("Name", type.Name);
        if (type.BaseType is { } parent)
        {
            xml.WriteAttributeString("BaseType", $"{model.Namespace}.{parent.Name}");
        }

        if (type.IsAbstract)
        {
            xml.WriteAttributeString("Abstract", "true");
        }

        WriteKey(type);
        foreach (var property in type.DeclaredProperties())
        {
            WriteProperty(property);
        }

        foreach (var navigation in type.DeclaredNavigations())
        {
            WriteNavigation(navigation);
        }

        WriteAnnotations(ModelAnnotations.Of(type.Text));
        xml.WriteEndElement();
    }

    private void WriteKey(StructuredTypeModel type)
    {
        if (!type.IsEntity || type.Key.Count == 0 || type.BaseType is { Key.Count: > 0 })
        {
            return;
        }

        xml.WriteStartElement("Key");
        foreach (var property in type.Key)
        {
            xml.WriteStartElement("PropertyRef");
            xml.WriteAttributeString("Name", property.Name);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WriteProperty(PropertyModel property)
    {
        xml.WriteStartElement("Property");
        xml.WriteAttributeString("Name", property.Name);
        xml.WriteAttributeString("Type", property.Type.QualifiedName(model.Namespace));
        // A single value may be null unless we say otherwise; of the members of a collection nothing is assumed (CSDL XML 4.01, section 7.2.1).
        if (!property.Type.IsNullable || property.Type.IsCollection)
        {
            xml.WriteAttributeString("Nullable", property.Type.IsNullable ? "true" : "false");
        }

        if (property.Type.Primitive == PrimitiveKind.Decimal)
        {
            xml.WriteAttributeString("Scale", "variable");
        }
        else if (property.Type.Primitive is PrimitiveKind.DateTimeOffset)
        {
            xml.WriteAttributeString("Precision", TimestampPrecision);
        }
        else if (property.Writing?.MaxLength is { } most)
        {
            xml.WriteAttributeString("MaxLength", most.ToString(CultureInfo.InvariantCulture));
        }

        WriteAnnotations(ModelAnnotations.Of(property));
        xml.WriteEndElement();
    }

    /// <summary>Fractional digits of a stored timestamp: PostgreSQL keeps microseconds.</summary>
    internal const string TimestampPrecision = "6";

    private void WriteNavigation(NavigationModel navigation)
    {
        var type = $"{model.Namespace}.{navigation.Target.Type.Name}";
        xml.WriteStartElement("NavigationProperty");
        xml.WriteAttributeString("Name", navigation.Name);
        xml.WriteAttributeString("Type", navigation.IsCollection ? $"Collection({type})" : type);
        if (!navigation.IsCollection && !navigation.IsNullable)
        {
            xml.WriteAttributeString("Nullable", "false");
        }

        if (navigation.Partner is { } partner)
        {
            xml.WriteAttributeString("Partner", partner);
        }

        foreach (var (own, referenced) in navigation.Constraint)
        {
            xml.WriteStartElement("ReferentialConstraint");
            xml.WriteAttributeString("Property", own.Name);
            xml.WriteAttributeString("ReferencedProperty", referenced.Name);
            xml.WriteEndElement();
        }

        WriteAnnotations(ModelAnnotations.Of(navigation.Text));
        xml.WriteEndElement();
    }

    // Of one row a value, of many rows a collection: two overloads.
    private void WriteFunction(FunctionModel function, bool isCollection)
    {
        xml.WriteStartElement("Function");
        xml.WriteAttributeString("Name", function.Name);
        xml.WriteAttributeString("IsBound", "true");
        xml.WriteAttributeString("IsComposable", "true");
        WriteParameter(FunctionParameters.Binding, Type(function.BoundTo.Type));
        WriteParameter(function.Parameter.Name, function.Parameter.Type.QualifiedName(model.Namespace));
        xml.WriteStartElement("ReturnType");
        xml.WriteAttributeString("Type", Type(function.Rows.Target.Type));
        xml.WriteAttributeString("Nullable", "false");
        xml.WriteEndElement();
        WriteAnnotations(ModelAnnotations.Of(function.Text));
        xml.WriteEndElement();

        string Type(StructuredTypeModel type) => isCollection ? $"Collection({model.Namespace}.{type.Name})" : $"{model.Namespace}.{type.Name}";
    }

    private void WriteParameter(string name, string type)
    {
        xml.WriteStartElement("Parameter");
        xml.WriteAttributeString("Name", name);
        xml.WriteAttributeString("Type", type);
        xml.WriteAttributeString("Nullable", "false");
        xml.WriteEndElement();
    }

    private void WriteContainer()
    {
        xml.WriteStartElement("EntityContainer");
        xml.WriteAttributeString("Name", ContainerName);
        foreach (var set in model.Sets)
        {
            xml.WriteStartElement("EntitySet");
            xml.WriteAttributeString("Name", set.Name);
            xml.WriteAttributeString("EntityType", $"{model.Namespace}.{set.Type.Name}");
            foreach (var navigation in set.Type.Navigations)
            {
                xml.WriteStartElement("NavigationPropertyBinding");
                xml.WriteAttributeString("Path", navigation.Name);
                xml.WriteAttributeString("Target", navigation.Target.Name);
                xml.WriteEndElement();
            }

            WriteAnnotations(ModelAnnotations.Of(set, capabilities));
            xml.WriteEndElement();
        }

        WriteAnnotations(ModelAnnotations.OfContainer(capabilities));
        xml.WriteEndElement();
    }

    private void WriteAnnotations(IReadOnlyList<Annotation> annotations)
    {
        foreach (var annotation in annotations)
        {
            xml.WriteStartElement("Annotation");
            xml.WriteAttributeString("Term", annotation.Term);
            if (annotation.Qualifier is { } qualifier)
            {
                xml.WriteAttributeString("Qualifier", qualifier);
            }

            WriteValue(annotation.Value, asAttribute: true);
            xml.WriteEndElement();
        }
    }

    // Recursion ends with the annotation's own, fixed depth: nothing of a request reaches it.
    private void WriteValue(AnnotationValue value, bool asAttribute)
    {
        switch (value)
        {
            case TextValue text:
                WriteScalar("String", text.Text, asAttribute);
                break;
            case FlagValue flag:
                WriteScalar("Bool", flag.Flag ? "true" : "false", asAttribute);
                break;
            case NumberValue number:
                WriteScalar(number.IsInteger ? "Int" : "Decimal", number.Number.ToString(CultureInfo.InvariantCulture), asAttribute);
                break;
            case PathValue path:
                WriteScalar("Path", path.Path, asAttribute);
                break;
            case ListValue list:
                xml.WriteStartElement("Collection");
                foreach (var item in list.Items)
                {
                    WriteValue(item, asAttribute: false);
                }

                xml.WriteEndElement();
                break;
            case RecordValue record:
                WriteRecord(record);
                break;
            default:
                throw new InvalidOperationException($"No XML form for {value.GetType().Name}.");
        }
    }

    private void WriteScalar(string kind, string text, bool asAttribute)
    {
        if (asAttribute)
        {
            xml.WriteAttributeString(kind, text);
        }
        else
        {
            xml.WriteElementString(kind, text);
        }
    }

    private void WriteRecord(RecordValue record)
    {
        xml.WriteStartElement("Record");
        foreach (var (name, value) in record.Members)
        {
            xml.WriteStartElement("PropertyValue");
            xml.WriteAttributeString("Property", name);
            WriteValue(value, asAttribute: true);
            xml.WriteEndElement();
        }

        WriteAnnotations(record.Annotations);
        xml.WriteEndElement();
    }
}
