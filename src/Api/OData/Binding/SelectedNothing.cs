using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Items of `$select` for which nothing is written: annotations, which rows do not have, and functions, which can be called on every row of their set and are not advertised row by row.</summary>
/// <remarks>Source: OData Protocol 4.01, sections 11.2.5.1 and 11.5.2. A function that does not exist is an error like a property that does not.</remarks>
internal sealed class SelectedNothing(BindContext context)
{
    /// <summary>Checks the names before the annotation, or the namespace; false when there is a problem.</summary>
    /// <param name="item">The item.</param>
    /// <param name="type">Type that its first name is a member of.</param>
    public bool Check(SelectedItem item, StructuredTypeModel type)
    {
        if (item.Path.Count == 1 && context.Model.Functions.Any(f => ReferenceEquals(f.BoundTo.Type, type) && Is(f, item)))
        {
            return true;
        }

        if (item.Syntax.ParameterNames is not null || (item.Path.Count == 1 && context.IsFunction(item.Path[0].Text)))
        {
            return context.Refuse(item.Syntax, ErrorCode.UnknownProperty, $"{type.Name} has no function '{LiteralBinder.Shorten(string.Join('/', item.Path.Select(n => n.Text)))}'.");
        }

        var at = type;
        foreach (var name in item.Path.TakeWhile(n => !n.IsAnnotation))
        {
            if (Next(name, at) is not { } next)
            {
                return false;
            }

            at = next;
        }

        return true;
    }

    private bool Is(FunctionModel function, SelectedItem item) =>
        (string.Equals(item.Path[0].Text, $"{context.Model.Namespace}.{function.Name}", StringComparison.OrdinalIgnoreCase) || item.Path[0].Text == function.Name)
        && (item.Syntax.ParameterNames is null || (item.Syntax.ParameterNames is [var parameter] && string.Equals(parameter.Text, function.Parameter.Name, StringComparison.OrdinalIgnoreCase)));

    private StructuredTypeModel? Next(NameSyntax name, StructuredTypeModel type)
    {
        if (name.Text.EndsWith(".*", StringComparison.Ordinal))
        {
            return string.Equals(name.Text[..^2], context.Model.Namespace, StringComparison.OrdinalIgnoreCase) ? type
                : context.Fail<StructuredTypeModel>(name, ErrorCode.UnknownProperty, $"There is no namespace '{LiteralBinder.Shorten(name.Text[..^2])}'.", $"The service has one: '{context.Model.Namespace}'.");
        }

        if (name.IsQualified)
        {
            return context.FindType(name.Text) ?? context.NoType<StructuredTypeModel>(name, name.Text);
        }

        if (type.FindProperty(name.Text) is { } property)
        {
            return property.Type.Structured ?? Plain;
        }

        return type.FindNavigation(name.Text) is not null ? Plain
            : context.Fail<StructuredTypeModel>(
                name, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name.Text)}'.", BindContext.DidYouMean(name.Text, type.Properties.Select(p => p.Name)));
    }

    private static StructuredTypeModel Plain { get; } = new() { Name = "A plain value", IsEntity = false, Text = new ModelText("", "") };
}
