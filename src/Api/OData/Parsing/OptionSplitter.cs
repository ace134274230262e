using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>
/// Cuts a query into options at `&amp;` and `=`, then decodes and parses each.
/// A `+` is a plus, as RFC 3986 and the ABNF say, unless one stands where only a blank can (before an operator's word, outside text):
/// then a form encoder wrote the query and every `+` in it is a blank; such a client writes a plus as `%2B`.
/// </summary>
internal static class OptionSplitter
{
    private const OptionKinds NoExpressions = OptionKinds.Apply | OptionKinds.Search | OptionKinds.Select | OptionKinds.Expand
        | OptionKinds.Count | OptionKinds.Top | OptionKinds.Skip | OptionKinds.Index;

    private const OptionKinds WithWords = OptionKinds.Apply | OptionKinds.Compute | OptionKinds.Filter | OptionKinds.Search | OptionKinds.OrderBy
        | OptionKinds.Select | OptionKinds.Expand;

    /// <summary>Parses all options of a query.</summary>
    /// <param name="query">The query as sent, without `?`.</param>
    /// <param name="budget">The request's budget.</param>
    public static Result<QueryOptionsSyntax> Parse(ReadOnlySpan<char> query, ParseBudget budget)
    {
        var plusIsBlank = IsFormEncoded(query);
        var options = QueryOptionsSyntax.None;
        var seen = OptionKinds.None;
        foreach (var range in query.Split('&'))
        {
            var raw = query[range];
            if (raw.IsEmpty)
            {
                continue;
            }

            var equals = raw.IndexOf('=');
            var rawName = equals < 0 ? raw : raw[..equals];
            if (!PercentDecoder.TryDecode(rawName, plusIsBlank, out var name, out var wrong))
            {
                return NotEncoded(rawName, wrong, "query");
            }

            var rawValue = equals < 0 ? [] : raw[(equals + 1)..];
            if (!PercentDecoder.TryDecode(rawValue, plusIsBlank, out var value, out wrong))
            {
                return NotEncoded(rawValue, wrong, name);
            }

            var added = Add(options, name, value, ref seen, budget);
            if (!added.IsOk)
            {
                return added;
            }

            options = added.Value;
        }

        return options;
    }

    /// <summary>The problem of a part that is no percent-encoded UTF-8.</summary>
    public static Problem NotEncoded(ReadOnlySpan<char> raw, int offset, string source)
    {
        if (raw[offset] != '%')
        {
            return new Problem(ErrorCode.UrlSyntax, $"column {offset + 1} as sent: U+{(int)raw[offset]:X4} is no character of a URL", source);
        }

        var shown = raw.Slice(offset, Math.Min(3, raw.Length - offset));
        var isByte = shown.Length == 3 && char.IsAsciiHexDigit(shown[1]) && char.IsAsciiHexDigit(shown[2]);
        return new Problem(
            ErrorCode.UrlSyntax,
            $"column {offset + 1} as sent: `{shown}` does not begin a percent-encoded UTF-8 character",
            source,
            isByte ? null : "a percent sign itself is written %25");
    }

    private static Result<QueryOptionsSyntax> Add(
        QueryOptionsSyntax options, string name, string value, ref OptionKinds seen, ParseBudget budget)
    {
        if (name.StartsWith('@'))
        {
            return AddAlias(options, name, value, budget);
        }

        var kind = OptionNames.Find(name);
        if (kind == OptionKinds.None)
        {
            return name.StartsWith('$') ? Unknown(name) : AddCustom(options, name, value, budget);
        }

        var canonical = OptionNames.NameOf(kind);
        if ((kind & OptionSets.Request) == 0)
        {
            return new Problem(ErrorCode.UrlSyntax, $"`{canonical}` is only allowed inside `$expand`", canonical);
        }

        if ((kind & seen) != 0)
        {
            return new Problem(ErrorCode.DuplicateOption, $"`{canonical}` is given twice", canonical);
        }

        seen |= kind;
        var text = new TextCursor(value, canonical, budget);
        return AtEnd(text, kind, OptionParser.Add(options, kind, text));
    }

    private static Result<QueryOptionsSyntax> AddAlias(QueryOptionsSyntax options, string name, string value, ParseBudget budget)
    {
        if (Identifier.Length(name.AsSpan(1)) != name.Length - 1 || name.Length == 1)
        {
            return new Problem(ErrorCode.UrlSyntax, $"`{TextCursor.Shorten(name)}` is no alias: a name follows `@`", TextCursor.Shorten(name));
        }

        foreach (var alias in options.Aliases)
        {
            if (alias.Name == name[1..])
            {
                return new Problem(ErrorCode.DuplicateOption, $"`{name}` is given twice", name);
            }
        }

        var text = new TextCursor(value, name, budget);
        var parsed = ExpressionParser.Parse(text);
        return AtEnd(
            text,
            OptionKinds.None,
            parsed is not null && text.HasRoom(options.Aliases.Count + 1)
                ? options with { Aliases = [.. options.Aliases, new AliasSyntax(new(name, 0), name[1..], parsed)] }
                : null);
    }

    private static Result<QueryOptionsSyntax> AddCustom(QueryOptionsSyntax options, string name, string value, ParseBudget budget)
    {
        foreach (var custom in options.Custom)
        {
            if (custom.Name == name)
            {
                return new Problem(ErrorCode.DuplicateOption, $"`{TextCursor.Shorten(name)}` is given twice", name);
            }
        }

        var text = new TextCursor(value, name, budget);
        return text.HasRoom(options.Custom.Count + 1)
            ? options with { Custom = [.. options.Custom, new CustomOptionSyntax(text.Here, name, value)] }
            : text.Problem!;
    }

    private static Problem Unknown(string name) =>
        new(
            ErrorCode.UnknownOption,
            $"there is no option `{TextCursor.Shorten(name)}`",
            TextCursor.Shorten(name),
            OptionNames.Hint(name, OptionSets.Request));

    private static Result<QueryOptionsSyntax> AtEnd(TextCursor text, OptionKinds kind, QueryOptionsSyntax? options)
    {
        if (options is null)
        {
            return text.Problem!;
        }

        text.SkipBlanks();
        if (!text.IsAtEnd)
        {
            var isExpression = (kind & NoExpressions) == 0;
            text.Unexpected(isExpression ? "an operator or the end" : "the end", isExpression ? OperatorTable.HintAt(text) : null);
            return text.Problem!;
        }

        return options;
    }

    /// <summary>Whether, in an option with words in it, a `+` outside text stands before an operator's word.</summary>
    private static bool IsFormEncoded(ReadOnlySpan<char> query)
    {
        if (!query.Contains('+'))
        {
            return false;
        }

        foreach (var range in query.Split('&'))
        {
            var option = query[range];
            var equals = option.IndexOf('=');
            if (equals > 0 && (OptionNames.Find(option[..equals]) & WithWords) != 0 && HasPlusBeforeOperator(option[(equals + 1)..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPlusBeforeOperator(ReadOnlySpan<char> value)
    {
        var inText = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\'' || value[i..].StartsWith("%27", StringComparison.Ordinal))
            {
                inText = !inText;
            }
            else if (value[i] == '+' && !inText && IsOperatorAt(value[(i + 1)..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOperatorAt(ReadOnlySpan<char> text)
    {
        var word = text[..Identifier.Length(text)];
        return OperatorTable.TryFind(word, out _) || word is "asc" or "desc" or "as" or "with" or "AND" or "OR" or "NOT";
    }
}
