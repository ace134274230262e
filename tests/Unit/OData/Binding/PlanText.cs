using System.Collections;
using System.Globalization;
using Kawasaki.Domain.Query;

namespace Kawasaki.Tests.Unit.OData.Binding;

/// <summary>Bound expressions and plans as short text, so that tables of tests can show them.</summary>
internal static class PlanText
{
    public static string Of(Expression expression) => expression switch
    {
        Literal { Type.IsCollection: true } literal => $"[{string.Join(",", ((IEnumerable)literal.Value!).Cast<object?>().Select(Value))}]:{literal.Type.Element.Primitive}",
        Literal literal => $"{Value(literal.Value)}:{literal.Type.Primitive?.ToString() ?? literal.Type.Enumeration!.Name}",
        PropertyValue property => $"{Of(property.Row)}.{property.Property.Name}",
        VariableValue variable => variable.Variable.Name,
        Unary unary => $"{unary.Operator}({Of(unary.Operand)})",
        Binary binary => $"{binary.Operator}({Of(binary.Left)}, {Of(binary.Right)})",
        InList list => $"In({Of(list.Operand)}, {string.Join(" ", list.Values.Select(Of))})",
        MemberOf member => $"MemberOf({Of(member.Operand)}, {Of(member.Collection)})",
        Call call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Of))})",
        Quantified quantified => $"{quantified.Quantifier}({Of(quantified.Rows)}{(quantified.Predicate is { } p ? ", " + Of(p) : "")})",
        QuantifiedValues quantified => $"{quantified.Quantifier}({Of(quantified.Collection)}{(quantified.Predicate is { } p ? $", {quantified.Variable.Name} => {Of(p)}" : "")})",
        CountOf count => $"Count({Of(count.Rows)})",
        RowIsNull row => $"IsNull({Of(row.Row)})",
        Conversion conversion => $"{conversion.Type.Primitive}({Of(conversion.Operand)})",
        Case choice => $"Case({string.Join(", ", choice.Branches.Select(b => $"{Of(b.Condition)} => {Of(b.Value)}"))})",
        ValueOf value => $"ValueOf({Of(value.Rows)}, {Of(value.Value)})",
        SearchMatch match => $"Search({Of(match.Row)}, {Of(match.Term)})",
        SearchRank rank => $"Rank({Of(rank.Row)}, {Of(rank.Term)})",
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    public static string Of(SearchTerm term) => term switch
    {
        SearchText text => Value(text.Text.Value),
        SearchNot not => $"Not({Of(not.Operand)})",
        SearchAnd and => $"And({Of(and.Left)}, {Of(and.Right)})",
        SearchOr or => $"Or({Of(or.Left)}, {Of(or.Right)})",
        _ => throw new InvalidOperationException(term.GetType().Name),
    };

    public static string Of(RowSource rows) => rows switch
    {
        SetRows set => set.Set.Name,
        PathRows path => $"{Of(path.Input)}/{path.Navigation.Name}",
        RelatedRows related => $"{Of(related.From)}/{related.Navigation.Name}",
        CrossRows cross => $"Cross({string.Join(",", cross.Parts.Select(p => p.Name))})",
        FilteredRows filtered => $"{Of(filtered.Input)}[{Of(filtered.Predicate)}]",
        _ => throw new InvalidOperationException(rows.GetType().Name),
    };

    public static string Of(RowExpression row) => row switch
    {
        VariableRow variable => variable.Variable.Name,
        RelatedRow related => $"{Of(related.From)}.{related.Navigation.Name}",
        _ => throw new InvalidOperationException(row.GetType().Name),
    };

    public static string Of(ReadPlan plan) =>
        $"{plan.Result} {Of(plan.Query)}{(plan.PageRows is { } rows ? $" page {rows}" : "")}{(plan.RequiredParent is { } parent ? $" parent {Of(parent)}" : "")}{(plan.Property is { } property ? $" property {property.Name}" : "")}";

    public static string Of(RowQuery query)
    {
        var order = string.Join(",", query.Order.Select(t => Of(t.Value) + (t.Descending ? " desc" : "")));
        var shape = (query.Shape.IsEverything ? "*" : string.Join(",", query.Shape.Properties.Select(p => p.Name)))
            + string.Concat(query.Shape.Computed.Select(c => $" {c.Name}:={Of(c.Value)}"))
            + string.Concat(query.Shape.Expansions.Select(e => $" +{e.Navigation.Name}{(e.Kind == ExpansionKind.Rows ? "" : "/" + e.Kind)}({Of(e.Query)})"));
        return $"{Of(query.Rows)} by {order}{(query.Skip is { } skip ? $" skip {skip}" : "")}{(query.Top is { } top ? $" top {top}" : "")}{(query.WithCount ? " count" : "")} select {shape}";
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        DateOnly or DateTimeOffset or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
