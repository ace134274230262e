using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>What the tree of a plan holds: nested expansions, and the number of the rows of each level, counted apart from them.</summary>
/// <remarks>The levels of the comprehensive plan are shared by its implementation plans: of them those stand in the tree that lead to a project of the plan.</remarks>
/// <param name="model">The published model.</param>
/// <param name="code">The plan.</param>
internal sealed class TreeShape(PublishedModel model, string code)
{
    private static readonly TypeReference Boolean = TypeReference.Of(PrimitiveKind.Boolean, isNullable: false);
    private static readonly TypeReference Number = TypeReference.Of(PrimitiveKind.Int32);

    /// <summary>What of an indicator stands in the tree; its figures are told by its series.</summary>
    public static readonly string[] IndicatorFields = ["code", "kind", "number", "name", "unit", "direction"];

    // An indicator stands where it belongs most closely: an indicator of a project names its measure and policy too.
    private static readonly string[] Owners = ["policyCode", "measureCode", "projectCode", "reformTaskCode"];

    /// <summary>The shape of the plan's row.</summary>
    public Shape Of()
    {
        var plans = Set("plans").Type;
        return new Shape(plans.Properties, Counts(), [OfPlan(), BasicPolicies(), Pillars()], IsEverything: true);
    }

    // Names of the columns are those of the members of `counts`.
    private ComputedColumn[] Counts() =>
    [
        Count("basicPolicies", InPlan), Count("policies", InPlan), Count("measures", InPlan), Count("projects", InPlan),
        Count("reformPillars", InPlan), Count("reformItems", InPlan), Count("reformTasks", InPlan), new("indicators", new CountOf(Indicators())),
    ];

    private ComputedColumn Count(string set, Func<RowVariable, string, Expression> condition)
    {
        var row = new RowVariable(set, Set(set).Type);
        return new ComputedColumn(set, new CountOf(new FilteredRows(new SetRows(Set(set), row), condition(row, set))));
    }

    private Expansion BasicPolicies() => Whole("basicPolicies", row => [Policies(row)]);

    private Expansion Policies(RowVariable basic) => Below(basic, "policies", "policies", row => [Own(row, "measureCode"), Measures(row)]);

    private Expansion Measures(RowVariable policy) => Below(policy, "measures", "measures", row => [Own(row, "projectCode"), Projects(row)]);

    private Expansion Projects(RowVariable measure) => Below(measure, "projects", "projects", row => [Own(row, null)]);

    private Expansion Pillars() => Whole("reformPillars", row => [Below(row, "items", "reformItems", item => [Below(item, "tasks", "reformTasks", task => [Own(task, null)])])]);

    private Expansion OfPlan()
    {
        var row = new RowVariable("indicator", Set("indicators").Type);
        var rows = new FilteredRows(new FilteredRows(new SetRows(Set("indicators"), row), Equal(row, "planCode", code)), All([.. Owners.Select(o => Equal(row, o, null))]));
        return Expand(Way("indicators"), rows, Set("indicators"), IndicatorFields, []);
    }

    // Rows that no navigation of the plan leads to.
    private Expansion Whole(string set, Func<RowVariable, IReadOnlyList<Expansion>> inside)
    {
        var row = new RowVariable(set, Set(set).Type);
        return Expand(Way(set), new FilteredRows(new SetRows(Set(set), row), InPlan(row, set)), Set(set), null, inside(row));
    }

    private Expansion Below(RowVariable around, string navigation, string set, Func<RowVariable, IReadOnlyList<Expansion>> inside)
    {
        var way = Navigation(around.Type, navigation);
        var row = new RowVariable(set, way.Target.Type);
        return Expand(way, new FilteredRows(new RelatedRows(new VariableRow(around), way, row), InPlan(row, set)), Set(set), null, inside(row));
    }

    // The indicators of a level, without those that belong to the level below.
    private static Expansion Own(RowVariable around, string? below)
    {
        var way = Navigation(around.Type, "indicators");
        var row = new RowVariable("indicator", way.Target.Type);
        RowSource rows = new RelatedRows(new VariableRow(around), way, row);
        return Expand(way, below is null ? rows : new FilteredRows(rows, Equal(row, below, null)), way.Target, IndicatorFields, []);
    }

