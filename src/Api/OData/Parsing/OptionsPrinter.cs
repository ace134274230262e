using System.Globalization;
using System.Text;
using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Writes query options in canonical form, decoded: with `$`, in one fixed order.</summary>
internal static class OptionsPrinter
{
    /// <summary>Canonical name and value of each option, in order; custom options as they came.</summary>
    public static IEnumerable<(string Name, string Value)> Print(QueryOptionsSyntax options)
    {
        foreach (var alias in options.Aliases)
        {
            yield return ($"@{alias.Name}", SyntaxPrinter.Print(alias.Value));
        }

        foreach (var (name, write) in Values(options))
        {
            yield return (name, write(new StringBuilder()).ToString());
        }

        foreach (var custom in options.Custom)
        {
            yield return (custom.Name, custom.Value);
        }
    }

    /// <summary>Writes nested options with their parentheses; nothing when there are none.</summary>
    public static StringBuilder WriteNested(this StringBuilder to, QueryOptionsSyntax? options)
    {
        if (options is null || options == QueryOptionsSyntax.None)
        {
            return to;
        }

        var separator = '(';
        foreach (var (name, value) in Print(options))
        {
            to.Append(separator).Append(name).Append('=').Append(value);
            separator = ';';
        }

        return to.Append(')');
    }

    /// <summary>Writes a search.</summary>
    public static StringBuilder WriteSearch(this StringBuilder to, SearchSyntax search) => search switch
    {
        // A word that looks like an operator is a word inside parentheses of its own.
        SearchWordSyntax { Text: "AND" or "OR" or "NOT" } word => to.Append('(').Append(word.Text).Append(')'),
        SearchWordSyntax word => to.Append(word.Text),
        SearchPhraseSyntax phrase => to.Append('"').Append(phrase.Text).Append('"'),
        SearchTextSyntax text => to.WriteQuoted(text.Text),
        SearchNotSyntax not => to.Append("NOT ").WriteSearchOperand(not.Operand, not.Operand is SearchAndSyntax or SearchOrSyntax),
        SearchAndSyntax and => to.WriteSearchOperand(and.Left, and.Left is SearchOrSyntax).Append(" AND ")
            .WriteSearchOperand(and.Right, and.Right is SearchOrSyntax),
        SearchOrSyntax or => to.WriteSearch(or.Left).Append(" OR ").WriteSearch(or.Right),
        _ => throw new ArgumentOutOfRangeException(nameof(search), search, null),
    };

    /// <summary>Writes the terms of an order.</summary>
    public static StringBuilder WriteOrder(this StringBuilder to, SyntaxList<OrderItemSyntax> items) =>
        to.WriteList(items, ',', (to, item) => item.Descending ? to.Write(item.Value).Append(" desc") : to.Write(item.Value));

    /// <summary>Writes computed properties.</summary>
    public static StringBuilder WriteCompute(this StringBuilder to, SyntaxList<ComputeItemSyntax> items) =>
        to.WriteList(items, ',', (to, item) => to.Write(item.Value).Append(" as ").Append(item.Alias.Text));

    /// <summary>Writes names with slashes between.</summary>
    public static StringBuilder WriteNames(this StringBuilder to, SyntaxList<NameSyntax> names) =>
        to.WriteList(names, '/', (to, name) => to.Append(name.Text));

    private static IEnumerable<(string Name, Func<StringBuilder, StringBuilder> Write)> Values(QueryOptionsSyntax options)
    {
        (OptionKinds Kind, object? Value, Func<StringBuilder, StringBuilder> Write)[] all =
        [
            (OptionKinds.Apply, options.Apply, to => to.WriteApply(options.Apply!)),
            (OptionKinds.Compute, options.Compute, to => to.WriteCompute(options.Compute!.Items)),
            (OptionKinds.Filter, options.Filter, to => to.Write(options.Filter!)),
            (OptionKinds.Search, options.Search, to => to.WriteSearch(options.Search!)),
            (OptionKinds.OrderBy, options.OrderBy, to => to.WriteOrder(options.OrderBy!.Items)),
            (OptionKinds.Select, options.Select, to => to.WriteList(options.Select!.Items, ',', WriteSelectItem)),
            (OptionKinds.Expand, options.Expand, to => to.WriteList(options.Expand!.Items, ',', WriteExpandItem)),
            (OptionKinds.Count, options.Count, to => to.Append(options.Count!.Value ? "true" : "false")),
            (OptionKinds.Top, options.Top, to => to.Append(options.Top!.Value)),
            (OptionKinds.Skip, options.Skip, to => to.Append(options.Skip!.Value)),
            (OptionKinds.Index, options.Index, to => to.Append(options.Index!.Value)),
            (OptionKinds.Levels, options.Levels, to => to.Append(options.Levels!.Value?.ToString(CultureInfo.InvariantCulture) ?? "max")),
            (OptionKinds.SkipToken, options.SkipToken, to => to.Append(options.SkipToken!.Value)),
            (OptionKinds.DeltaToken, options.DeltaToken, to => to.Append(options.DeltaToken!.Value)),
            (OptionKinds.Format, options.Format, to => to.Append(options.Format!.Value)),
            (OptionKinds.Id, options.Id, to => to.Append(options.Id!.Value)),
            (OptionKinds.SchemaVersion, options.SchemaVersion, to => to.Append(options.SchemaVersion!.Value)),
            (OptionKinds.At, options.At, to => to.Write(options.At!)),
            (OptionKinds.From, options.From, to => to.Write(options.From!)),
            (OptionKinds.To, options.To, to => to.Write(options.To!)),
            (OptionKinds.ToInclusive, options.ToInclusive, to => to.Write(options.ToInclusive!)),
        ];
        return all.Where(option => option.Value is not null).Select(option => (OptionNames.NameOf(option.Kind), option.Write));
    }

    private static StringBuilder WriteSearchOperand(this StringBuilder to, SearchSyntax operand, bool inParentheses) =>
        inParentheses ? to.Append('(').WriteSearch(operand).Append(')') : to.WriteSearch(operand);

    private static StringBuilder WriteSelectItem(StringBuilder to, SelectItemSyntax item)
    {
        to.WriteNames(item.Path);
        return item.ParameterNames is { } parameters
            ? to.Append('(').WriteList(parameters, ',', (to, name) => to.Append(name.Text)).Append(')')
            : to.WriteNested(item.Options);
    }

    private static StringBuilder WriteExpandItem(StringBuilder to, ExpandItemSyntax item) => to.WriteNames(item.Path).Append(item.Kind switch
    {
        ExpandToken.Rows => string.Empty,
        ExpandToken.References => "/$ref",
        ExpandToken.Count => "/$count",
        ExpandToken.Value => "$value",
        _ => throw new ArgumentOutOfRangeException(nameof(item), item, null),
    }).WriteNested(item.Options);
}
