using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Builds plans by hand, in few words: what a binder would do, without a URL.</summary>
internal sealed class Ask
{
    private Expression? filter;
    private readonly List<OrderTerm> order = [];
    private readonly List<ComputedColumn> computed = [];
    private readonly List<Expansion> expansions = [];
    private readonly RowSource rows;
    private string[]? select;
    private long? top;
    private long? skip;
    private bool withCount;

    private Ask(EntitySetModel set, RowSource rows) => (Set, this.rows) = (set, rows);

    public EntitySetModel Set { get; }

    public RowVariable It => rows.Rows;

    public static Ask For(string set, PublishedModel? model = null) => For((model ?? PlanModel.Instance.Published).FindSet(set)!);

    public static Ask For(EntitySetModel set) => new(set, new SetRows(set, new RowVariable("$it", set.Type)));

    public static Ask Over(RowSource rows, EntitySetModel set) => new(set, rows);

    /// <summary>The rows this question's rows lead to: `set(...)/navigation`.</summary>
    public Ask Path(string navigation)
    {
        var step = Set.Type.FindNavigation(navigation)!;
        return new Ask(step.Target, new PathRows(Rows, step, new RowVariable("$it", step.Target.Type)));
    }

    /// <summary>The rows this question is about, filtered.</summary>
    public RowSource Rows => filter is null ? rows : new FilteredRows(rows, filter);

    /// <summary>A path such as `measure/policy/name`.</summary>
    public Expression this[string path] => Of(It, path);

    public static Expression Of(RowVariable variable, string path)
    {
        RowExpression row = new VariableRow(variable);
        var segments = path.Split('/');
        foreach (var segment in segments[..^1])
        {
            row = new RelatedRow(row, row.Type.FindNavigation(segment)!);
        }

        return new PropertyValue(row, row.Type.FindProperty(segments[^1])!);
    }

    public Ask Where(Func<Ask, Expression> condition)
    {
        filter = filter is null ? condition(this) : E.And(filter, condition(this));
        return this;
    }

    public Ask OrderBy(params string[] terms)
    {
        order.AddRange(terms.Select(t => new OrderTerm(this[t.TrimStart('-')], t.StartsWith('-'))));
        return this;
    }

    public Ask OrderBy(Expression value, bool descending = false)
    {
        order.Add(new OrderTerm(value, descending));
        return this;
    }

    public Ask Select(params string[] names)
    {
        select = names;
        return this;
    }

    public Ask Compute(string name, Func<Ask, Expression> value)
    {
        computed.Add(new ComputedColumn(name, value(this)));
        return this;
    }

    public Ask Top(long rows)
    {
        top = rows;
        return this;
    }

    public Ask Skip(long rows)
    {
        skip = rows;
        return this;
    }

    public Ask Count()
    {
        withCount = true;
        return this;
    }

    public Ask Expand(string navigation, Func<Ask, Ask>? nested = null, ExpansionKind kind = ExpansionKind.Rows, int? pageRows = null, string? nextOptions = null)
    {
        var step = Set.Type.FindNavigation(navigation)!;
        var inner = new Ask(step.Target, new RelatedRows(new VariableRow(It), step, new RowVariable(navigation, step.Target.Type)));
        expansions.Add(new Expansion(step, kind, (nested?.Invoke(inner) ?? inner).Query(), pageRows, nextOptions));
        return this;
    }

    /// <summary>The rows a navigation leads to from this question's row: inside `any`, `all` and `$count`.</summary>
    public RelatedRows Related(string navigation)
    {
        var step = Set.Type.FindNavigation(navigation)!;
        return new RelatedRows(new VariableRow(It), step, new RowVariable(navigation, step.Target.Type));
    }

    public RowQuery Query()
    {
        var complete = order.Concat(Set.Type.Key
            .Where(k => !order.Any(t => t.Value is PropertyValue { Row: VariableRow } p && p.Property == k))
            .Select(k => new OrderTerm(new PropertyValue(new VariableRow(It), k), Descending: false)));
        var properties = Set.Type.Properties.Where(p => select is null || select.Contains(p.Name));
        return new RowQuery(Rows, [.. complete], skip, top, withCount, new Shape([.. properties], computed, expansions, select is null));
    }

    public ReadPlan Plan(int? pageRows = null, IReadOnlyList<Literal>? after = null, RowSource? parent = null, ResultKind result = ResultKind.Rows) =>
        new(result, Query(), Set, pageRows, after, parent);
}