    // The indicators of the tree: of the plan alone, of a level in it, or of one of its projects or tasks.
    private FilteredRows Indicators()
    {
        var row = new RowVariable("indicator", Set("indicators").Type);
        var none = Owners.ToDictionary(o => o, o => Equal(row, o, null));
        return new FilteredRows(new SetRows(Set("indicators"), row), Any(
        [
            All([Equal(row, "planCode", code), .. none.Values]),
            All([none["measureCode"], Related(row, "policy", "policies")]),
            All([none["projectCode"], Related(row, "measure", "measures")]),
            Related(row, "project", "projects"),
            Related(row, "reformTask", "reformTasks"),
        ]));
    }

    private Quantified Related(RowVariable row, string navigation, string set)
    {
        var (way, key) = (Navigation(row.Type, navigation), Set(set).Type.Key[0]);
        var target = new RowVariable(set, way.Target.Type);
        var rows = new FilteredRows(new FilteredRows(new SetRows(Set(set), target), InPlan(target, set)), new Binary(BinaryOperator.Equal, new PropertyValue(new VariableRow(target), key), new PropertyValue(new VariableRow(row), way.Constraint[0].Own), Boolean));
        return new Quantified(Quantifier.Any, rows, null);
    }

    // Whether a row of a level is in the plan: by its own mark, or because a row below it, or the one above, is.
    private Expression InPlan(RowVariable row, string set) => set switch
    {
        "projects" or "reformPillars" => Equal(row, "planCode", code),
        "measures" => Leads(row, "projects", "projects"),
        "policies" => Leads(row, "measures", "measures"),
        "basicPolicies" => Leads(row, "policies", "policies"),
        "reformItems" => Equal(new RelatedRow(new VariableRow(row), Navigation(row.Type, "pillar")), "planCode", code),
        "reformTasks" => Equal(new RelatedRow(new RelatedRow(new VariableRow(row), Navigation(row.Type, "item")), Navigation(Set("reformItems").Type, "pillar")), "planCode", code),
        _ => throw new InvalidOperationException($"{set} is no level of a plan."),
    };

    private Quantified Leads(RowVariable row, string navigation, string set)
    {
        var way = Navigation(row.Type, navigation);
        var below = new RowVariable(set, way.Target.Type);
        return new Quantified(Quantifier.Any, new RelatedRows(new VariableRow(row), way, below), InPlan(below, set));
    }

    private static Expansion Expand(NavigationModel way, RowSource rows, EntitySetModel set, string[]? fields, IReadOnlyList<Expansion> inside)
    {
        var properties = fields is null ? set.Type.Properties : [.. set.Type.Properties.Where(p => fields.Contains(p.Name))];
        return new Expansion(way, ExpansionKind.Rows, new RowQuery(rows, Order(rows.Rows), null, null, WithCount: false, new Shape(properties, [], inside, IsEverything: fields is null)));
    }

    // As printed: by number where there is one, else by code, of which 5-10 stands behind 5-2.
    private static OrderTerm[] Order(RowVariable row)
    {
        var key = new PropertyValue(new VariableRow(row), row.Type.Key[0]);
        Expression first = row.Type.FindProperty("number") is { } number ? new PropertyValue(new VariableRow(row), number) : new Call(QueryFunction.Length, [key], Number);
        return [new(first, Descending: false), new(key, Descending: false)];
    }

    private static Binary Equal(RowVariable row, string property, string? value) => Equal(new VariableRow(row), property, value);

    private static Binary Equal(RowExpression row, string property, string? value)
    {
        var left = new PropertyValue(row, row.Type.FindProperty(property) ?? throw new InvalidOperationException($"{row.Type} has no {property}."));
        return new Binary(BinaryOperator.Equal, left, new Literal(value, left.Type with { IsNullable = value is null }), Boolean);
    }

    private static Expression All(IReadOnlyList<Expression> conditions) => conditions.Aggregate((a, b) => new Binary(BinaryOperator.And, a, b, Boolean));

    private static Expression Any(IReadOnlyList<Expression> conditions) => conditions.Aggregate((a, b) => new Binary(BinaryOperator.Or, a, b, Boolean));

    private EntitySetModel Set(string name) => model.FindSet(name) ?? throw new InvalidOperationException($"The model publishes no {name}.");

    private static NavigationModel Navigation(StructuredTypeModel type, string name) => type.FindNavigation(name) ?? throw new InvalidOperationException($"{type} leads to no {name}.");

    private NavigationModel Way(string set) => new() { Name = set, Target = Set(set), IsCollection = true, IsNullable = false, Text = new ModelText("", "") };
}
