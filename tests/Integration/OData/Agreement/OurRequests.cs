using System.Globalization;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Tests.Integration.OData.Agreement;

/// <summary>Requests as our parser and binder understand them: the syntax, once the binder has found every name and type of it.</summary>
internal sealed class OurRequests(PublishedModel model)
{
    private readonly RequestBinder binder = new(model, new QueryLimits());

    /// <summary>The form of a request, a line for each part; the problem when it is refused.</summary>
    /// <param name="url">Below the service root, percent-encoded.</param>
    public Result<IReadOnlyList<string>> Read(string url)
    {
        var parsed = UrlParser.ParseRelative(url, ParseLimits.Default);
        if (!parsed.IsOk)
        {
            return parsed.Problem;
        }

        if (binder.Bind(parsed.Value, null) is { IsOk: false, Problem: var problem })
        {
            return problem;
        }

        var path = Path(parsed.Value.Path, out var type);
        List<string> parts = [$"path {path}", .. Options(parsed.Value.Options, type), .. Used(parsed.Value.Options, type)];
        parts.Sort(StringComparer.Ordinal);
        return parts;
    }

    private string Path(ResourcePathSyntax path, out StructuredTypeModel? type)
    {
        var text = "";
        EntitySetModel? rows = null; // the collection that a key may follow
        type = null;
        foreach (var segment in path.Segments)
        {
            switch (segment)
            {
                case NamedSegment { Arguments.Count: 0 } key when rows is not null && !key.Name.Contains('.', StringComparison.Ordinal):
                    text += $"(code={Form.Quoted(key.Text)})";
                    rows = null;
                    break;
                case NamedSegment named:
                    text = Form.Path(text, named.Name);
                    (rows, type) = Next(type, named.Name) is { } next ? next : (rows, type);
                    if (named.Arguments.Count > 0)
                    {
                        text += $"({OurExpressions.Keys(named.Arguments[0].Arguments)})";
                        rows = null;
                    }

                    break;
                case SystemSegment system:
                    text = Form.Path(text, "$" + system.Kind);
                    break;
                case ResourceFilterSegment filter:
                    text += $"/$filter({OurExpressions.Text(filter.Condition).ToLowerInvariant()})";
                    break;
                default:
                    text += "/" + segment.GetType().Name;
                    break;
            }
        }

        return text.ToLowerInvariant();
    }

    private (EntitySetModel? Rows, StructuredTypeModel? Type)? Next(StructuredTypeModel? type, string name) =>
        type is null ? model.FindSet(name) is { } set ? (set, set.Type) : null
        : type.FindNavigation(name) is { } navigation ? (navigation.IsCollection ? navigation.Target : null, navigation.Target.Type) : null;

    private static List<string> Options(QueryOptionsSyntax options, StructuredTypeModel? type)
    {
        List<string> parts = [];
        Add("$apply", options.Apply, Apply);
        Add("$compute", options.Compute, c => string.Join(',', c.Items.Select(Computed)));
        Add("$filter", options.Filter, OurExpressions.Text);
        Add("$orderby", options.OrderBy, o => Order(o.Items));
        Add("$search", options.Search, Search);
        Add("$top", options.Top, Number);
        Add("$skip", options.Skip, Number);
        Add("$count", options.Count, c => c.Value ? "true" : "false");
        Add("$levels", options.Levels, l => l.Value?.ToString(CultureInfo.InvariantCulture) ?? "max");
        Add("$skiptoken", options.SkipToken, t => t.Value);
        var expanded = (options.Expand?.Items ?? []).Select(e => Steps(e.Path)).ToHashSet();
        parts.AddRange((options.Select?.Items ?? []).Where(s => !expanded.Contains(Steps(s.Path))).Select(s => "select " + Steps(s.Path) + (s.Options is null ? "" : "(...)")));
        parts.AddRange((options.Expand?.Items ?? []).SelectMany(e => Expand(e, type)));
        return parts;

        void Add<T>(string name, T? value, Func<T, string> text)
            where T : class
        {
            if (value is not null)
            {
                parts.Add($"{name} {text(value)}");
            }
        }
    }

    // The other side tells only of the aliases that an expression uses.
    private static IEnumerable<string> Used(QueryOptionsSyntax options, StructuredTypeModel? type)
    {
        var text = string.Join('\n', Options(options, type)) + string.Join('\n', options.Aliases.Select(a => OurExpressions.Text(a.Value)));
        return options.Aliases.Where(a => text.Contains("@" + a.Name.ToLowerInvariant(), StringComparison.Ordinal)).Select(a => $"@{a.Name.ToLowerInvariant()} {OurExpressions.Text(a.Value)}");
    }

    private static IEnumerable<string> Expand(ExpandItemSyntax item, StructuredTypeModel? type)
    {
        var kind = item.Kind switch { ExpandToken.References => "/$ref", ExpandToken.Count => "/$count", _ => "" };
        // The other side puts the navigations in place of the star.
        var names = item.Path is [{ Text: "*" }] ? type!.Navigations.Select(n => n.Name.ToLowerInvariant()) : [Steps(item.Path)];
        return names.Select(name => $"expand {name}{kind}({string.Join(';', Options(item.Options, type?.FindNavigation(name)?.Target.Type).Order(StringComparer.Ordinal))})");
    }

    private static string Apply(ApplySyntax apply) => string.Join('/', apply.Transformations.Select(t => t switch
    {
        FilterTransformation filter => $"filter({OurExpressions.Text(filter.Condition)})",
        AggregateSyntax aggregate => $"aggregate({string.Join(',', aggregate.Items.Select(Aggregate))})",
        GroupBySyntax group => $"groupby(({string.Join(',', group.Elements.Select(Grouping).Order(StringComparer.Ordinal))}){(group.Inner is null ? "" : $",{Apply(group.Inner)}")})",
        ComputeTransformation compute => $"compute({string.Join(',', compute.Items.Select(Computed))})",
        _ => t.GetType().Name,
    }));

    private static string Aggregate(AggregationSyntax item) =>
        $"{OurExpressions.Text(item.Operand)}{(item.Method is null ? "" : $" with {item.Method.Text.ToLowerInvariant()}")}{(item.Alias is null ? "" : $" as {item.Alias.Text.ToLowerInvariant()}")}";

    private static string Grouping(GroupingSyntax element) => element is GroupingPathSyntax path ? Steps(path.Path) : element.GetType().Name;

    private static string Computed(ComputeItemSyntax item) => $"{OurExpressions.Text(item.Value)} as {item.Alias.Text.ToLowerInvariant()}";

    private static string Order(IEnumerable<OrderItemSyntax> items) => string.Join(',', items.Select(i => OurExpressions.Text(i.Value) + (i.Descending ? " desc" : "")));

    private static string Search(SearchSyntax search) => search switch
    {
        SearchAndSyntax and => Form.Binary("and", Search(and.Left), Search(and.Right)),
        SearchOrSyntax or => Form.Binary("or", Search(or.Left), Search(or.Right)),
        SearchNotSyntax not => Form.Unary("not", Search(not.Operand)),
        SearchWordSyntax word => Form.Quoted(word.Text),
        SearchPhraseSyntax phrase => Form.Quoted(phrase.Text),
        SearchTextSyntax text => Form.Quoted(text.Text),
        _ => throw new NotSupportedException(search.GetType().Name),
    };

    private static string Steps(IEnumerable<NameSyntax> path) => string.Join('/', path.Select(n => n.Text)).ToLowerInvariant();

    private static string Number(IntegerOptionSyntax option) => option.Value.ToString(CultureInfo.InvariantCulture);
}
