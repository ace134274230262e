using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Builds `@odata.context`.</summary>
/// <remarks>
/// Source: OData Protocol 4.01, section 10. In a 4.0 answer an expanded navigation without nested `$select` is left out: the form
/// `customers(name,orders())` is what Excel and Power BI refuse (OData/odata.net#2081).
/// </remarks>
internal static class ContextUrl
{
    // Shapes nest as deep as the binder let `$expand` nest; the counter is the second belt.
    private const int MaxDepth = 50;

    /// <summary>The context of an answer.</summary>
    /// <param name="plan">The question answered.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="version">OData version of the answer.</param>
    /// <param name="model">The published model.</param>
    /// <param name="owner">For a property: canonical path of its row, `plans('ip3')`; else null.</param>
    public static string Of(ReadPlan plan, string root, string version, PublishedModel model, string? owner) =>
        root + "$metadata#" + plan.Result switch
        {
            ResultKind.Rows when plan.Set.IsCrossjoin => "Collection(Edm.ComplexType)",
            ResultKind.Rows when plan.Set.Type.IsAnyEntity => "Collection(Edm.EntityType)",
            ResultKind.Rows => SetName(plan, model) + SelectList(plan, version, model) + (plan.Tracking?.Since is null ? "" : "/$delta"),
            ResultKind.Row or ResultKind.OptionalRow when plan.Set.IsComputed => SetName(plan, model) + SelectList(plan, version, model),
            ResultKind.Row or ResultKind.OptionalRow => SetName(plan, model) + SelectList(plan, version, model) + "/$entity",
            ResultKind.References => plan.PageRows is null ? "$ref" : "Collection($ref)",
            ResultKind.Property when plan.Set.IsComputed => plan.Property!.Type.QualifiedName(model.Namespace),
            ResultKind.Property => $"{owner}/{plan.PropertyPath}{PartList(plan)}",
            ResultKind.Count or ResultKind.RawValue => throw new InvalidOperationException($"{plan.Result} is plain text and has no context."),
            _ => throw new InvalidOperationException($"No context for {plan.Result}."),
        };

    // Rows of a derived type: `places/ns.Station`; of a function, which are in no set, their type.
    private static string SetName(ReadPlan plan, PublishedModel model) =>
        plan.Set.IsComputed ? plan.Result == ResultKind.Rows ? $"Collection({model.Namespace}.{plan.Set.Name})" : $"{model.Namespace}.{plan.Set.Name}" :
        plan.Set.Type.IsEntity && model.FindSet(plan.Set.Name) is { } set && !ReferenceEquals(set.Type, plan.Set.Type) && ReferenceEquals(model.FindType(plan.Set.Type.Name), plan.Set.Type)
            ? $"{plan.Set.Name}/{model.Namespace}.{plan.Set.Type.Name}"
            : plan.Set.Name;

    // The parts of a complex value, or of each member of a collection, that a property is narrowed to.
    private static string PartList(ReadPlan plan)
    {
        if (plan.Query.Shape.Parts is not [{ Property.Type.Structured: { } type } part] || (part.Shape ?? part.Elements?.Shape) is not { } shape
            || (part.Elements is not { Rows.Rows.IsElement: false } && shape.Properties.Count == type.Properties.Count && shape.Computed.Count == 0))
        {
            return "";
        }

        var list = new StringBuilder();
        AppendMembers(list, shape, "", MaxDepth);
        return $"({list})";
    }

    private static void AppendMembers(StringBuilder list, Shape shape, string before, int depth)
    {
        if (depth == 0)
        {
            throw new InvalidOperationException("Complex values nest deeper than the binder allows.");
        }

        foreach (var property in shape.Properties)
        {
            list.Append(list.Length == 0 ? "" : ",").Append(before).Append(property.Name);
        }

        foreach (var column in shape.Computed)
        {
            list.Append(list.Length == 0 ? "" : ",").Append(before).Append(column.Name);
        }

        foreach (var part in shape.Parts)
        {
            var inner = part.Shape ?? part.Elements!.Shape;
            if (part.Property.Type.Structured is not { } type || (inner.Properties.Count == type.Properties.Count && inner.Computed.Count == 0))
            {
                list.Append(list.Length == 0 ? "" : ",").Append(before).Append(part.Property.Name);
            }
            else
            {
                AppendMembers(list, inner, $"{before}{part.Property.Name}/", depth - 1);
            }
        }
    }

