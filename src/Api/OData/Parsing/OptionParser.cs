using System.Globalization;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses the value of one system query option, of a request or nested, and puts it in its place.</summary>
internal static class OptionParser
{
    /// <summary>Adds an option to those already read; null with a problem.</summary>
    public static QueryOptionsSyntax? Add(QueryOptionsSyntax options, OptionKinds kind, TextCursor text)
    {
        text.SkipBlanks();
        return kind switch
        {
            OptionKinds.Apply => ApplyParser.Parse(text) is { } apply ? options with { Apply = apply } : null,
            OptionKinds.Compute => ParseCompute(text) is { } compute ? options with { Compute = compute } : null,
            OptionKinds.Filter => ExpressionParser.Parse(text) is { } filter ? options with { Filter = filter } : null,
            OptionKinds.Search => SearchParser.Parse(text) is { } search ? options with { Search = search } : null,
            OptionKinds.OrderBy => ParseOrderBy(text) is { } order ? options with { OrderBy = order } : null,
            OptionKinds.Select => SelectExpandParser.ParseSelect(text) is { } select ? options with { Select = select } : null,
            OptionKinds.Expand => SelectExpandParser.ParseExpand(text) is { } expand ? options with { Expand = expand } : null,
            OptionKinds.Count => ParseBoolean(text) is { } count ? options with { Count = count } : null,
            OptionKinds.Top => ParseInteger(text) is { } top ? options with { Top = top } : null,
            OptionKinds.Skip => ParseInteger(text) is { } skip ? options with { Skip = skip } : null,
            OptionKinds.Index => ParseInteger(text, signed: true) is { } index ? options with { Index = index } : null,
            OptionKinds.Levels => ParseLevels(text) is { } levels ? options with { Levels = levels } : null,
            OptionKinds.SkipToken => ParseText(text) is { } token ? options with { SkipToken = token } : null,
            OptionKinds.DeltaToken => ParseText(text) is { } token ? options with { DeltaToken = token } : null,
            OptionKinds.Format => ParseText(text) is { } format ? options with { Format = format } : null,
            OptionKinds.Id => ParseText(text) is { } id ? options with { Id = id } : null,
            OptionKinds.SchemaVersion => ParseText(text) is { } version ? options with { SchemaVersion = version } : null,
            OptionKinds.At => ExpressionParser.Parse(text) is { } at ? options with { At = at } : null,
            OptionKinds.From => ExpressionParser.Parse(text) is { } from ? options with { From = from } : null,
            OptionKinds.To => ExpressionParser.Parse(text) is { } to ? options with { To = to } : null,
            OptionKinds.ToInclusive => ExpressionParser.Parse(text) is { } to ? options with { ToInclusive = to } : null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not one option"),
        };
    }

    /// <summary>Parses the terms of an order up to what cannot continue them; null with a problem.</summary>
    public static SyntaxList<OrderItemSyntax>? ParseOrderItems(TextCursor text)
    {
        var items = new List<OrderItemSyntax>(2);
        do
        {
            text.SkipBlanks();
            var position = text.Here;
            if (ExpressionParser.Parse(text) is not { } value)
            {
                return null;
            }

            text.SkipBlanks();
            var descending = text.TryTakeWord("desc");
            _ = !descending && text.TryTakeWord("asc");
            items.Add(new OrderItemSyntax(position, value, descending));
            if (!text.HasRoom(items.Count))
            {
                return null;
            }
        }
        while (text.TryTakeAfterBlanks(','));
        return new([.. items]);
    }

    /// <summary>Parses `expression as alias` items up to what cannot continue them; null with a problem.</summary>
    public static SyntaxList<ComputeItemSyntax>? ParseComputeItems(TextCursor text)
    {
        var items = new List<ComputeItemSyntax>(2);
        do
        {
            text.SkipBlanks();
            var position = text.Here;
            if (ExpressionParser.Parse(text) is not { } value || TakeAlias(text) is not { } alias)
            {
                return null;
            }

            items.Add(new ComputeItemSyntax(position, value, alias));
            if (!text.HasRoom(items.Count))
            {
                return null;
            }
        }
        while (text.TryTakeAfterBlanks(','));
        return new([.. items]);
    }

    /// <summary>Takes `as name`; null with a problem.</summary>
    public static NameSyntax? TakeAlias(TextCursor text)
    {
        text.SkipBlanks();
        if (!text.TryTakeWord("as"))
        {
            text.Unexpected("`as` and a name", OperatorTable.HintAt(text));
            return null;
        }

        text.SkipBlanks();
        return text.TakeName("a name");
    }

    /// <summary>Takes a whole number; null with a problem.</summary>
    public static long? TakeInteger(TextCursor text, bool signed = false)
    {
        var start = text.Offset;
        _ = signed && text.TryTake('-');
        while (char.IsAsciiDigit(text.Current))
        {
            text.Offset++;
        }

        if (!char.IsAsciiDigit(text.Peek(-1)) || text.Offset == start)
        {
            text.Unexpected("a whole number");
            return null;
        }

        var digits = text.TextFrom(start);
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            text.Fail(start, ErrorCode.BadLiteral, $"`{TextCursor.Shorten(digits)}` is too large a number");
            return null;
        }

        return value;
    }

    private static ComputeSyntax? ParseCompute(TextCursor text)
    {
        var position = text.Here;
        return ParseComputeItems(text) is { } items ? new ComputeSyntax(position, items) : null;
    }

    private static OrderBySyntax? ParseOrderBy(TextCursor text)
    {
        var position = text.Here;
        return ParseOrderItems(text) is { } items ? new OrderBySyntax(position, items) : null;
    }

    private static BooleanOptionSyntax? ParseBoolean(TextCursor text)
    {
        var position = text.Here;
        if (text.TryTakeWord("true"))
        {
            return new BooleanOptionSyntax(position, true);
        }

        if (text.TryTakeWord("false"))
        {
            return new BooleanOptionSyntax(position, false);
        }

        text.Unexpected("`true` or `false`");
        return null;
    }

    private static IntegerOptionSyntax? ParseInteger(TextCursor text, bool signed = false)
    {
        var position = text.Here;
        return TakeInteger(text, signed) is { } value ? new IntegerOptionSyntax(position, value) : null;
    }

    private static LevelsSyntax? ParseLevels(TextCursor text)
    {
        var position = text.Here;
        if (text.TryTakeWord("max"))
        {
            return new LevelsSyntax(position, null);
        }

        if (text.Current is < '1' or > '9')
        {
            text.Unexpected("a number from 1 or `max`");
            return null;
        }

        // More levels than an int holds are as good as the most an int holds: the binder's limit is far below.
        return TakeInteger(text) is { } value ? new LevelsSyntax(position, (int)Math.Min(value, int.MaxValue)) : null;
    }

    private static TextOptionSyntax? ParseText(TextCursor text)
    {
        var position = text.Here;
        if (text.IsAtEnd)
        {
            text.Unexpected("a value");
            return null;
        }

        var value = text.Rest.ToString();
        text.Offset += value.Length;
        return new TextOptionSyntax(position, value);
    }
}
