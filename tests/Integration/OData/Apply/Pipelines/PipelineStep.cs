namespace Kawasaki.Tests.Integration.OData.Apply.Pipelines;

/// <summary>A transformation: its text, and what it means, written down from the specification and not from our code.</summary>
/// <param name="Text">As in the URL.</param>
/// <param name="Apply">What it makes of rows.</param>
internal sealed record PipelineStep(string Text, Func<PipelineTable, PipelineTable> Apply)
{
    /// <summary>Several, one after the other.</summary>
    public static PipelineStep Chain(IReadOnlyList<PipelineStep> steps) =>
        new(string.Join('/', steps.Select(s => s.Text)), table => steps.Aggregate(table, (t, s) => s.Apply(t)));

    /// <summary>`filter`.</summary>
    public static PipelineStep Filter(string text, Func<PipelineRow, bool> condition) =>
        new($"filter({text})", t => t with { Rows = [.. t.Rows.Where(condition)] });

    /// <summary>`compute`.</summary>
    public static PipelineStep Compute(string expression, string alias, ColumnKind kind, Func<PipelineRow, object?> value) => new(
        $"compute({expression} as {alias})",
        t => t with { Rows = [.. t.Rows.Select(r => r.With(alias, value(r)))], Columns = Wider(t.Columns, alias, kind) });

    /// <summary>`orderby`: a stable sort.</summary>
    public static PipelineStep OrderBy(string column, bool descending) =>
        new($"orderby({column}{(descending ? " desc" : "")})", t => t with { Order = [(column, descending), .. t.Order] });

    /// <summary>`top`.</summary>
    public static PipelineStep Top(int rows) => new($"top({rows})", t => t with { Rows = [.. t.Sorted(t.Order).Take(rows)] });

    /// <summary>`skip`.</summary>
    public static PipelineStep Skip(int rows) => new($"skip({rows})", t => t with { Rows = [.. t.Sorted(t.Order).Skip(rows)] });

    /// <summary>`topcount` and `bottomcount`.</summary>
    public static PipelineStep RankCount(bool isTop, int rows, string column) =>
        new($"{(isTop ? "top" : "bottom")}count({rows},{column})", t => t with { Rows = [.. t.Sorted([(column, isTop)]).Take(rows)] });

    /// <summary>`topsum`, `toppercent` and those of the bottom: the fewest rows that reach the amount.</summary>
    public static PipelineStep RankSum(bool isTop, bool isPercent, int amount, string column) => new(
        $"{(isTop ? "top" : "bottom")}{(isPercent ? "percent" : "sum")}({amount},{column})",
        t =>
        {
            var wanted = isPercent ? amount / 100m * t.Rows.Sum(r => (decimal?)r[column] ?? 0) : amount;
            var (kept, sum) = (new List<PipelineRow>(), 0m);
            foreach (var row in t.Sorted([(column, isTop)]))
            {
                if (sum >= wanted)
                {
                    break;
                }

                kept.Add(row);
                sum += (decimal?)row[column] ?? 0;
            }

            return t with { Rows = kept };
        });

    /// <summary>`aggregate`.</summary>
    public static PipelineStep Aggregate(IReadOnlyList<PipelineAggregate> items) => new(
        $"aggregate({string.Join(',', items.Select(i => i.Text))})",
        t => new PipelineTable(
            [new PipelineRow { Values = items.ToDictionary(i => i.Alias, i => i.Value(t.Rows), StringComparer.Ordinal) }],
            items.ToDictionary(i => i.Alias, i => i.Kind, StringComparer.Ordinal), [], []));

    /// <summary>`concat`.</summary>
    public static PipelineStep Concat(string number, IReadOnlyList<PipelineStep> parts) => new(
        $"concat({string.Join(',', parts.Select(p => p.Text))})",
        t =>
        {
            var results = parts.Select(p => p.Apply(t)).ToList();
            var rows = results.SelectMany((r, i) => r.Rows.Select(row => new PipelineRow { Values = new(row.Values, StringComparer.Ordinal) { [number] = (decimal)i } }));
            var columns = results.SelectMany(r => r.Columns).GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
            var partial = columns.Keys.Where(c => results.Exists(r => !r.Columns.ContainsKey(c) || r.Partial.Contains(c)));
            return new PipelineTable([.. rows], columns, [number, .. results.SelectMany(r => r.Key).Distinct(StringComparer.Ordinal)], []) { Partial = partial.ToHashSet(StringComparer.Ordinal) };
        });

