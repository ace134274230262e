using System.Globalization;
using Kawasaki.Domain.Model;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Random questions over the published model: any set, any options, most of them with an answer.</summary>
internal sealed class ModelQuestions(Random random, PublishedModel model)
{
    private static readonly string[] Words = ["市民", "地域 AND 安全", "NOT 学校", "\"子育て\" OR 防災", "a", "(区 計画) NOT 事業", "2017"];
    private static readonly string[] Methods = ["sum", "min", "max", "average", "countdistinct"];

    private readonly ExpressionText expressions = new(random);

    /// <summary>The next question.</summary>
    public FuzzQuestion Next()
    {
        var set = model.Sets[random.Next(model.Sets.Count)];
        return random.Next(8) switch
        {
            0 => new(set.Name + "/$count", [("$filter", expressions.Condition(set.Type, "", 3))]),
            1 => new($"{set.Name}/$filter({expressions.Condition(set.Type, "", 2)})", Options(set.Type, 2)),
            2 => new(set.Name, [("$apply", Apply(set.Type, 2)), ("$top", Small())]),
            3 when set.Type.Navigations.Count > 0 => new($"{set.Name}('x')/{Navigation(set.Type).Name}", Options(set.Type, 1)),
            _ => new(set.Name, Options(set.Type, 3)),
        };
    }

    private List<(string Name, string Value)> Options(StructuredTypeModel type, int depth)
    {
        List<(string Name, string Value)> options = [];
        Perhaps("$filter", 2, () => expressions.Condition(type, "", depth));
        Perhaps("$orderby", 3, () => Order(type));
        Perhaps("$select", 3, () => string.Join(',', type.Properties.Where(_ => random.Next(3) == 0).Select(p => p.Name).DefaultIfEmpty("*")));
        Perhaps("$compute", 5, () => $"{expressions.Value(type, "", 2)} as computed");
        Perhaps("$search", 6, () => Any(Words));
        Perhaps("$count", 4, () => "true");
        Perhaps("$skip", 5, Small);
        if (depth > 0 && type.Navigations.Count > 0)
        {
            Perhaps("$expand", 3, () => Expand(type, depth - 1));
        }

        options.Add(("$top", Small()));
        return options;

        void Perhaps(string name, int oneIn, Func<string> value)
        {
            if (random.Next(oneIn) == 0)
            {
                options.Add((name, value()));
            }
        }
    }

    private string Expand(StructuredTypeModel type, int depth)
    {
        var navigation = Navigation(type);
        if (random.Next(6) == 0)
        {
            return navigation.Name + (navigation.IsCollection && random.Next(2) == 0 ? "/$count" : "/$ref");
        }

        var nested = Options(navigation.Target.Type, depth);
        if (!navigation.IsCollection)
        {
            nested.RemoveAll(o => o.Name is not ("$select" or "$expand" or "$compute"));
        }

        return nested.Count == 0 ? navigation.Name : $"{navigation.Name}({string.Join(';', nested.Select(o => $"{o.Name}={o.Value}"))})";
    }

    private string Apply(StructuredTypeModel type, int depth) => random.Next(depth == 0 ? 4 : 9) switch
    {
        0 => $"aggregate({Property(type)} with {Any(Methods)} as total,$count as n)",
        1 => $"filter({expressions.Condition(type, "", 1)})",
        2 => $"groupby(({Property(type)},{Path(type)}),aggregate($count as n))",
        3 => $"{Any<string>(["topcount", "bottomcount", "topsum", "toppercent", "bottompercent"])}({Small()},{Property(type)})",
        4 => $"{Apply(type, depth - 1)}/{Apply(type, depth - 1)}",
        5 => $"concat({Apply(type, depth - 1)},{Apply(type, depth - 1)})",
        6 => $"compute({expressions.Value(type, "", 2)} as computed)/groupby((computed),aggregate({Property(type)} with {Any(Methods)} as total))",
        7 => $"groupby((rollup({Property(type)},{Path(type)})),aggregate({Property(type)} with {Any(Methods)} as total))",
        _ => $"orderby({Order(type)})/skip({Small()})/{Apply(type, depth - 1)}",
    };

    private string Order(StructuredTypeModel type) =>
        string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => expressions.Value(type, "", random.Next(3)) + (random.Next(2) == 0 ? " desc" : "")));

    private string Path(StructuredTypeModel type)
    {
        var single = type.Navigations.Where(n => !n.IsCollection).ToList();
        return single.Count == 0 ? Property(type) : Any(single) is var n ? $"{n.Name}/{Property(n.Target.Type)}" : "";
    }

    private string Property(StructuredTypeModel type) => Any(type.Properties).Name;

    private NavigationModel Navigation(StructuredTypeModel type) => Any(type.Navigations);

    private string Small() => random.Next(12).ToString(CultureInfo.InvariantCulture);

    private T Any<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
