using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>The collection that a `join` or `addnested` names.</summary>
/// <param name="Set">Set of its rows.</param>
/// <param name="Text">Names of the navigation for the reader.</param>
/// <param name="Rows">Its rows, from a row; null with a problem.</param>
internal sealed record NamedCollection(EntitySetModel Set, ModelText Text, Func<RowExpression, RowSource?> Rows);

/// <summary>Binds paths to a collection: a navigation to many rows or a nested result, with a type before and behind it.</summary>
internal sealed class CollectionBinder(BindContext context)
{
    /// <summary>The collection; null with a problem.</summary>
    /// <param name="path">The path.</param>
    /// <param name="type">Type of the rows it starts at.</param>
    public NamedCollection? Bind(SyntaxList<NameSyntax> path, StructuredTypeModel type)
    {
        var names = new Queue<NameSyntax>(path);
        StructuredTypeModel? before = null, behind = null;
        if (names.Peek().IsQualified && (before = CastTo(names.Dequeue(), type)) is null)
        {
            return null;
        }

        if (!names.TryDequeue(out var name))
        {
            return context.Fail<NamedCollection>(path[0], ErrorCode.UrlSyntax, "A navigation must follow the type.");
        }

        if (Navigation(name, before ?? type) is not { } navigation)
        {
            return null;
        }

        if (names.TryPeek(out var next) && next.IsQualified && (behind = CastTo(names.Dequeue(), navigation.Target.Type)) is null)
        {
            return null;
        }

        return names.TryPeek(out next)
            ? context.Fail<NamedCollection>(next, ErrorCode.UrlSyntax, $"The path ends with one collection, '{LiteralBinder.Shorten(next.Text)}' goes on behind it.")
            : new NamedCollection(navigation.Target, navigation.Text, row => Rows(before is null ? row : new CastRow(row, before), navigation, behind, name));
    }

    private NavigationModel? Navigation(NameSyntax name, StructuredTypeModel type)
    {
        if (type.FindNavigation(name.Text) is not { } navigation)
        {
            return type.FindProperty(name.Text) is { } property
                ? context.Fail<NavigationModel>(name, ErrorCode.TypeMismatch, $"'{property.Name}' is a property, a navigation that leads to many rows is expected.")
                : context.Fail<NavigationModel>(
                    name, ErrorCode.UnknownProperty, $"{type.Name} has no navigation '{LiteralBinder.Shorten(name.Text)}'.",
                    BindContext.DidYouMean(name.Text, type.Navigations.Where(n => n.IsCollection).Select(n => n.Name)));
        }

        return navigation.IsCollection ? navigation
            : context.Fail<NavigationModel>(name, ErrorCode.TypeMismatch, $"'{navigation.Name}' leads to one row, a navigation that leads to many rows is expected.");
    }

    private RowSource? Rows(RowExpression row, NavigationModel navigation, StructuredTypeModel? behind, SyntaxNode at)
    {
        RowSource? rows = context.FindNested(navigation) is not { Apply: not null } nested ? new RelatedRows(row, navigation, new RowVariable(navigation.Name, navigation.Target.Type))
            : context.Use(navigation, at) ? nested.Rows(row)
            : null;
        return rows is null || behind is null ? rows : new TypedRows(rows, new RowVariable(navigation.Name, ResultType.As(behind, rows.Rows.Type)));
    }

    private StructuredTypeModel? CastTo(NameSyntax name, StructuredTypeModel from) => context.FindType(name.Text) switch
    {
        null => context.NoType<StructuredTypeModel>(name, name.Text),
        { } type when type.IsOrDerivesFrom(from.Declared) => ResultType.As(type, from),
        { } type => context.Fail<StructuredTypeModel>(name, ErrorCode.TypeMismatch, $"{type.Name} does not derive from {from.Name}: the cast never succeeds."),
    };
}
