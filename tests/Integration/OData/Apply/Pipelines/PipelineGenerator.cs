using System.Globalization;

namespace Kawasaki.Tests.Integration.OData.Apply.Pipelines;

/// <summary>Makes pipelines that mean something: every name that a step uses is there.</summary>
internal sealed class PipelineGenerator(Random random)
{
    private const int MaxDepth = 3;
    private int aliases;

    /// <summary>Some transformations for rows of this form.</summary>
    public PipelineStep Next(PipelineTable form) => Sequence(form, random.Next(1, 5), depth: 0);

    private PipelineStep Sequence(PipelineTable form, int length, int depth)
    {
        var steps = new List<PipelineStep>();
        for (var i = 0; i < length; i++)
        {
            var step = Step(form, depth);
            steps.Add(step);
            form = step.Apply(form with { Rows = [] });
        }

        return PipelineStep.Chain(steps);
    }

    private PipelineStep Step(PipelineTable form, int depth) => random.Next(depth < MaxDepth ? 12 : 8) switch
    {
        0 or 1 => Filter(form),
        2 => Compute(form),
        3 => PipelineStep.OrderBy(Pick(Usable(form)), Chance(50)),
        4 => PipelineStep.Chain([PipelineStep.OrderBy(Pick(Usable(form)), Chance(50)), PipelineStep.Skip(random.Next(0, 10)), PipelineStep.Top(random.Next(0, 40))]),
        5 => PipelineStep.RankCount(Chance(50), random.Next(0, 25), Pick(Usable(form))),
        6 when Usable(form, ColumnKind.Amount) is { Count: > 0 } amounts => PipelineStep.RankSum(Chance(50), Chance(50), random.Next(0, 101), Pick(amounts)),
        7 when Chance(30) => PipelineStep.Aggregate(Aggregates(form)),
        8 or 9 => PipelineStep.GroupBy(Keys(form), PipelineStep.Aggregate(Aggregates(form))),
        10 => PipelineStep.GroupBy(Keys(form), Chance(20) ? null : Sequence(form, random.Next(1, 3), depth + 1)),
        11 => PipelineStep.Concat("#" + (++aliases).ToString(CultureInfo.InvariantCulture), [Sequence(form, random.Next(1, 3), depth + 1), Sequence(form, random.Next(1, 3), depth + 1)]),
        _ => PipelineStep.Filter("true", _ => true),
    };

    private PipelineStep Filter(PipelineTable form)
    {
        var (text, condition) = Condition(form, Pick(Usable(form)));
        switch (random.Next(4))
        {
            case 0:
                return PipelineStep.Filter($"not ({text})", r => !condition(r));
            case 1:
                var (right, other) = Condition(form, Pick(Usable(form)));
                return Chance(50) ? PipelineStep.Filter($"{text} or {right}", r => condition(r) || other(r)) : PipelineStep.Filter($"{text} and {right}", r => condition(r) && other(r));
            default:
                return PipelineStep.Filter(text, condition);
        }
    }

    // A comparison of order with null is false; null is equal to null only.
    private (string Text, Func<PipelineRow, bool> Holds) Condition(PipelineTable form, string column)
    {
        if (Chance(20))
        {
            return Chance(50) ? ($"{column} eq null", r => r[column] is null) : ($"{column} ne null", r => r[column] is not null);
        }

        if (Kind(form, column) == ColumnKind.Text)
        {
            // The service refuses what is no value of a vocabulary.
            var text = Pick<string>(column switch
            {
                "valueType" => ["target", "actual", "baseline"],
                "status" => ["ok", "text", "notSet"],
                "indicator/kind" => ["outcome", "activity", "perception"],
                _ => ["%", "人", "ok", "target", "zz", "5-1-1"],
            });
            return random.Next(3) switch
            {
                0 => ($"{column} eq '{text}'", r => (string?)r[column] == text),
                1 => ($"{column} ne '{text}'", r => (string?)r[column] != text),
                _ => ($"{column} gt '{text}'", r => r[column] is string value && string.CompareOrdinal(value, text) > 0),
            };
        }

        var number = Pick<decimal>([0m, 1m, 3m, 12.5m, 90m, 2017m, 2024m, 3000m]);
        var literal = number.ToString(CultureInfo.InvariantCulture);
        return random.Next(4) switch
        {
            0 => ($"{column} eq {literal}", r => (decimal?)r[column] == number),
            1 => ($"{column} ne {literal}", r => (decimal?)r[column] != number),
            2 => ($"{column} le {literal}", r => (decimal?)r[column] <= number),
            _ => ($"{column} gt {literal}", r => (decimal?)r[column] > number),
        };
    }

    private PipelineStep Compute(PipelineTable form)
    {
        var numbers = Usable(form, ColumnKind.Amount, ColumnKind.Number);
        if (numbers.Count == 0)
        {
            return PipelineStep.Filter("true", _ => true);
        }

        var (a, b) = (Pick(numbers), Pick(numbers));
        return random.Next(3) switch
        {
            0 => PipelineStep.Compute($"{a} add {b}", Alias(), ColumnKind.Number, r => (decimal?)r[a] + (decimal?)r[b]),
            1 => PipelineStep.Compute($"{a} sub 7", Alias(), ColumnKind.Number, r => (decimal?)r[a] - 7),
            _ => PipelineStep.Compute($"{a} mul 2", Alias(), Kind(form, a), r => (decimal?)r[a] * 2),
        };
    }

    private List<PipelineAggregate> Aggregates(PipelineTable form)
    {
        var items = new List<PipelineAggregate> { PipelineAggregate.Count(Alias()) };
        for (var i = random.Next(3); i > 0; i--)
        {
            var column = Pick(Usable(form));
            var kind = Kind(form, column);
            string[] methods = kind == ColumnKind.Text ? ["min", "max", "countdistinct"] : ["sum", "min", "max", "average", "countdistinct"];
            var method = Pick(methods);
            items.Add(PipelineAggregate.Of(column, method, Alias(), kind));
        }

        return items;
    }

    private List<string> Keys(PipelineTable form)
    {
        var columns = Usable(form);
        return [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(columns)).Distinct()];
    }

    private static List<string> Usable(PipelineTable form, params ReadOnlySpan<ColumnKind> kinds)
    {
        var all = kinds.Length == 0 ? [ColumnKind.Text, ColumnKind.Number, ColumnKind.Amount] : kinds.ToArray();
        IEnumerable<string> paths = form.IsEntity ? ["indicator/kind", "indicator/number"] : [];
        return [.. form.Columns.Keys.Concat(paths).Where(c => all.Contains(Kind(form, c)))];
    }

    private static ColumnKind Kind(PipelineTable form, string column) => form.Columns.TryGetValue(column, out var kind) ? kind
        : column == "indicator/number" ? ColumnKind.Amount : ColumnKind.Text;

    private string Alias() => "x" + (++aliases).ToString(CultureInfo.InvariantCulture);

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
