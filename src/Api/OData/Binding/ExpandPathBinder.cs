using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Binding;

/// <summary>A step of an expansion: from rows of a type, perhaps a derived one, to rows of another.</summary>
/// <param name="From">Type of the rows it starts at.</param>
/// <param name="Navigation">The navigation.</param>
/// <param name="To">Type of the rows that are written.</param>
internal sealed record ExpandStep(StructuredTypeModel From, NavigationModel Navigation, StructuredTypeModel To);

/// <summary>Binds the path of an item of `$expand`: a navigation or `*`, with a type before and behind it.</summary>
internal sealed class ExpandPathBinder(BindContext context)
{
    /// <summary>The steps, several for `*`; null with a problem.</summary>
    /// <param name="item">The item.</param>
    /// <param name="type">Type of the rows.</param>
    public IReadOnlyList<ExpandStep>? Bind(ExpandItemSyntax item, StructuredTypeModel type)
    {
        if (item.Kind == ExpandToken.Value || item.Path.Count == 0)
        {
            return context.Fail<IReadOnlyList<ExpandStep>>(item, ErrorCode.UrlSyntax, $"{type.Name} has no media stream: $value cannot be expanded.");
        }

        if (item.Path.FirstOrDefault(n => n.IsAnnotation) is { } annotation)
        {
            return context.Fail<IReadOnlyList<ExpandStep>>(annotation, ErrorCode.UnknownProperty, $"{type.Name} has no annotation '{LiteralBinder.Shorten(annotation.Text)}' that leads to rows.");
        }

        var names = new Queue<NameSyntax>(item.Path);
        if (Cast(names, type) is not { } from)
        {
            return null;
        }

        return !names.TryDequeue(out var name) ? context.Fail<IReadOnlyList<ExpandStep>>(item, ErrorCode.UrlSyntax, "A navigation must follow the type.")
            : name.Text == "*" ? All(item, from)
            : One(item, name, from, names);
    }

    private IReadOnlyList<ExpandStep>? All(ExpandItemSyntax item, StructuredTypeModel from) => item.Kind == ExpandToken.Count
        ? context.Fail<IReadOnlyList<ExpandStep>>(item, ErrorCode.UrlSyntax, "'*' can be expanded as rows or as /$ref.")
        : [.. from.Navigations.Select(n => new ExpandStep(from, n, n.Target.Type))];

    private IReadOnlyList<ExpandStep>? One(ExpandItemSyntax item, NameSyntax name, StructuredTypeModel from, Queue<NameSyntax> behind)
    {
        if (from.FindNavigation(name.Text) is not { } navigation)
        {
            var what = from.FindProperty(name.Text) is null ? "has no navigation" : "has a property, not a navigation,";
            return context.Fail<IReadOnlyList<ExpandStep>>(
                name, ErrorCode.UnknownProperty, $"{from.Name} {what} '{LiteralBinder.Shorten(name.Text)}'.",
                BindContext.DidYouMean(name.Text, from.Navigations.Select(n => n.Name)));
        }

        return Cast(behind, navigation.Target.Type) is not { } to ? null
            : behind.TryPeek(out var next) ? context.Fail<IReadOnlyList<ExpandStep>>(
                item, ErrorCode.UrlSyntax, "A path of navigations cannot be expanded.", $"Use $expand={navigation.Name}($expand={next.Text}).")
            : [new ExpandStep(from, navigation, to)];
    }

    // The type as it is where no other is named.
    private StructuredTypeModel? Cast(Queue<NameSyntax> names, StructuredTypeModel from)
    {
        if (!names.TryPeek(out var name) || !name.IsQualified)
        {
            return from;
        }

        names.Dequeue();
        return context.FindType(name.Text) switch
        {
            null => context.NoType<StructuredTypeModel>(name, name.Text),
            { } type when type.IsOrDerivesFrom(from.Declared) => ResultType.As(type, from),
            { } type => context.Fail<StructuredTypeModel>(name, ErrorCode.TypeMismatch, $"{type.Name} does not derive from {from.Name}: the cast never succeeds."),
        };
    }
}
