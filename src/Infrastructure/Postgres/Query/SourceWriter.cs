using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes <see cref="RowSource"/>: which rows, as FROM and WHERE.</summary>
internal sealed class SourceWriter(SqlContext context, ExpressionWriter expressions)
{
    /// <summary>Writes the steps of `$apply`.</summary>
    public StepWriter Steps { get; } = new(context, expressions);

    /// <summary>Opens the rows and binds their variable.</summary>
    /// <returns>The clauses, to be closed by <see cref="FromClause.Text()"/> when all that uses the rows is written.</returns>
    public FromClause Open(RowSource source) => source switch
    {
        SetRows set => Table(set.Set, set.Rows).From,
        FilteredRows filtered => Filter(filtered),
        RelatedRows related => Related(related),
        PathRows path => Path(path),
        CrossRows cross => Cross(cross),
        _ => Steps.Open(source),
    };

    /// <summary>`select count(*)` over the rows.</summary>
    public string Count(RowSource source)
    {
        var from = Open(source);
        return $"(select count(*) {from.Text()})";
    }

    /// <summary>`exists` over the rows.</summary>
    public string Exists(RowSource source)
    {
        var from = Open(source);
        return $"exists (select 1 {from.Text()})";
    }

    private (FromClause From, TableRow Row) Table(EntitySetModel set, RowVariable variable)
    {
        var storage = context.Storage.Of(set.Type);
        var alias = context.NextAlias();
        var from = new FromClause($"{SqlNames.Table(storage.Table)} {alias}");
        var row = new TableRow(context, from, alias);
        context.Bind(variable, row);
        if (set.Type.BaseType is not null && storage.Discriminator is { } discriminator)
        {
            var names = context.Parameters.Of(set, "types", NpgsqlDbType.Array | NpgsqlDbType.Text, () => Names(discriminator));
            from.Where($"{row.Column(discriminator.Column)}::text = any({names})");
        }

        return (from, row);
    }

    private static string[] Names(DiscriminatorStorage discriminator) =>
        [.. discriminator.Values.Select(v => Convert.ToString(v.Value, System.Globalization.CultureInfo.InvariantCulture)!)];

    private FromClause Filter(FilteredRows filtered)
    {
        var from = Open(filtered.Input);
        from.Where(expressions.Condition(filtered.Predicate));
        return from;
    }

    private FromClause Related(RelatedRows related)
    {
        var around = context.Row(related.From);
        var (from, row) = Table(related.Navigation.Target, related.Rows);
        from.Where(related.From.Type.IsCombination ? IsSame(related.Navigation, around, row) : Reaches(related.Navigation, around, row));
        return from;
    }

    private FromClause Cross(CrossRows cross)
    {
        var parts = cross.Parts.Select(p => (Part: p, Storage: context.Storage.Of(p.Target.Type), Alias: context.NextAlias())).ToList();
        var from = new FromClause(string.Join(" cross join ", parts.Select(p => $"{SqlNames.Table(p.Storage.Table)} {p.Alias}")));
        context.Bind(cross.Rows, new CrossRow(parts.ToDictionary(p => p.Part, p => new TableRow(context, from, p.Alias))));
        return from;
    }

    // `exists`, not a join: a row that several rows lead to is still one row.
    private FromClause Path(PathRows path)
    {
        var (from, row) = Table(path.Navigation.Target, path.Rows);
        var input = Open(path.Input);
        input.Where(Reaches(path.Navigation, context.Row(path.Input.Rows), row));
        from.Where($"exists (select 1 {input.Text()})");
        return from;
    }

    // A part of a combination is in the combination already: its key finds it again.
    private string IsSame(NavigationModel part, RowBinding combination, TableRow row) => string.Join(
        " and ", part.Target.Type.Key.Select(k => context.Storage.Column(k).Column).Select(c => $"{row.Column(c)} = {combination.Related(part).Column(c)}"));

    private string Reaches(NavigationModel navigation, RowBinding start, RowBinding target)
    {
        switch (context.Storage.Of(navigation))
        {
            case DirectStorage direct:
                return SqlContext.Equal(target, direct.Columns, start);
            case LinkStorage link:
                var alias = context.NextAlias();
                var from = new FromClause($"{SqlNames.Table(link.Link)} {alias}");
                var row = new TableRow(context, from, alias);
                from.Where(SqlContext.Equal(row, link.OwnToLink, start));
                from.Where(SqlContext.Equal(target, link.LinkToTarget, row));
                return $"exists (select 1 {from.Text()})";
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no known way to follow {navigation}.");
        }
    }
}
