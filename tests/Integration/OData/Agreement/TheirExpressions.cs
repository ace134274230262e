using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace Kawasaki.Tests.Integration.OData.Agreement;

/// <summary>Expressions as Microsoft.OData.Core understood them, in the form that <see cref="OurExpressions"/> gives ours.</summary>
/// <remarks>Conversions that the library adds are left out: both sides say what is asked, not how it is computed.</remarks>
internal static class TheirExpressions
{
    /// <summary>The form of a node.</summary>
    public static string Text(QueryNode node) => node switch
    {
        ConvertNode convert => Text(convert.Source),
        ConstantNode constant => constant.Value is ODataCollectionValue ? Form.Unquoted(constant.LiteralText) : Form.Constant(constant.Value),
        CollectionConstantNode list => $"[{string.Join(',', list.Collection.Select(Text))}]",
        BinaryOperatorNode binary => Form.Binary(Operator(binary.OperatorKind), Text(binary.Left), Text(binary.Right)),
        UnaryOperatorNode unary => Form.Unary(unary.OperatorKind == UnaryOperatorKind.Not ? "not" : "-", Text(unary.Operand)),
        InNode membership => Form.Binary("in", Text(membership.Left), Text(membership.Right)),
        SingleValueFunctionCallNode call => Call(call.Name, call.Parameters),
        SingleResourceFunctionCallNode call => Call(call.Name, call.Parameters),
        AnyNode any => $"{Path(any.Source, "any")}({Lambda(any)})",
        AllNode all => $"{Path(all.Source, "all")}({Lambda(all)})",
        CountNode count => Path(count.Source, "$count"),
        SingleValuePropertyAccessNode property => Path(property.Source, property.Property.Name),
        CollectionPropertyAccessNode property => Path(property.Source, property.Property.Name),
        SingleValueOpenPropertyAccessNode property => Path(property.Source, property.Name),
        SingleNavigationNode navigation => Path(navigation.Source, navigation.NavigationProperty.Name),
        CollectionNavigationNode navigation => Path(navigation.Source, navigation.NavigationProperty.Name),
        AggregatedCollectionPropertyNode property => Path(property.Source, property.Property.Name),
        SingleResourceCastNode cast => Path(cast.Source, cast.TypeReference.FullName()),
        CollectionResourceCastNode cast => Path(cast.Source, cast.ItemType.FullName()),
        ResourceRangeVariableReferenceNode { Name: "$it" } => "",
        ResourceRangeVariableReferenceNode variable => variable.Name.ToLowerInvariant(),
        NonResourceRangeVariableReferenceNode variable => variable.Name.ToLowerInvariant(),
        ParameterAliasNode alias => alias.Alias.ToLowerInvariant(),
        CountVirtualPropertyNode => "$count",
        SearchTermNode term => $"\"{term.Text}\"",
        _ => throw new NotSupportedException($"{node.GetType().Name} of Microsoft.OData.Core"),
    };

    private static string Path(QueryNode? source, string name) => Form.Path(source is null ? "" : Text(source), name);

    private static string Call(string name, IEnumerable<QueryNode> parameters)
    {
        var lower = name.ToLowerInvariant();
        var arguments = parameters.Select(Text).ToList();
        if (lower is "cast" or "isof")
        {
            // The library gives a type as text; of the row itself it says nothing.
            arguments[^1] = arguments[^1].Trim('\'').ToLowerInvariant();
            arguments.RemoveAll(a => a.Length == 0);
        }

        return $"{lower}({string.Join(',', arguments)})";
    }

    private static string Lambda(LambdaNode node) =>
        node.CurrentRangeVariable is null || node.Body is ConstantNode { Value: true } && node.CurrentRangeVariable.Name.Length == 0 ? "" : $"{node.CurrentRangeVariable.Name.ToLowerInvariant()}:{Text(node.Body)}";

    private static string Operator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Or => "or",
        BinaryOperatorKind.And => "and",
        BinaryOperatorKind.Equal => "eq",
        BinaryOperatorKind.NotEqual => "ne",
        BinaryOperatorKind.GreaterThan => "gt",
        BinaryOperatorKind.GreaterThanOrEqual => "ge",
        BinaryOperatorKind.LessThan => "lt",
        BinaryOperatorKind.LessThanOrEqual => "le",
        BinaryOperatorKind.Add => "add",
        BinaryOperatorKind.Subtract => "sub",
        BinaryOperatorKind.Multiply => "mul",
        BinaryOperatorKind.Divide => "div",
        BinaryOperatorKind.Modulo => "mod",
        BinaryOperatorKind.Has => "has",
        _ => throw new NotSupportedException($"operator {kind} of Microsoft.OData.Core"),
    };
}
