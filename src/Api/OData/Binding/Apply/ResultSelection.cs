using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Chooses members of the objects in a dynamic result: `$select=indicator/kind` and `$expand=indicator($select=kind)` of `groupby((indicator/kind,indicator/unit))`.</summary>
internal sealed class ResultSelection(BindContext context)
{
    /// <summary>True when the first name of the path is an object of a dynamic result.</summary>
    public static bool IsObject(SyntaxList<NameSyntax> path, StructuredTypeModel type) =>
        path.Count > 0 && type.FindProperty(path[0].Text)?.Type.Structured is { IsSpread: true };

    /// <summary>Adds a path into an object; false when there is a problem.</summary>
    /// <param name="path">Names from the row down.</param>
    /// <param name="type">Type of the row.</param>
    /// <param name="selected">Paths so far.</param>
    public bool Add(SyntaxList<NameSyntax> path, StructuredTypeModel type, HashSet<string> selected)
    {
        var names = new List<string>();
        foreach (var name in path)
        {
            if (type.FindProperty(name.Text) is not { } property)
            {
                context.Fail<Problem>(
                    name, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name.Text)}'.",
                    BindContext.DidYouMean(name.Text, type.Properties.Select(p => p.Name)));
                return false;
            }

            names.Add(property.Name);
            type = property.Type.Structured ?? Plain;
        }

        selected.Add(string.Join('/', names));
        return true;
    }

    /// <summary>Adds what `$expand` asks of an object, which is written anyway; false when there is a problem.</summary>
    /// <param name="item">The item.</param>
    /// <param name="before">Names that lead to the row or object it is asked of.</param>
    /// <param name="type">Type of the outermost row.</param>
    /// <param name="selected">Paths so far.</param>
    public bool Expand(ExpandItemSyntax item, SyntaxList<NameSyntax> before, StructuredTypeModel type, HashSet<string> selected)
    {
        SyntaxList<NameSyntax> path = [.. before, .. item.Path];
        if (item.Kind != ExpandToken.Rows || item.Options with { Select = null, Expand = null } != QueryOptionsSyntax.None)
        {
            context.NotSupported<Problem>(item, "Anything but $select and $expand in the expansion of an object");
            return false;
        }

        if (!context.Enter(item))
        {
            return false;
        }

        var isWhole = item.Options is { Select: null, Expand: null };
        var isFine = (!isWhole || Add(path, type, selected))
            && (item.Options.Select?.Items ?? []).All(i => IsPlain(i) && (i.Path is [{ Text: "*" }] ? Add(path, type, selected) : Add([.. path, .. i.Path], type, selected)))
            && (item.Options.Expand?.Items ?? []).All(i => Expand(i, path, type, selected));
        context.Leave();
        return isFine;
    }

    /// <summary>The properties with these names, and objects of those whose members are named.</summary>
    /// <param name="type">The type.</param>
    /// <param name="paths">Names and paths, in any letter case.</param>
    public static IReadOnlyList<PropertyModel> Narrow(StructuredTypeModel type, IReadOnlyCollection<string> paths)
    {
        var all = paths.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. type.Properties.Select(p => all.Contains(p.Name) ? p : Object(p, all)).OfType<PropertyModel>()];
    }

    private static PropertyModel? Object(PropertyModel property, HashSet<string> paths)
    {
        var prefix = property.Name + "/";
        string[] inside = [.. paths.Where(p => p.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(p => p[prefix.Length..])];
        return inside.Length > 0 && property.Type.Structured is { IsSpread: true } type ? ResultType.Narrowed(property, Narrow(type, inside)) : null;
    }

    private bool IsPlain(SelectItemSyntax item)
    {
        if (item.Options is null && item.ParameterNames is null)
        {
            return true;
        }

        context.NotSupported<Problem>(item, "A nested option inside $select");
        return false;
    }

    private static StructuredTypeModel Plain { get; } = new() { Name = "A plain value", IsEntity = false, Text = new ModelText("", "") };
}
