using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>The rows that a `join` or `addnested` names.</summary>
/// <param name="Set">Set of the rows.</param>
/// <param name="Text">Names of the navigation for the reader.</param>
/// <param name="IsCollection">False for a navigation to one row.</param>
/// <param name="Rows">The rows, from a row; null with a problem.</param>
internal sealed record NamedCollection(EntitySetModel Set, ModelText Text, bool IsCollection, Func<RowExpression, RowSource?> Rows);

/// <summary>Binds paths to a collection: a navigation to many rows, a nested result or a collection of complex values, with a type before and behind it.</summary>
internal sealed class CollectionBinder(BindContext context)
{
    /// <summary>The collection; null with a problem.</summary>
    /// <param name="path">The path.</param>
    /// <param name="type">Type of the rows it starts at.</param>
    /// <param name="takesOne">Whether a navigation to one row will do.</param>
    public NamedCollection? Bind(SyntaxList<NameSyntax> path, StructuredTypeModel type, bool takesOne = false)
    {
        var names = new Queue<NameSyntax>(path);
        Func<RowExpression, RowExpression> start = row => row;
        if (names.Peek().IsQualified)
        {
            if (CastTo(names.Dequeue(), type) is not { } cast)
            {
                return null;
            }

            (type, start) = (cast, row => new CastRow(row, cast));
        }

        while (names.TryPeek(out var part) && type.FindProperty(part.Text) is { Type: { IsCollection: false, Structured: { IsSpread: false } inner } } complex)
        {
            var before = start;
            (type, start) = (inner, row => new ComplexRow(before(row), complex));
            names.Dequeue();
        }

        if (!names.TryDequeue(out var name))
        {
            return context.Fail<NamedCollection>(path[^1], ErrorCode.UrlSyntax, "A navigation or a collection must follow.");
        }

        var found = type.FindProperty(name.Text) is { } property ? Held(name, property, start) : Related(name, type, names, start, takesOne);
        return found is not null && names.TryPeek(out var next)
            ? context.Fail<NamedCollection>(next, ErrorCode.UrlSyntax, $"The path ends with one collection, '{LiteralBinder.Shorten(next.Text)}' goes on behind it.")
            : found;
    }

    private NamedCollection? Held(NameSyntax name, PropertyModel property, Func<RowExpression, RowExpression> start) => property.Type is not { IsCollection: true, Structured: { } type }
        ? context.Fail<NamedCollection>(name, ErrorCode.TypeMismatch, $"'{property.Name}' is a property, a navigation that leads to many rows is expected.")
        : new NamedCollection(
            new EntitySetModel(type.Name, type, "", "", InPackage: false) { IsComputed = true }, property.Text, IsCollection: true,
            row => context.CountCollection(name) ? HeldRows.Of(ElementTypes.Of(start(row), property)) : null);

    private NamedCollection? Related(NameSyntax name, StructuredTypeModel type, Queue<NameSyntax> names, Func<RowExpression, RowExpression> start, bool takesOne)
    {
        if (type.FindNavigation(name.Text) is not { } navigation)
        {
            return context.Fail<NamedCollection>(
                name, ErrorCode.UnknownProperty, $"{type.Name} has no navigation '{LiteralBinder.Shorten(name.Text)}'.",
                BindContext.DidYouMean(name.Text, type.Navigations.Where(n => n.IsCollection || takesOne).Select(n => n.Name)));
        }

        if (!navigation.IsCollection && !takesOne)
        {
            return context.Fail<NamedCollection>(name, ErrorCode.TypeMismatch, $"'{navigation.Name}' leads to one row, a navigation that leads to many rows is expected.");
        }

        StructuredTypeModel? behind = null;
        return names.TryPeek(out var next) && next.IsQualified && (behind = CastTo(names.Dequeue(), navigation.Target.Type)) is null ? null
            : new NamedCollection(navigation.Target, navigation.Text, navigation.IsCollection, row => Rows(start(row), navigation, behind, name));
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
