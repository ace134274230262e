using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>The question of a search: the hits of all sets found once, of which come a row for each set with their number, then the rows of a page.</summary>
internal sealed class SearchPlan
{
    private static readonly TypeReference Number = TypeReference.Of(PrimitiveKind.Int32, isNullable: false);
    private static readonly TypeReference Text = TypeReference.Of(PrimitiveKind.String);
    private static readonly TypeReference Boolean = TypeReference.Of(PrimitiveKind.Boolean, isNullable: false);

    private readonly SearchedSets sets;
    private readonly PropertyModel part = Column("part", Number);
    private readonly PropertyModel count = Column("count", TypeReference.Of(PrimitiveKind.Int64));
    private readonly PropertyModel[] hit;
    private readonly RowVariable found;
    private readonly RowVariable answer;
    private readonly RowSource hits;

    /// <summary>Prepares the question.</summary>
    /// <param name="sets">The searched sets.</param>
    /// <param name="term">What is looked for.</param>
    public SearchPlan(SearchedSets sets, SearchTerm term)
    {
        this.sets = sets;
        hit = [Column("tier", Number), Column("rank", Number), Column("place", Number), Column("code", Text with { IsNullable = false }), .. Enumerable.Range(0, sets.MostTexts).Select(i => Column(TextName(i), Text))];
        found = new RowVariable("found", Type(hit));
        answer = new RowVariable("answer", Type([part, count, .. hit]));
        hits = new ConcatenatedRows([.. sets.All.Select((set, place) => Part(set, place, term))], found);
        Order = Terms(answer);
    }

    /// <summary>Order of the hits: values of a cursor.</summary>
    public IReadOnlyList<OrderTerm> Order { get; }

    /// <summary>Name of the column with a text of a hit.</summary>
    /// <param name="index">Which of the searched texts of its set, from 0.</param>
    public static string TextName(int index) => "text" + (char)('0' + index);

    /// <summary>The question.</summary>
    /// <param name="wanted">The sets whose hits are listed; none for all.</param>
    /// <param name="after">Where the page before ended; none for the first.</param>
    /// <param name="limit">Most hits; one more is read, to know whether a page follows.</param>
    public ReadPlan Build(IReadOnlyList<EntitySetModel> wanted, IReadOnlyList<Literal> after, int limit)
    {
        var (each, row) = (new RowVariable("each", found.Type), new RowVariable("row", found.Type));
        var number = Column("number", count.Type);
        var facets = new RowVariable("facets", Type([Place, number]));
        var grouped = new GroupedRows(new GivenRows(hits, each), [new RowColumn(Place, Value(each, Place))], [new AggregateColumn(number, AggregateMethod.Count, null)], facets);

        RowSource listed = new GivenRows(hits, row);
        listed = wanted.Count == 0 ? listed : new FilteredRows(listed, new InList(Value(row, Place), [.. wanted.Select(s => new Literal(PlaceOf(s), Number))]));
        listed = after.Count == 0 ? listed : new FilteredRows(listed, Behind(Terms(row), after, 0));
        var page = new SlicedRows(listed, Terms(row), null, limit + 1L);

        var rows = new SharedRows(hits, new ConcatenatedRows([new ConcatenatedPart(grouped, Facet(facets, number)), new ConcatenatedPart(page, Hit(row))], answer));
        var set = new EntitySetModel("search", answer.Type, "", "", InPackage: false);
        return new ReadPlan(
            ResultKind.Rows, new RowQuery(rows, [new OrderTerm(Value(answer, part), Descending: false), .. Order], null, null, WithCount: false, new Shape(answer.Type.Properties, [], [], IsEverything: true)), set, PageRows: null);
    }

    private PropertyModel Place => hit[2];

    private int PlaceOf(EntitySetModel set) => sets.All.Index().First(s => s.Item == set).Index;

    private ConcatenatedPart Part(EntitySetModel set, int place, SearchTerm term)
    {
        var row = new VariableRow(new RowVariable(set.Name, set.Type));
        var texts = set.Type.Searched.Select(s => (Expression)new PropertyValue(s.Via is null ? row : new RelatedRow(row, s.Via), s.Property)).ToList();
        Expression[] values =
        [
            new Literal(SearchedSets.Tier(set), Number), new SearchRank(row, term), new Literal(place, Number), new PropertyValue(row, set.Type.Key[0]),
            .. Enumerable.Range(0, sets.MostTexts).Select(i => i < texts.Count ? texts[i] : new Literal(null, Text)),
        ];
        return new ConcatenatedPart(new FilteredRows(new SetRows(set, row.Variable), new SearchMatch(row, term)), [.. hit.Zip(values, (c, v) => new RowColumn(c, v))]);
    }

    private RowColumn[] Facet(RowVariable row, PropertyModel number) =>
    [
        new RowColumn(part, new Literal(0, Number)), new RowColumn(count, Value(row, number)),
        .. hit.Select(h => new RowColumn(h, h == Place ? Value(row, Place) : h.Type.Primitive == PrimitiveKind.Int32 ? new Literal(0, Number) : new Literal(h.Type.IsNullable ? null : "", h.Type))),
    ];

    private RowColumn[] Hit(RowVariable row) => [new RowColumn(part, new Literal(1, Number)), new RowColumn(count, new Literal(null, count.Type)), .. hit.Select(h => new RowColumn(h, Value(row, h)))];

    // Rows with text of their own, then by rank, by the order of the sets and by key.
    private OrderTerm[] Terms(RowVariable row) => [new(Value(row, hit[0]), false), new(Value(row, hit[1]), true), new(Value(row, hit[2]), false), new(Value(row, hit[3]), false)];

    // No value of the order is ever null.
    private static Binary Behind(IReadOnlyList<OrderTerm> order, IReadOnlyList<Literal> after, int index)
    {
        var beyond = new Binary(order[index].Descending ? BinaryOperator.LessThan : BinaryOperator.GreaterThan, order[index].Value, after[index], Boolean);
        return index == order.Count - 1 ? beyond
            : new Binary(BinaryOperator.Or, beyond, new Binary(BinaryOperator.And, new Binary(BinaryOperator.Equal, order[index].Value, after[index], Boolean), Behind(order, after, index + 1), Boolean), Boolean);
    }

    private static PropertyValue Value(RowVariable row, PropertyModel property) => new(new VariableRow(row), property);

    private static PropertyModel Column(string name, TypeReference type) => new() { Name = name, Type = type, Text = new ModelText("", "") };

    private static StructuredTypeModel Type(IReadOnlyList<PropertyModel> columns)
    {
        var type = new StructuredTypeModel { Name = "The result of a search", IsEntity = false, Text = new ModelText("", "") };
        type.Link(columns, [], []);
        return type;
    }
}
