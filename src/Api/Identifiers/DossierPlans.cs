using Kawasaki.Api.Rest;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Identifiers;

/// <summary>The questions that make up what is known of a row.</summary>
/// <param name="model">The published model.</param>
internal sealed class DossierPlans(PublishedModel model)
{
    /// <summary>Most related rows of a kind that are shown; what is left out is said, with a link to all.</summary>
    public const int MostRelated = 200;

    /// <summary>Most changes of a row that are shown, the newest.</summary>
    public const int MostChanges = 10;

    private const int Neighbours = 3;

    // Rows stand as they are printed, where that can be told.
    private static readonly string[] Printed = ["fiscalYear", "number"];

    private static readonly TypeReference Boolean = TypeReference.Of(PrimitiveKind.Boolean, isNullable: false);

    /// <summary>The set whose rows the feed, citations and discrepancies name: for a set made of others the one that gives its rows.</summary>
    /// <param name="set">A set.</param>
    public EntitySetModel SubjectOf(EntitySetModel set) => set is { IsDerived: true, Sources: [var first, ..] } ? model.FindSet(first) ?? set : set;

    /// <summary>A row with the rows beside and underneath.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="code">Its key.</param>
    public static ReadPlan Row(EntitySetModel set, string code)
    {
        var row = new RowVariable("it", set.Type);
        var around = set.Type.Navigations.Where(n => n.Target.ReadScope is null).Select(n => Expand(row, n, n.IsCollection ? MostRelated : null, isOuter: true));
        return ItemResource.Row(set, code, row, new Shape(set.Type.Properties, [], [.. around], IsEverything: true));
    }

    /// <summary>A row alone.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="code">Its key.</param>
    public static ReadPlan Alone(EntitySetModel set, string code) => ItemResource.Row(set, code, new Shape(set.Type.Properties, [], [], IsEverything: true));

    /// <summary>The newest entries of the feed about a row.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="code">Its key.</param>
    public ReadPlan Changes(EntitySetModel set, string code)
    {
        var feed = Set("changes");
        var row = new RowVariable("change", feed.Type);
        var about = And(Equal(row, "entitySet", SubjectOf(set).Name), Equal(row, "entityCode", code));
        return Rows(feed, new FilteredRows(new SetRows(feed, row), about), [Term(row, "sequence", descending: true)], MostChanges);
    }

    /// <summary>The citations or discrepancies of a row, and of its figures; <see cref="StatementLinks"/> says the same as a URL.</summary>
    /// <param name="statements">`citations` or `discrepancies`.</param>
    /// <param name="set">Set of the row.</param>
    /// <param name="code">Its key.</param>
    public ReadPlan Statements(string statements, EntitySetModel set, string code)
    {
        var of = Set(statements);
        var row = new RowVariable("statement", of.Type);
        Expression about = And(Equal(row, "subjectKind", SubjectOf(set).Name), Equal(row, "subjectCode", code));
        if (set.Type.FindNavigation("observations") is { } figures)
        {
            about = new Binary(BinaryOperator.Or, about, And(Equal(row, "subjectKind", figures.Target.Name), OneOf(row, "subjectCode", set, code, figures)), Boolean);
        }

        return Rows(of, new FilteredRows(new SetRows(of, row), about), [Term(row, "subjectCode"), Term(row, "code")], MostRelated);
    }

    /// <summary>Targets and actual values of everything that belongs to a policy or measure.</summary>
    /// <param name="property">Property of the facts that names it.</param>
    /// <param name="code">Its key.</param>
    public ReadPlan Figures(string property, string code)
    {
        var facts = Set("indicatorFacts");
        var row = new RowVariable("fact", facts.Type);
        var about = And(Equal(row, property, code), OneOf(row, "valueType", ["target", "actual"]));
        return Rows(facts, new FilteredRows(new SetRows(facts, row), about), [Term(row, "indicatorCode"), Term(row, "fiscalYear"), Term(row, "code")], 5 * MostRelated);
    }

    /// <summary>The set that says whether targets were reached.</summary>
    public EntitySetModel TargetResults => Set("targetResults");

    /// <summary>What became of the targets of indicators.</summary>
    /// <param name="codes">The indicators.</param>
    public ReadPlan Verdicts(IReadOnlyList<string> codes)
    {
        var row = new RowVariable("verdict", TargetResults.Type);
        return Rows(TargetResults, new FilteredRows(new SetRows(TargetResults, row), OneOf(row, "indicatorCode", codes)), [Term(row, "indicatorCode"), Term(row, "fiscalYear"), Term(row, "code")], 5 * MostRelated);
    }

