using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `$search` and the transformation `search`: which rows match, and which match best.</summary>
internal sealed class SearchBinder(BindContext context)
{
    /// <summary>The match of one row.</summary>
    /// <param name="syntax">What is looked for.</param>
    /// <param name="row">The row; its type says where.</param>
    public SearchMatch? Bind(SearchSyntax syntax, RowVariable row)
    {
        if (row.Type.Searched.Count == 0 && !row.Type.IsEntity && !row.Type.IsCombination && !row.IsElement)
        {
            return context.Fail<SearchMatch>(
                syntax, ErrorCode.NotSupported, "$search in what $apply makes of the rows is not supported by this service.",
                "To search the rows themselves write $apply=search(...)/groupby(...).");
        }

        if (row.Type.Searched.Count == 0)
        {
            var hint = context.Model.Sets.Where(s => s.Type.Searched.Count > 0).Select(s => s.Name);
            return context.Fail<SearchMatch>(
                syntax, ErrorCode.NotSupported, $"$search of {row.Type.Name}, which has no text, is not supported by this service.", hint.Any() ? $"Sets with text: {string.Join(", ", hint)}." : null);
        }

        return Term(syntax) is { } term ? new SearchMatch(new VariableRow(row), term) : null;
    }

    /// <summary>The order's terms for a search without `$orderby`: the best match first. None when no match is better than another.</summary>
    public static IReadOnlyList<OrderTerm> BestFirst(SearchMatch? match) =>
        match is null || !HasText(match.Term) ? [] : [new OrderTerm(new SearchRank(match.Row, match.Term), Descending: true)];

    /// <summary>What is looked for, whatever the rows.</summary>
    /// <param name="syntax">The search.</param>
    public SearchTerm? Term(SearchSyntax syntax)
    {
        if (!context.Enter(syntax))
        {
            return null;
        }

        SearchTerm? term = syntax switch
        {
            SearchWordSyntax word => Text(word, word.Text),
            SearchPhraseSyntax phrase => Text(phrase, phrase.Text),
            SearchTextSyntax text => Text(text, text.Text),
            SearchNotSyntax not => Term(not.Operand) is { } operand ? new SearchNot(operand) : null,
            SearchAndSyntax and => Term(and.Left) is { } left && Term(and.Right) is { } right ? new SearchAnd(left, right) : null,
            SearchOrSyntax or => Term(or.Left) is { } left && Term(or.Right) is { } right ? new SearchOr(left, right) : null,
            _ => throw new InvalidOperationException($"{syntax.GetType().Name} is no known search."),
        };
        context.Leave();
        return term;
    }

    // Blanks alone would be found everywhere, and no text holds a control character: both would answer without a word that nothing was asked.
    private SearchText? Text(SearchSyntax syntax, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return context.Fail<SearchText>(syntax, ErrorCode.BadLiteral, "The text to look for is empty.");
        }

        return text.Any(c => char.IsControl(c) && !char.IsWhiteSpace(c))
            ? context.Fail<SearchText>(syntax, ErrorCode.BadLiteral, "The text to look for holds a control character.")
            : new SearchText(new Literal(text, TypeReference.Of(PrimitiveKind.String, isNullable: false)));
    }

    private static bool HasText(SearchTerm term) => term switch
    {
        SearchText => true,
        SearchNot => false,
        SearchAnd and => HasText(and.Left) || HasText(and.Right),
        SearchOr or => HasText(or.Left) || HasText(or.Right),
        _ => throw new InvalidOperationException($"{term.GetType().Name} is no known search."),
    };
}
