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
        if (!IsExpandable(item, path) || !context.Enter(item))
        {
            return false;
        }

        var isWhole = item.Options is { Select: null, Expand: null };
        var isFine = (!isWhole || Add(path, type, selected))
            && (item.Options.Select?.Items ?? []).All(i => Select(i, i.Path, i.Options, path, type, selected))
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

    /// <summary>Adds what `$select` names of an object, with options of its own; false when there is a problem.</summary>
    /// <param name="item">The item.</param>
    /// <param name="path">Its path, as far as it is not followed yet.</param>
    /// <param name="options">Its options; null without any.</param>
    /// <param name="before">Names that lead to the row or object it is asked of.</param>
    /// <param name="type">Type of the outermost row.</param>
    /// <param name="selected">Paths so far.</param>
    public bool Select(SelectItemSyntax item, SyntaxList<NameSyntax> path, QueryOptionsSyntax? options, SyntaxList<NameSyntax> before, StructuredTypeModel type, HashSet<string> selected)
    {
        if (options is not null && OptionRules.Check(options, OptionUse.Complex, isNested: true) is { } problem)
        {
            context.Fail<Problem>(problem);
            return false;
        }

        if (!context.Enter(item))
        {
            return false;
        }

        SyntaxList<NameSyntax> whole = path is [{ Text: "*" }] ? before : [.. before, .. path];
        var isFine = item.ParameterNames is not null ? context.Refuse(item, ErrorCode.UnknownProperty, $"There is no operation '{LiteralBinder.Shorten(path[^1].Text)}'.")
            : options?.Select is { } inner ? inner.Items.All(i => Select(i, i.Path, i.Options, whole, type, selected))
            : Add(whole, type, selected);
        context.Leave();
        return isFine;
    }

    private bool IsExpandable(ExpandItemSyntax item, SyntaxList<NameSyntax> path)
    {
        var name = LiteralBinder.Shorten(path[^1].Text);
        if (item.Kind != ExpandToken.Rows)
        {
            return context.Refuse(
                item, ErrorCode.UrlSyntax, $"'{name}' is an object that $apply has made: {(item.Kind == ExpandToken.References ? "it has no reference" : "there is nothing to count or to stream")}.");
        }

        if (OptionRules.Check(item.Options, OptionUse.Row, isNested: true) is { } problem)
        {
            context.Fail<Problem>(problem);
            return false;
        }

        if (item.Options.At is { } at)
        {
            return context.Refuse(at, ErrorCode.UrlSyntax, $"'{name}' is an object that $apply has made: it has no other moment.", "Write $at for the whole question.");
        }

        return item.Options.Levels is { } levels ? context.Refuse(levels, ErrorCode.UrlSyntax, $"$levels repeats '{name}', which is an object that $apply has made and has none.")
            : item.Options.Compute is not { } compute || context.Refuse(compute, ErrorCode.UrlSyntax, $"$compute cannot stand behind a path to '{name}'.", $"Nest the options: $expand={LiteralBinder.Shorten(path[0].Text)}($expand=...).");
    }

    private static StructuredTypeModel Plain { get; } = new() { Name = "A plain value", IsEntity = false, Text = new ModelText("", "") };
}
