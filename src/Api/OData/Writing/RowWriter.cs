using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes rows of one layout as JSON objects; what is the same in each row is prepared once.</summary>
/// <remarks>Each member is written with a comma before it; the first of them then becomes the brace.</remarks>
internal sealed class RowWriter
{
    // The sign and nineteen digits.
    private const int MostCountBytes = 20;

    private readonly RowLayout layout;
    private readonly EntitySetModel set;
    private readonly JsonFormat format;
    private readonly string root;
    private readonly bool writesId;
    private readonly bool writesLinks;
    private readonly bool writesTag;
    private readonly byte[] first;
    private readonly byte[] typePrefix;
    private readonly byte[][] names;
    private readonly NavigationModel[] otherLinks;

    /// <summary>Prepares the writing of an answer.</summary>
    /// <param name="plan">The question answered.</param>
    /// <param name="layout">Where the values of a row stand.</param>
    /// <param name="format">The dialect.</param>
    /// <param name="model">The published model, for names of types.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="context">Context to stand in the row itself; null when it stands around the rows.</param>
    public RowWriter(ReadPlan plan, RowLayout layout, JsonFormat format, PublishedModel model, string root, string? context)
    {
        (this.layout, this.format, this.root, set) = (layout, format, root, plan.Set);
        var isReference = plan.Result == ResultKind.References;
        var isFull = format.Metadata == MetadataLevel.Full;
        // A reader computes the id from the key; without the key among the values it is told.
        var hasKey = layout.Key.All(k => layout.Values.Any(v => ReferenceEquals(v.Property, k.Property)));
        // Rows that $apply makes are no entities: 4.0 says so by an id of null (JSON Format 4.01, section 4.5.8).
        var isTransient = !set.Type.IsEntity;
        var nullId = isTransient && !set.IsCrossjoin && !set.IsComputed && format.Version == "4.0" && format.Metadata != MetadataLevel.None ? ",\"@odata.id\":null" : "";
        writesId = !isTransient && (isReference || isFull || (format.Metadata == MetadataLevel.Minimal && !hasKey));
        writesTag = layout.Revision is not null && !isReference && format.Metadata != MetadataLevel.None;
        writesLinks = isFull && !isReference && !isTransient;
        first = Utf8((context is null ? "" : $",\"@odata.context\":\"{context}\"")
            + (writesLinks && layout.TypeName is null ? $",\"@odata.type\":\"#{model.Namespace}.{set.Type.Name}\"" : "") + nullId);
        typePrefix = Utf8($",\"@odata.type\":\"#{model.Namespace}.");
        var declared = ReferenceEquals(model.FindType(set.Type.Name), set.Type) ? set.Type : model.FindSet(set.Name)?.Type;
        var shape = plan.Query.Shape;
        names = [.. layout.Values.Select(v => IsUnwanted(v.Name) ? [] : Utf8(TypeMember(v, model, declared, shape) + $",\"{v.Name}\":"))];
        var linked = shape.IsEverything ? set.Type.Navigations : shape.Links ?? [];
        otherLinks = writesLinks ? [.. linked.Except(shape.Expansions.Select(e => e.Navigation))] : [];
    }

    /// <summary>Writes a row with its braces.</summary>
    /// <param name="output">Where.</param>
    /// <param name="row">The row.</param>
    public void Write(PageBuffer output, RowReader row)
    {
        if (layout.Json is { } json)
        {
            row.CopyUtf8(json, output);
            return;
        }

        var start = output.Length;
        output.Write(first);
        WriteType(output, row);
        var path = writesId || layout.Expansions.Any(e => e.HasMore is not null) ? KeyText.CanonicalPath(set, layout.Key, row) : "";
        if (writesId)
        {
            output.Write(",\"@odata.id\":"u8);
            JsonText.Write(output, root + path);
        }

        if (writesTag)
        {
            output.Write(",\"@odata.etag\":\"\\\""u8);
            WriteCount(output, row.GetInt64(layout.Revision!.Value), ieee754: false);
            output.Write("\\\"\""u8);
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || (layout.Values[i].Presence is { } presence && !row.GetBoolean(presence)))
            {
                continue;
            }

            output.Write(names[i]);
            ValueWriter.Write(output, row, layout.Values[i], format.Ieee754Compatible);
        }

