using System.Globalization;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;

namespace Kawasaki.Tests.Integration.OData.Agreement;

/// <summary>Requests as Microsoft.OData.Core understands them.</summary>
internal sealed class TheirRequests(IEdmModel model)
{
    private static readonly Uri Root = new("http://localhost/odata/");

    /// <summary>The form of a request, a line for each part.</summary>
    /// <param name="url">Below the service root, percent-encoded.</param>
    /// <exception cref="ODataException">It is refused; other exceptions are faults of the library.</exception>
    public IReadOnlyList<string> Read(string url)
    {
        var parser = new ODataUriParser(model, Root, new Uri(Root, url))
        {
            UrlKeyDelimiter = ODataUrlKeyDelimiter.Slash,
            Resolver = new ODataUriResolver { EnableCaseInsensitive = true, EnableNoDollarQueryOptions = true },
        };
        List<string> parts = [$"path {Path(parser.ParsePath())}"];
        // The order matters: what $apply and $compute define is known to what follows.
        Add("$apply", parser.ParseApply(), Apply);
        Add("$compute", parser.ParseCompute(), Compute);
        Add("$filter", parser.ParseFilter(), f => TheirExpressions.Text(f.Expression));
        Add("$orderby", parser.ParseOrderBy(), Order);
        Add("$search", parser.ParseSearch(), s => Search(s.Expression));
        if (parser.ParseSelectAndExpand() is { } shape)
        {
            parts.AddRange(Shape(shape));
        }

        Add("$top", parser.ParseTop(), Number);
        Add("$skip", parser.ParseSkip(), Number);
        Add("$count", parser.ParseCount(), c => c == true ? "true" : "false");
        Add("$skiptoken", parser.ParseSkipToken(), t => t);
        parts.AddRange(parser.ParameterAliasNodes.Where(a => a.Value is not null).Select(a => $"{a.Key.ToLowerInvariant()} {TheirExpressions.Text(a.Value)}"));
        parts.Sort(StringComparer.Ordinal);
        return parts;

        void Add<T>(string name, T? value, Func<T, string> text)
        {
            if (value is not null)
            {
                parts.Add($"{name} {text(value)}");
            }
        }
    }

    private static string Path(ODataPath path) => string.Join('/', path.Select(segment => segment switch
    {
        EntitySetSegment set => set.EntitySet.Name,
        KeySegment key => $"({TheirKeys(key)})",
        NavigationPropertySegment navigation => navigation.NavigationProperty.Name,
        NavigationPropertyLinkSegment link => $"{link.NavigationProperty.Name}/$ref",
        PropertySegment property => property.Property.Name,
        TypeSegment type => type.EdmType.AsElementType().FullTypeName(),
        CountSegment => "$count",
        ValueSegment => "$value",
        ReferenceSegment => "$ref",
        MetadataSegment => "$metadata",
        FilterSegment filter => $"$filter({TheirExpressions.Text(filter.Expression)})",
        _ => throw new NotSupportedException($"{segment.GetType().Name} of Microsoft.OData.Core"),
    })).Replace("/(", "(", StringComparison.Ordinal).ToLowerInvariant();

    private static string TheirKeys(KeySegment key) => string.Join(',', key.Keys.Select(k => $"{k.Key.ToLowerInvariant()}={Form.Constant(k.Value)}"));

    private static string Apply(ApplyClause clause) => string.Join('/', clause.Transformations.Select(t => t switch
    {
        FilterTransformationNode filter => $"filter({TheirExpressions.Text(filter.FilterClause.Expression)})",
        AggregateTransformationNode aggregate => $"aggregate({Aggregates(aggregate)})",
        GroupByTransformationNode group => $"groupby(({Grouping(group)}){(group.ChildTransformations is null ? "" : $",{Inner(group.ChildTransformations)}")})",
        ComputeTransformationNode compute => $"compute({string.Join(',', compute.Expressions.Select(Computed))})",
        _ => throw new NotSupportedException($"{t.Kind} of Microsoft.OData.Core"),
    }));

    private static string Inner(TransformationNode node) => Apply(new ApplyClause([node]));

    private static string Aggregates(AggregateTransformationNode node) => string.Join(',', node.AggregateExpressions.Select(a => a switch
    {
        AggregateExpression { Method: AggregationMethod.VirtualPropertyCount } count => $"$count as {count.Alias.ToLowerInvariant()}",
        AggregateExpression value => $"{TheirExpressions.Text(value.Expression)} with {Method(value)} as {value.Alias.ToLowerInvariant()}",
        _ => throw new NotSupportedException($"{a.AggregateKind} of Microsoft.OData.Core"),
    }));

