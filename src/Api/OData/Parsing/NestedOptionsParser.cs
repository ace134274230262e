using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses options in parentheses with semicolons between: `($filter=...;$top=5;@p=1)`.</summary>
internal static class NestedOptionsParser
{
    /// <summary>Parses the options, standing at the parenthesis; null with a problem.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowed">Options that may stand here.</param>
    public static QueryOptionsSyntax? Parse(TextCursor text, OptionKinds allowed)
    {
        text.Offset++;
        if (!text.Enter())
        {
            return null;
        }

        var colon = text.ColonEndsValue;
        text.ColonEndsValue = false;
        var nested = text.IsNested;
        text.IsNested = true;
        var options = QueryOptionsSyntax.None;
        var seen = OptionKinds.None;
        do
        {
            text.SkipBlanks();
            var next = text.Current == '@' && (allowed & OptionSets.WithAliases) != 0
                ? AddAlias(options, text)
                : AddOption(options, text, allowed, ref seen);
            if (next is null)
            {
                return null;
            }

            options = next;
        }
        while (text.TryTakeAfterBlanks(';'));
        text.ColonEndsValue = colon;
        text.IsNested = nested;
        text.SkipBlanks();
        if (!text.TryTake(')'))
        {
            text.Unexpected("`;` or `)`", OperatorTable.HintAt(text));
            return null;
        }

        text.Leave();
        return options;
    }

    private static QueryOptionsSyntax? AddOption(QueryOptionsSyntax options, TextCursor text, OptionKinds allowed, ref OptionKinds seen)
    {
        var start = text.Offset;
        _ = text.TryTake('$');
        text.Offset += Identifier.Length(text.Rest);
        var name = text.TextFrom(start);
        var kind = OptionNames.Find(name);
        if (name.Length == 0 || kind == OptionKinds.None)
        {
            text.Offset = start;
            text.Unexpected("an option such as `$filter=`", OptionNames.Hint(name, allowed));
            return null;
        }

        if ((kind & allowed) == 0)
        {
            text.Fail(start, ErrorCode.UrlSyntax, $"`{name}` is not allowed here");
            return null;
        }

        if ((kind & seen) != 0)
        {
            text.Fail(start, ErrorCode.DuplicateOption, $"`{name}` is given twice");
            return null;
        }

        seen |= kind;
        return text.Take('=') ? OptionParser.Add(options, kind, text) : null;
    }

    private static QueryOptionsSyntax? AddAlias(QueryOptionsSyntax options, TextCursor text)
    {
        var start = text.Offset;
        text.Offset++;
        if (text.TakeName("a name after `@`") is not { } name || !text.Take('='))
        {
            return null;
        }

        foreach (var alias in options.Aliases)
        {
            if (alias.Name == name.Text)
            {
                text.Fail(start, ErrorCode.DuplicateOption, $"`@{name.Text}` is given twice");
                return null;
            }
        }

        text.SkipBlanks();
        var position = text.Here;
        return ExpressionParser.Parse(text) is { } value && text.HasRoom(options.Aliases.Count + 1)
            ? options with { Aliases = [.. options.Aliases, new AliasSyntax(position, name.Text, value)] }
            : null;
    }
}