        foreach (var expansion in layout.Expansions)
        {
            WriteExpansion(output, row, expansion, path);
        }

        foreach (var navigation in otherLinks)
        {
            WriteLinks(output, navigation, path);
        }

        if (output.Length == start)
        {
            output.Write("{"u8);
        }
        else
        {
            output.Patch(start, (byte)'{');
        }

        output.Write("}"u8);
    }

    // Of rows of several types those of the declared one say so only with full metadata.
    private void WriteType(PageBuffer output, RowReader row)
    {
        if (layout.TypeName is not { } ordinal || (row.IsNull(ordinal) && !writesLinks))
        {
            return;
        }

        output.Write(typePrefix);
        output.Write(Utf8(row.IsNull(ordinal) ? set.Type.Name : row.GetString(ordinal)));
        output.Write("\""u8);
    }

    // A link among the values, as of the parts of a combination, is control information too; a count is always written.
    private bool IsUnwanted(string name) =>
        format.Metadata == MetadataLevel.None && name.Contains('@', StringComparison.Ordinal) && !name.EndsWith("@odata.count", StringComparison.Ordinal);

    private void WriteExpansion(PageBuffer output, RowReader row, ExpansionColumns columns, string path)
    {
        var navigation = columns.Expansion.Navigation;
        if (columns.Presence is { } presence && !row.GetBoolean(presence))
        {
            return;
        }

        if (writesLinks)
        {
            WriteLinks(output, navigation, path);
        }

        if (columns.Count is { } count)
        {
            output.Write(Utf8($",\"{navigation.Name}@odata.count\":"));
            WriteCount(output, row.GetInt64(count), format.Ieee754Compatible);
        }

        if (columns.HasMore is { } hasMore && row.GetBoolean(hasMore))
        {
            output.Write(Utf8($",\"{navigation.Name}@odata.nextLink\":"));
            JsonText.Write(output, $"{root}{path}/{navigation.Name}{(columns.Expansion.Kind == ExpansionKind.References ? "/$ref" : "")}?{columns.Expansion.NextOptions}");
        }

        if (columns.Json is { } json)
        {
            output.Write(Utf8($",\"{navigation.Name}\":"));
            if (row.IsNull(json))
            {
                output.Write("null"u8);
            }
            else
            {
                row.CopyUtf8(json, output);
            }
        }
    }

    private void WriteLinks(PageBuffer output, NavigationModel navigation, string path)
    {
        output.Write(Utf8($",\"{navigation.Name}@odata.associationLink\":"));
        JsonText.Write(output, $"{root}{path}/{navigation.Name}/$ref");
        output.Write(Utf8($",\"{navigation.Name}@odata.navigationLink\":"));
        JsonText.Write(output, $"{root}{path}/{navigation.Name}");
    }

    /// <summary>Writes an Edm.Int64.</summary>
    internal static void WriteCount(PageBuffer output, long count, bool ieee754)
    {
        var quote = ieee754 ? "\""u8 : [];
        output.Write(quote);
        if (!count.TryFormat(output.GetSpan(MostCountBytes), out var written, provider: CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"A count takes more than {MostCountBytes} bytes.");
        }

        output.Advance(written);
        output.Write(quote);
    }

    private string TypeMember(ValueColumn value, PublishedModel model, StructuredTypeModel? declared, Shape shape)
    {
        // A reader finds the types of declared properties in $metadata, those of computed values nowhere.
        var isTold = format.Metadata == MetadataLevel.Full || (format.Metadata == MetadataLevel.Minimal && !IsDeclared(value, declared, shape));
        // A count is control information itself.
        return isTold && !value.Name.Contains('@', StringComparison.Ordinal) && value.Type.Annotation(model.Namespace) is { } type ? $",\"{value.Name}@odata.type\":\"{type}\"" : "";
    }

    // A property of a derived type is one that only some rows have.
    private static bool IsDeclared(ValueColumn value, StructuredTypeModel? declared, Shape shape) =>
        value.Property is not null && declared is not null && (declared.Properties.Any(p => p.Name == value.Name) || shape.Derived.Any(d => ReferenceEquals(d.Property, value.Property)));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