    private static string Method(AggregateExpression expression) => expression.Method switch
    {
        AggregationMethod.Custom => expression.MethodDefinition.MethodLabel.ToLowerInvariant(),
        var known => known.ToString().ToLowerInvariant(),
    };

    // A path comes as a tree of its steps.
    private static string Grouping(GroupByTransformationNode node) => string.Join(',', node.GroupingProperties.SelectMany(Leaves).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Leaves(GroupByPropertyNode node) =>
        node.ChildTransformations.Count == 0 ? [TheirExpressions.Text(node.Expression)] : node.ChildTransformations.SelectMany(Leaves);

    private static string Compute(ComputeClause clause) => string.Join(',', clause.ComputedItems.Select(Computed));

    private static string Computed(ComputeExpression item) => $"{TheirExpressions.Text(item.Expression)} as {item.Alias.ToLowerInvariant()}";

    private static string Order(OrderByClause clause)
    {
        List<string> terms = [];
        for (var term = clause; term is not null; term = term.ThenBy)
        {
            terms.Add(TheirExpressions.Text(term.Expression) + (term.Direction == OrderByDirection.Descending ? " desc" : ""));
        }

        return string.Join(',', terms);
    }

    private static string Search(QueryNode node) => node switch
    {
        BinaryOperatorNode binary => Form.Binary(binary.OperatorKind == BinaryOperatorKind.Or ? "or" : "and", Search(binary.Left), Search(binary.Right)),
        UnaryOperatorNode unary => Form.Unary("not", Search(unary.Operand)),
        SearchTermNode term => Form.Quoted(term.Text),
        _ => throw new NotSupportedException($"{node.GetType().Name} of Microsoft.OData.Core"),
    };

    private static IEnumerable<string> Shape(SelectExpandClause clause)
    {
        var expanded = clause.SelectedItems.OfType<ExpandedReferenceSelectItem>().ToList();
        var names = expanded.Select(e => Steps(e.PathToNavigationProperty)).ToHashSet();
        foreach (var item in clause.SelectedItems)
        {
            switch (item)
            {
                case WildcardSelectItem:
                    yield return "select *";
                    break;
                case PathSelectItem path when !names.Contains(Steps(path.SelectedPath)):
                    yield return "select " + Steps(path.SelectedPath) + (path.HasOptions ? "(...)" : "");
                    break;
                case NamespaceQualifiedWildcardSelectItem wildcard:
                    yield return $"select {wildcard.Namespace}.*";
                    break;
                case ExpandedReferenceSelectItem expand:
                    yield return Expand(expand);
                    break;
            }
        }
    }

    private static string Expand(ExpandedReferenceSelectItem item)
    {
        List<string> options = [];
        Add("$apply", item.ApplyOption, Apply);
        Add("$compute", item.ComputeOption, Compute);
        Add("$filter", item.FilterOption, f => TheirExpressions.Text(f.Expression));
        Add("$orderby", item.OrderByOption, Order);
        Add("$search", item.SearchOption, s => Search(s.Expression));
        Add("$top", item.TopOption, Number);
        Add("$skip", item.SkipOption, Number);
        Add("$count", item.CountOption, c => c == true ? "true" : "false");
        if (item is ExpandedNavigationSelectItem rows)
        {
            Add("$levels", rows.LevelsOption, l => l.IsMaxLevel ? "max" : l.Level.ToString(CultureInfo.InvariantCulture));
            options.AddRange(Shape(rows.SelectAndExpand));
        }

        options.Sort(StringComparer.Ordinal);
        return $"expand {Steps(item.PathToNavigationProperty)}{(item is ExpandedNavigationSelectItem ? "" : "/$ref")}({string.Join(';', options)})";

        void Add<T>(string name, T? value, Func<T, string> text)
        {
            if (value is not null)
            {
                options.Add($"{name} {text(value)}");
            }
        }
    }

    private static string Steps(ODataPath path) => string.Join('/', path.Select(s => s is TypeSegment type ? type.EdmType.AsElementType().FullTypeName() : s.Identifier)).ToLowerInvariant();

    private static string Number(long? value) => value!.Value.ToString(CultureInfo.InvariantCulture);
}