    private static string SelectList(ReadPlan plan, string version, PublishedModel model)
    {
        var (list, shape) = (new StringBuilder(), plan.Query.Shape);
        // What $apply has computed beside the properties of the type.
        string[] added = shape.IsEverything ? [.. shape.Properties.Except(plan.Set.Type.Properties).Select(p => p.Name)] : [];
        if (added.Length > 0)
        {
            list.Append("*,").AppendJoin(',', added).Append(shape.Computed.Count > 0 ? "," : "");
        }
        else if (shape.IsEverything && shape.Computed.Count > 0)
        {
            list.Append("*,"); // without it the list would say that nothing but the computed columns is there
        }

        Append(list, shape, version, MaxDepth, model);
        return list.Length == 0 ? "" : $"({list})";
    }

    private static void Append(StringBuilder list, Shape shape, string version, int depth, PublishedModel model)
    {
        if (depth == 0)
        {
            throw new InvalidOperationException("Expansions nest deeper than the binder allows.");
        }

        var first = true;
        if (!shape.IsEverything)
        {
            foreach (var property in shape.Properties)
            {
                Append(Separate(list, ref first).Append(property.Name), property, MaxDepth);
            }

            var parts = new StringBuilder();
            foreach (var group in shape.Parts.GroupBy(p => p.OnlyOf))
            {
                AppendMembers(parts, shape with { Properties = [], Computed = [], Parts = [.. group] }, group.Key is { } type ? $"{model.Namespace}.{type.Name}/" : "", MaxDepth);
            }

            if (parts.Length > 0)
            {
                Separate(list, ref first).Append(parts);
            }

            foreach (var derived in shape.Derived)
            {
                Separate(list, ref first).Append(model.Namespace).Append('.').Append(derived.Type.Name).Append('/').Append(derived.Property.Name);
            }

            foreach (var navigation in shape.Links ?? [])
            {
                Separate(list, ref first).Append(navigation.Name);
            }
        }

        foreach (var column in shape.Computed)
        {
            Separate(list, ref first).Append(column.Name);
        }

        foreach (var expansion in shape.Expansions.Where(e => e.Kind == ExpansionKind.Rows))
        {
            var nested = new StringBuilder();
            Append(nested, expansion.Query.Shape, version, depth - 1, model);
            if (nested.Length > 0 || version != "4.0")
            {
                Separate(list, ref first).Append(Name(expansion, model)).Append('(').Append(nested).Append(')');
            }
        }
    }

    // `ns.Station/main`, `children/ns.Station`.
    private static string Name(Expansion expansion, PublishedModel model)
    {
        var (before, to) = (expansion.OnlyOf is { } type ? $"{model.Namespace}.{type.Name}/" : "", expansion.Query.Rows.Rows.Type.Declared);
        return before + expansion.Navigation.Name + (ReferenceEquals(to, expansion.Navigation.Target.Type.Declared) || !to.IsEntity ? "" : $"/{model.Namespace}.{to.Name}");
    }

    // An object of a dynamic result: `indicator(kind,name)`.
    private static void Append(StringBuilder list, PropertyModel property, int depth)
    {
        if (property.Type.Structured is not { IsSpread: true } type)
        {
            return;
        }

        if (depth == 0)
        {
            throw new InvalidOperationException("Objects nest deeper than the parser allows.");
        }

        list.Append('(');
        for (var i = 0; i < type.Properties.Count; i++)
        {
            Append(list.Append(i == 0 ? "" : ",").Append(type.Properties[i].Name), type.Properties[i], depth - 1);
        }

        list.Append(')');
    }

    private static StringBuilder Separate(StringBuilder list, ref bool first)
    {
        if (!first)
        {
            list.Append(',');
        }

        first = false;
        return list;
    }
}
