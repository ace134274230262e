using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>The question for the last and the first entry of the feed for each set, and for the first of all: a few look-ups in an index, however long the feed.</summary>
internal sealed class FreshnessPlan
{
    private static readonly TypeReference Boolean = TypeReference.Of(PrimitiveKind.Boolean, isNullable: false);
    private static readonly TypeReference Number = TypeReference.Of(PrimitiveKind.Int32, isNullable: false);

    private readonly EntitySetModel feed;
    private readonly PropertyModel[] columns;
    private readonly RowVariable answer;
    private readonly ReadPlan plan;

    /// <summary>Prepares the question.</summary>
    /// <param name="model">The published model, with the feed.</param>
    public FreshnessPlan(PublishedModel model)
    {
        feed = model.FindSet("changes") ?? throw new InvalidOperationException("The model publishes no changes.");
        Sets = [.. model.Sets.Where(s => s.IsTracked && s.Sources.Count == 0)];
        columns = [new PropertyModel { Name = "place", Type = Number, Text = new ModelText("", "") }, Property("sequence"), Property("changedAt")];
        answer = new RowVariable("answer", Type(columns));
        var rows = new ConcatenatedRows([First(), .. Sets.Select((s, i) => OfSet(i + 1, s, isLast: true)), .. Sets.Select((s, i) => OfSet(-i - 1, s, isLast: false))], answer);
        var set = new EntitySetModel("freshness", answer.Type, "", "", InPackage: false);
        plan = new ReadPlan(
            ResultKind.Rows, new RowQuery(rows, [Term(answer, columns[0], descending: false)], null, null, WithCount: false, new Shape(columns, [], [], IsEverything: true)), set, PageRows: null)
        {
            Tracking = new Tracking(),
        };
    }

    /// <summary>The sets that the feed names, in the order of the places that the answer gives their last entries from 1, and their first ones from -1 down; place 0 is the first entry of all.</summary>
    public IReadOnlyList<EntitySetModel> Sets { get; }

    /// <summary>The question.</summary>
    /// <param name="at">The moment or version asked for; null for now.</param>
    public ReadPlan Build(Expression? at) => plan with { At = at };

    private ConcatenatedPart First()
    {
        var row = new RowVariable("first", feed.Type);
        return Part(0, row, new SlicedRows(new SetRows(feed, row), [Term(row, Property("sequence"), descending: false)], null, 1));
    }

    // The index is over set and version; within a version the sequence decides.
    private ConcatenatedPart OfSet(int place, EntitySetModel set, bool isLast)
    {
        var row = new RowVariable(set.Name + place, feed.Type);
        var name = Property("entitySet");
        var own = new FilteredRows(new SetRows(feed, row), new Binary(BinaryOperator.Equal, Value(row, name), new Literal(set.Name, name.Type), Boolean));
        return Part(place, row, new SlicedRows(own, [Term(row, Property("dataVersion"), isLast), Term(row, Property("sequence"), isLast)], null, 1));
    }

    private ConcatenatedPart Part(int place, RowVariable row, RowSource rows) =>
        new(rows, [new RowColumn(columns[0], new Literal(place, Number)), new RowColumn(columns[1], Value(row, columns[1])), new RowColumn(columns[2], Value(row, columns[2]))]);

    private PropertyModel Property(string name) => feed.Type.FindProperty(name) ?? throw new InvalidOperationException($"The feed has no {name}.");

    private static OrderTerm Term(RowVariable row, PropertyModel property, bool descending) => new(Value(row, property), descending);

    private static PropertyValue Value(RowVariable row, PropertyModel property) => new(new VariableRow(row), property);

    private static StructuredTypeModel Type(IReadOnlyList<PropertyModel> columns)
    {
        var type = new StructuredTypeModel { Name = "The last changes", IsEntity = false, Text = new ModelText("", "") };
        type.Link(columns, [], []);
        return type;
    }
}
