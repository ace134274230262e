using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;

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
        TypedRows typed => Typed(typed),
        ElementRows elements => Elements(elements),
        ValueRows values => Values(values),
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
        var storage = context.Table(set.Type);
        var alias = context.NextAlias();
        var from = new FromClause($"{context.From(storage.Table)} {alias}");
        var row = new TableRow(context, from, alias);
        context.Bind(variable, row);
        if (set.Type.BaseType is not null && storage.Discriminator is not null)
        {
            from.Where(context.IsOf(row, set.Type));
        }

        return (from, row);
    }

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
        from.Where(Reaches(related.Navigation, around, row));
        context.Bind(related.Rows, BesideRow.Of(row, related.Navigation, around, context));
        return from;
    }

    private FromClause Typed(TypedRows typed)
    {
        var from = Open(typed.Input);
        var row = context.Row(typed.Input.Rows);
        context.Bind(typed.Rows, row);
        from.Where(context.IsOf(row, typed.Rows.Type));
        return from;
    }

    private FromClause Elements(ElementRows elements)
    {
        var around = elements.Input is null ? null : Open(elements.Input);
        var stored = context.Row(elements.From).Elements(elements.Property);
        var alias = context.NextAlias('m');
        var function = stored.Members is null ? $"unnest({stored.Sql})" : $"jsonb_array_elements({StoredValues.NotNull(stored.Sql)})";
        context.Bind(elements.Rows, stored.Members is null ? new PlainRow(alias + ".v", alias + ".i") : new JsonRow(alias + ".v", stored.Members, alias + ".i", isNullable: false));
        var members = $"{function} with ordinality {alias}(v, i)";
        if (around is null)
        {
            return new FromClause(members);
        }

        around.Join("cross join lateral " + members);
        return around;
    }

    private FromClause Values(ValueRows values)
    {
        var collection = expressions.Value(values.Collection);
        var alias = context.NextAlias('m');
        context.Bind(values.Rows, new PlainRow(alias + ".v", alias + ".i"));
        return new FromClause($"unnest({collection}) with ordinality {alias}(v, i)");
    }

    private FromClause Cross(CrossRows cross)
    {
        var aliases = cross.Parts.Select(_ => context.NextAlias()).ToList();
        var from = new FromClause(string.Join(" cross join ", cross.Parts.Zip(aliases, (p, alias) => $"{context.From(context.Table(p.Target.Type).Table)} {alias}")));
        var parts = cross.Parts.Zip(aliases).ToDictionary(p => p.First, p => new TableRow(context, from, p.Second));
        var keys = cross.Parts.SelectMany(p => p.Constraint.Select(c => (Own: context.Column(c.Own), Sql: parts[p].Column(context.Column(c.Referenced)))));
        context.Bind(cross.Rows, new CrossRow(context, parts, keys.ToDictionary(k => k.Own, k => k.Sql)));
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

    private string Reaches(NavigationModel navigation, RowBinding start, RowBinding target)
    {
        switch (context.Way(navigation))
        {
            case DirectStorage direct:
                return SqlContext.Equal(target, direct.Columns, start);
            case LinkStorage link:
                var alias = context.NextAlias();
                var from = new FromClause($"{context.From(link.Link)} {alias}");
                var row = new TableRow(context, from, alias);
                from.Where(SqlContext.Equal(row, link.OwnToLink, start));
                from.Where(SqlContext.Equal(target, link.LinkToTarget, row));
                return $"exists (select 1 {from.Text()})";
            case LatestStorage latest:
                return LatestWriter.IsTheOne(target, latest, navigation, start, context);
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no known way to follow {navigation}.");
        }
    }
}
