using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>
/// Parses `$search` (ABNF searchExpr). AND, OR and NOT, in capitals, are operators; as words they stand alone, in parentheses or in quotes.
/// Words part at blanks, also at the ideographic one.
/// </summary>
internal static class SearchParser
{
    /// <summary>Parses a search up to a parenthesis or semicolon that does not belong to it; null with a problem.</summary>
    public static SearchSyntax? Parse(TextCursor text) => ParseOr(text);

    private static SearchSyntax? ParseOr(TextCursor text)
    {
        if (!text.Enter())
        {
            return null;
        }

        var chain = LogicalChains.SearchOr();
        SkipBlanks(text);
        var first = text.Offset;
        do
        {
            SkipBlanks(text);
            var position = text.Here;
            if (ParseAnd(text, first) is not { } operand)
            {
                return null;
            }

            chain.AddOr(operand, position);
        }
        while (TryTakeOperator(text, "OR"));
        text.Leave();
        return chain.Build();
    }

    private static SearchSyntax? ParseAnd(TextCursor text, int first)
    {
        var chain = LogicalChains.SearchAnd();
        do
        {
            SkipBlanks(text);
            var position = text.Here;
            if (ParseOperand(text, first) is not { } operand)
            {
                return null;
            }

            chain.AddAnd(operand, position);
        }
        while (ContinuesWithAnd(text));
        return chain.Build();
    }

    private static SearchSyntax? ParseOperand(TextCursor text, int first)
    {
        SkipBlanks(text);
        if (!text.Enter() || !text.Count())
        {
            return null;
        }

        var position = text.Here;
        SearchSyntax? operand = text.Current switch
        {
            '(' => ParseParentheses(text),
            '"' => ParsePhrase(text),
            '\'' => LiteralParser.TakeQuoted(text) is { } quoted ? new SearchTextSyntax(position, quoted) : null,
            _ when TryTakeOperator(text, "NOT") => ParseOperand(text, first) is { } negated ? new SearchNotSyntax(position, negated) : null,
            _ => ParseWord(text, first),
        };
        text.Leave();
        return operand;
    }

    private static SearchSyntax? ParseParentheses(TextCursor text)
    {
        text.Offset++;
        var inner = ParseOr(text);
        if (inner is null)
        {
            return null;
        }

        SkipBlanks(text);
        return text.Take(')') ? inner : null;
    }

    private static SearchPhraseSyntax? ParsePhrase(TextCursor text)
    {
        var position = text.Here;
        var start = text.Offset;
        var length = text.Rest[1..].IndexOf('"');
        if (length < 0)
        {
            text.Fail(start, ErrorCode.UrlSyntax, "the phrase that begins here has no closing quote", "close it with `\"`; text that itself has a double quote stands in single quotes: '5\" disk'");
            return null;
        }

        if (length == 0)
        {
            text.Fail(start, ErrorCode.UrlSyntax, "the phrase is empty");
            return null;
        }

        text.Offset += length + 2;
        return new SearchPhraseSyntax(position, text.TextFrom(start)[1..^1]);
    }

    private static SearchWordSyntax? ParseWord(TextCursor text, int first)
    {
        var position = text.Here;
        var start = text.Offset;
        text.Offset += WordLength(text);
        if (text.Offset == start)
        {
            text.Unexpected("a word, a phrase in double quotes or `(`");
            return null;
        }

        if (text.Current is '(' or '"')
        {
            text.Unexpected("a blank before it");
            return null;
        }

        var word = text.TextFrom(start);
        if (word is "AND" or "OR" or "NOT" && !(start == first && EndsHere(text)))
        {
            text.Fail(start, ErrorCode.UrlSyntax, $"`{word}` has no word {(word == "NOT" ? "behind it" : "on one of its sides")}", $"the word itself stands in double quotes: \"{word}\"");
            return null;
        }

        return new SearchWordSyntax(position, word);
    }

    /// <summary>Takes AND when an operand follows; without it, says whether an operand follows the blank.</summary>
    private static bool ContinuesWithAnd(TextCursor text)
    {
        if (TryTakeOperator(text, "AND"))
        {
            return true;
        }

        var start = text.Offset;
        SkipBlanks(text);
        var continues = text.Offset > start && BeginsOperand(text) && !IsOperator(text, "OR");
        text.Offset = start;
        return continues;
    }

    private static bool TryTakeOperator(TextCursor text, string word)
    {
        var start = text.Offset;
        SkipBlanks(text);
        if (IsOperator(text, word))
        {
            text.Offset += word.Length;
            return true;
        }

        text.Offset = start;
        return false;
    }

    /// <summary>Whether a word stands here and an operand follows it.</summary>
    private static bool IsOperator(TextCursor text, string word)
    {
        if (!text.Rest.StartsWith(word, StringComparison.Ordinal) || WordLength(text) != word.Length)
        {
            return false;
        }

        var start = text.Offset;
        text.Offset += word.Length;
        var blank = text.Offset;
        SkipBlanks(text);
        var isOperator = text.Offset > blank && BeginsOperand(text);
        text.Offset = start;
        return isOperator;
    }

    private static bool EndsHere(TextCursor text)
    {
        var start = text.Offset;
        SkipBlanks(text);
        var ends = !BeginsOperand(text);
        text.Offset = start;
        return ends;
    }

    private static bool BeginsOperand(TextCursor text) => !text.IsAtEnd && text.Current != ')' && !EndsOption(text, text.Current);

    private static int WordLength(TextCursor text)
    {
        var rest = text.Rest;
        var length = 0;
        while (length < rest.Length && !char.IsWhiteSpace(rest[length]) && rest[length] is not ('(' or ')' or '"') && !EndsOption(text, rest[length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>Among nested options a semicolon ends the search, also one that was sent as `%3B`; a phrase may hold it.</summary>
    private static bool EndsOption(TextCursor text, char c) => c == ';' && text.IsNested;

    private static void SkipBlanks(TextCursor text)
    {
        while (char.IsWhiteSpace(text.Current))
        {
            text.Offset++;
        }
    }
}
