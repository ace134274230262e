using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes `$search` with the functions of the migration script `search`: the conditions that an index answers, and the rank.</summary>
/// <remarks>
/// A text is found by its pairs of letters (index), then looked up in the folded property, which pairs in another order are not in.
/// One or two letters are what the index holds: there the second look is left out.
/// </remarks>
internal sealed class SearchWriter(SqlContext context)
{
    private const string NoMatch = "0";

    /// <summary>Condition that a row matches; null where <paramref name="nullIsFalse"/> allows it.</summary>
    public string Match(SearchMatch match, bool nullIsFalse)
    {
        // Under `not`, where nothing must be there, or in the past, an index cannot help, and making letters of every row would be slow.
        var condition = Condition(match.Row, match.Term, byIndex: nullIsFalse && match.Term.NeedsText && !context.IsPast);
        return nullIsFalse ? condition : $"({condition} is true)";
    }

    /// <summary>The rank, an integer.</summary>
    public string Rank(SearchRank rank)
    {
        var scores = rank.Term.Texts().SelectMany(text => rank.Row.Type.Searched.Select(place => Score(rank.Row, place, text))).ToList();
        return scores.Count == 0 ? NoMatch : $"({string.Join(" + ", scores)})";
    }

    private string Condition(RowExpression row, SearchTerm term, bool byIndex) => term switch
    {
        SearchText text => $"({string.Join(" or ", row.Type.Searched.Select(place => Holds(Column(row, place), text, byIndex)))})",
        SearchNot not => $"({Condition(row, not.Operand, byIndex: false)} is not true)",
        SearchAnd and => $"({Condition(row, and.Left, byIndex && and.Left.NeedsText)} and {Condition(row, and.Right, byIndex && and.Right.NeedsText)})",
        SearchOr or => $"({Condition(row, or.Left, byIndex)} or {Condition(row, or.Right, byIndex)})",
        _ => throw new InvalidOperationException($"{term.GetType().Name} is no known search."),
    };

    private string Holds(string column, SearchText text, bool byIndex)
    {
        var found = $"strpos(plan.search_text({column}), {Folded(text)}) > 0";
        return byIndex
            ? $"(plan.search_grams({column}) @> plan.search_probe({Parameter(text)}) and ((select char_length(plan.search_text({Parameter(text)})) < 3) or {found}))"
            : $"({found})";
    }

    private string Score(RowExpression row, SearchedProperty place, SearchText text) =>
        $"{SqlNames.Number(place.Weight)} * plan.search_score({Column(row, place)}, {Folded(text)})";

    private string Column(RowExpression row, SearchedProperty place) =>
        context.Row(place.Via is null ? row : new RelatedRow(row, place.Via)).Column(context.Storage.Column(place.Property).Column);

    // A sub-select is computed once for the statement, a call with a parameter perhaps for each row.
    private string Folded(SearchText text) => $"(select plan.search_text({Parameter(text)}))";

    private string Parameter(SearchText text) => context.Parameters.Of(text.Text, "search", NpgsqlDbType.Text, () => (string)text.Text.Value!);
}