    /// <summary>What evaluations say of indicators.</summary>
    /// <param name="codes">The indicators.</param>
    public ReadPlan Results(IReadOnlyList<string> codes)
    {
        var results = Set("indicatorResults");
        var row = new RowVariable("result", results.Type);
        return Rows(results, new FilteredRows(new SetRows(results, row), OneOf(row, "indicatorCode", codes)), [Term(row, "code")], 5 * MostRelated, [Expand(row, Way(row, "evaluation"), null, isOuter: false)]);
    }

    /// <summary>All rows of a small set.</summary>
    /// <param name="name">Name of the set.</param>
    public ReadPlan All(string name)
    {
        var set = Set(name);
        var row = new RowVariable("it", set.Type);
        return Rows(set, new SetRows(set, row), [Term(row, "code")], MostRelated);
    }

    /// <summary>The rows whose codes are next to one that is not there.</summary>
    /// <param name="set">The set.</param>
    /// <param name="code">The code.</param>
    /// <param name="isBefore">True for those before it, false for those from it on.</param>
    public static ReadPlan Beside(EntitySetModel set, string code, bool isBefore)
    {
        var row = new RowVariable("it", set.Type);
        var key = Value(row, set.Type.Key[0].Name);
        var beside = new Binary(isBefore ? BinaryOperator.LessThan : BinaryOperator.GreaterOrEqual, key, new Literal(code, key.Type), Boolean);
        return Rows(set, new FilteredRows(new SetRows(set, row), beside), [new OrderTerm(key, isBefore)], Neighbours);
    }

    private static NavigationModel Way(RowVariable row, string name) => row.Type.FindNavigation(name) ?? throw new InvalidOperationException($"{row.Type} has no {name}.");

    private static ReadPlan Rows(EntitySetModel set, RowSource rows, IReadOnlyList<OrderTerm> order, int most, IReadOnlyList<Expansion>? inside = null) =>
        new(ResultKind.Rows, new RowQuery(rows, order, null, most, WithCount: true, new Shape(set.Type.Properties, [], inside ?? [], IsEverything: true)), set, PageRows: null);

    // A row that has no name of its own is known by the row that it belongs to.
    private static Expansion Expand(RowVariable around, NavigationModel way, int? most, bool isOuter)
    {
        var row = new RowVariable(way.Name, way.Target.Type);
        var inside = isOuter && way.IsCollection ? Up(row) : [];
        return new Expansion(
            way, ExpansionKind.Rows,
            new RowQuery(new RelatedRows(new VariableRow(around), way, row), Order(row), null, most, WithCount: most is not null, new Shape(way.Target.Type.Properties, [], [.. inside], IsEverything: true)));
    }

    private static IEnumerable<Expansion> Up(RowVariable row) =>
        row.Type.FindProperty("name") is null ? RowLabels.Up(row.Type).Take(1).Select(n => Expand(row, n, null, isOuter: false)) : [];

    private static IReadOnlyList<OrderTerm> Order(RowVariable row) =>
        [.. Printed.Where(p => row.Type.FindProperty(p) is not null).Select(p => Term(row, p)), .. row.Type.Key.Select(k => Term(row, k.Name))];

    private EntitySetModel Set(string name) => model.FindSet(name) ?? throw new InvalidOperationException($"The model publishes no {name}.");

    private static OrderTerm Term(RowVariable row, string property, bool descending = false) => new(Value(row, property), descending);

    private static PropertyValue Value(RowVariable row, string property) =>
        new(new VariableRow(row), row.Type.FindProperty(property) ?? throw new InvalidOperationException($"{row.Type} has no {property}."));

    private static Binary Equal(RowVariable row, string property, string value)
    {
        var left = Value(row, property);
        return new Binary(BinaryOperator.Equal, left, new Literal(value, left.Type with { IsNullable = false }), Boolean);
    }

    private static InList OneOf(RowVariable row, string property, IReadOnlyList<string> values)
    {
        var left = Value(row, property);
        return new InList(left, [.. values.Select(v => new Literal(v, left.Type with { IsNullable = false }))]);
    }

    // One of the rows that a row leads to has the value as its key.
    private static Quantified OneOf(RowVariable row, string property, EntitySetModel set, string code, NavigationModel way)
    {
        var (owner, reached) = (new RowVariable("owner", set.Type), new RowVariable(way.Name, way.Target.Type));
        var rows = new PathRows(new FilteredRows(new SetRows(set, owner), Equal(owner, set.Type.Key[0].Name, code)), way, reached);
        return new Quantified(Quantifier.Any, rows, new Binary(BinaryOperator.Equal, Value(row, property), Value(reached, way.Target.Type.Key[0].Name), Boolean));
    }

    private static Binary And(Expression left, Expression right) => new(BinaryOperator.And, left, right, Boolean);
}