    /// <summary>`groupby`.</summary>
    /// <param name="keys">Columns and paths.</param>
    /// <param name="inner">Transformations of each group; null for none.</param>
    public static PipelineStep GroupBy(IReadOnlyList<string> keys, PipelineStep? inner) => new(
        $"groupby(({string.Join(',', keys)}){(inner is null ? "" : "," + inner.Text)})",
        t =>
        {
            var groups = t.Rows.GroupBy(r => string.Join('\u0001', keys.Select(k => r.Has(k) ? r[k] is { } value ? "=" + value : "null" : "absent")), StringComparer.Ordinal).ToList();
            var kinds = keys.ToDictionary(k => k, k => t.Columns.TryGetValue(k, out var kind) ? kind : Path(k), StringComparer.Ordinal);
            var results = groups.Select(g => (First: g.First(), Result: inner?.Apply(t with { Rows = [.. g] }))).ToList();
            var partial = keys.Where(t.Partial.Contains).ToHashSet(StringComparer.Ordinal);
            string[] key = [.. keys.SelectMany(k => partial.Contains(k) ? [k, k + PipelineTable.Mark] : (string[])[k])];
            if (inner is null)
            {
                return new PipelineTable([.. results.Select(r => Projected(new PipelineRow(), r.First))], kinds, key, []) { Partial = partial };
            }

            // Of no rows, to know the columns when there is no group.
            var form = inner.Apply(t with { Rows = [] });
            if (form.IsEntity)
            {
                return form with { Rows = [.. results.SelectMany(r => r.Result!.Rows)], Order = [] };
            }

            var columns = kinds.Concat(form.Columns.Where(c => !kinds.ContainsKey(c.Key))).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
            return new PipelineTable(
                [.. results.SelectMany(r => r.Result!.Rows.Select(row => Projected(row, r.First)))], columns, [.. key.Union(form.Key, StringComparer.Ordinal)], [])
            { Partial = form.Partial.Except(keys).Union(partial).ToHashSet(StringComparer.Ordinal) };

            PipelineRow Projected(PipelineRow row, PipelineRow member) => new()
            {
                Values = keys.Where(member.Has).Select(k => KeyValuePair.Create(k, member[k]))
                    .Concat(row.Values.Where(v => !keys.Contains(v.Key))).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal),
            };
        });

    private static ColumnKind Path(string path) => path.EndsWith("number", StringComparison.Ordinal) ? ColumnKind.Amount : ColumnKind.Text;

    private static Dictionary<string, ColumnKind> Wider(IReadOnlyDictionary<string, ColumnKind> columns, string alias, ColumnKind kind) =>
        new(columns, StringComparer.Ordinal) { [alias] = kind };
}

/// <summary>An item of `aggregate`.</summary>
/// <param name="Text">As in the URL.</param>
/// <param name="Alias">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Value">Its value over rows.</param>
internal sealed record PipelineAggregate(string Text, string Alias, ColumnKind Kind, Func<IReadOnlyList<PipelineRow>, object?> Value)
{
    /// <summary>An aggregate of a column's values without null, or of one value of each row that the path reaches.</summary>
    public static PipelineAggregate Of(string column, string method, string alias, ColumnKind source) => new(
        $"{column} with {method} as {alias}", alias,
        method switch { "countdistinct" => ColumnKind.Amount, "average" => ColumnKind.Rounded, "sum" when source != ColumnKind.Amount => ColumnKind.Number, _ => source },
        rows =>
        {
            var reached = column.StartsWith("indicator/", StringComparison.Ordinal) && rows.All(r => r.Indicator is not null) ? rows.DistinctBy(r => r.Indicator!["code"]) : rows;
            var values = reached.Select(r => r[column]).OfType<object>().ToList();
            return method switch
            {
                "countdistinct" => values.Distinct().Count() + 0m,
                _ when values.Count == 0 => null,
                "sum" => values.Sum(v => (decimal)v),
                "average" => values.Average(v => (decimal)v),
                "min" or "max" when values[0] is string => (method == "min" ? values.Cast<string>().Order(StringComparer.Ordinal) : values.Cast<string>().OrderDescending(StringComparer.Ordinal)).First(),
                "min" => values.Min(v => (decimal)v),
                "max" => values.Max(v => (decimal)v),
                _ => throw new InvalidOperationException($"No method {method}."),
            };
        });

    /// <summary>`$count`.</summary>
    public static PipelineAggregate Count(string alias) => new($"$count as {alias}", alias, ColumnKind.Amount, rows => (decimal)rows.Count);
}
