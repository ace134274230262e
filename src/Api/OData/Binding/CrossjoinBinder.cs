using System.Globalization;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `$crossjoin(a,b)`: rows of a type made for the request, with one single navigation for each set.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.2.11 (URL Conventions, section 4.15). Paths, `$expand` and orders then need nothing of their own.</remarks>
internal sealed class CrossjoinBinder(BindContext context)
{
    // Two sets are at most some millions of combinations; three must be joined (CrossjoinCondition); of more nobody waits for the end.
    private const int MaxSets = 3;

    /// <summary>The combinations of the sets' rows.</summary>
    public BoundTarget? Bind(CrossjoinSegment segment)
    {
        if (segment.Sets.Count > MaxSets)
        {
            return context.Fail<BoundTarget>(segment, ErrorCode.TooComplex, $"$crossjoin takes at most {MaxSets} sets.");
        }

        var parts = new List<NavigationModel>();
        foreach (var name in segment.Sets)
        {
            if (context.Model.FindSet(name.Text) is not { } set)
            {
                return context.Fail<BoundTarget>(
                    name, ErrorCode.UnknownResource, $"There is no entity set '{LiteralBinder.Shorten(name.Text)}'.", BindContext.DidYouMean(name.Text, context.Model.Sets.Select(s => s.Name)));
            }

            if (parts.Exists(p => ReferenceEquals(p.Target, set)))
            {
                return context.Fail<BoundTarget>(name, ErrorCode.UrlSyntax, $"$crossjoin takes each set once: {set.Name} is given twice.");
            }

            var key = set.Type.Key.Select(k => (Apply.ResultType.Column(k.Name, k.Type), k));
            parts.Add(new NavigationModel { Name = set.Name, Target = set, IsCollection = false, IsNullable = false, Text = Unnamed, Constraint = [.. key] });
        }

        var path = $"$crossjoin({string.Join(',', parts.Select(p => p.Name))})";
        var type = new StructuredTypeModel { Name = path, IsEntity = false, IsCombination = true, Text = Unnamed };
        type.Link([], parts, [.. parts.SelectMany(p => p.Constraint.Select(c => c.Own))]);
        return new BoundTarget(
            ResultKind.Rows, new CrossRows(parts, new RowVariable("$it", type)), new EntitySetModel(path, type, "", "", InPackage: false), IsCollection: true);
    }

    /// <summary>The shape with the link of each set that is not expanded: what the specification writes of it.</summary>
    /// <param name="shape">The shape asked for.</param>
    /// <param name="row">The combination.</param>
    public static Shape WithLinks(Shape shape, RowVariable row)
    {
        var parts = shape.IsEverything ? row.Type.Navigations : shape.Links ?? [];
        var links = parts.Except(shape.Expansions.Select(e => e.Navigation)).Select(p => new ComputedColumn(p.Name + "@odata.navigationLink", Link(new RelatedRow(new VariableRow(row), p), p.Target)));
        return shape with { Computed = [.. links, .. shape.Computed] };
    }

    // Relative to the context URL: `plans('ip3')`.
    private static Call Link(RelatedRow row, EntitySetModel set)
    {
        Expression link = Text(set.Name + "(");
        foreach (var (key, i) in set.Type.Key.Select((k, i) => (k, i)))
        {
            var isText = key.Type.Is(PrimitiveKind.String);
            var name = (i == 0 ? "" : ",") + (set.Type.Key.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{key.Name}="));
            var value = TypeRules.Convert(new PropertyValue(row, key), TypeReference.Of(PrimitiveKind.String, isNullable: false));
            link = Concat(Concat(link, Text(name + (isText ? "'" : ""))), value);
            link = isText ? Concat(link, Text("'")) : link;
        }

        return Concat(link, Text(")"));
    }

    private static Literal Text(string text) => new(text, TypeReference.Of(PrimitiveKind.String, isNullable: false));

    private static Call Concat(Expression left, Expression right) => new(QueryFunction.Concat, [left, right], left.Type);

    private static ModelText Unnamed { get; } = new("", "");
}
