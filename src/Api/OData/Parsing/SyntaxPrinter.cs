using System.Globalization;
using System.Text;
using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Writes expressions in canonical form, decoded: words in lower case, no blank or parenthesis too many. Parsing it gives an equal tree.</summary>
internal static class SyntaxPrinter
{
    /// <summary>The canonical text of an expression.</summary>
    public static string Print(ExpressionSyntax expression) => new StringBuilder().Write(expression).ToString();

    /// <summary>Writes an expression.</summary>
    public static StringBuilder Write(this StringBuilder to, ExpressionSyntax expression) => expression switch
    {
        LiteralSyntax literal => to.WriteLiteral(literal),
        ListSyntax list => to.Append('(').WriteList(list.Items, ',', WriteLiteral).Append(')'),
        ArraySyntax array => to.Append('[').WriteList(array.Items, ',', WriteJson).Append(']'),
        ObjectSyntax json => to.Append('{').WriteList(json.Members, ',', WriteMember).Append('}'),
        PathSyntax path => to.WriteList(path.Segments, '/', WriteSegment),
        UnarySyntax unary => to.WriteUnary(unary),
        BinarySyntax binary => to.WriteBinary(binary),
        CallSyntax call => to.Append(call.Name).WriteArguments(call.Arguments),
        CaseSyntax choice => to.Append("case(").WriteList(choice.Branches, ',', WriteBranch).Append(')'),
        CastSyntax cast => to.WriteTyped("cast", cast.Operand, cast.Type),
        IsOfSyntax isOf => to.WriteTyped("isof", isOf.Operand, isOf.Type),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, null),
    };

    /// <summary>Writes items with a separator between.</summary>
    public static StringBuilder WriteList<T>(this StringBuilder to, SyntaxList<T> items, char separator, Func<StringBuilder, T, StringBuilder> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            // A pair of parentheses follows its segment without a slash.
            _ = isFirst || item is KeySegment ? to : to.Append(separator);
            write(to, item);
            isFirst = false;
        }

        return to;
    }

    /// <summary>Writes arguments with their parentheses.</summary>
    public static StringBuilder WriteArguments(this StringBuilder to, SyntaxList<ArgumentSyntax> arguments) =>
        to.Append('(').WriteList(arguments, ',', WriteArgument).Append(')');

    /// <summary>Writes text in single quotes.</summary>
    public static StringBuilder WriteQuoted(this StringBuilder to, string text) =>
        to.Append('\'').Append(text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');

    private static StringBuilder WriteLiteral(this StringBuilder to, LiteralSyntax literal) => literal.Kind switch
    {
        LiteralKind.String => to.WriteQuoted(literal.Text),
        LiteralKind.Duration => to.Append("duration").WriteQuoted(literal.Text),
        LiteralKind.Binary => to.Append("binary").WriteQuoted(literal.Text),
        LiteralKind.Geography => to.Append("geography").WriteQuoted(literal.Text),
        LiteralKind.Geometry => to.Append("geometry").WriteQuoted(literal.Text),
        LiteralKind.Enum => to.Append(literal.TypeName).WriteQuoted(literal.Text),
        LiteralKind.Null or LiteralKind.Boolean or LiteralKind.Integer or LiteralKind.Decimal or LiteralKind.Double or LiteralKind.Guid
            or LiteralKind.Date or LiteralKind.DateTimeOffset or LiteralKind.TimeOfDay => to.Append(literal.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(literal), literal, null),
    };

    private static StringBuilder WriteUnary(this StringBuilder to, UnarySyntax unary)
    {
        var operand = Print(unary.Operand);
        // Before a number, a minus would become its sign.
        var isNumber = unary.Operator == UnaryToken.Negate && (char.IsAsciiDigit(operand[0]) || operand.StartsWith("INF", StringComparison.Ordinal));
        return to.Append(unary.Operator == UnaryToken.Not ? "not " : "-")
            .WriteOperandText(operand, isNumber || Precedence(unary.Operand) < OperatorTable.Primary);
    }

    private static StringBuilder WriteBinary(this StringBuilder to, BinarySyntax binary)
    {
        var precedence = OperatorTable.Precedence(binary.Operator);
        to.WriteOperand(binary.Left, Precedence(binary.Left) < precedence);
        to.Append(' ').Append(OperatorTable.Word(binary.Operator)).Append(' ');
        var isChain = LogicalChains.IsBalanced(binary.Operator) && binary.Right is BinarySyntax right && right.Operator == binary.Operator;
        return to.WriteOperand(binary.Right, !isChain && Precedence(binary.Right) <= precedence);
    }

    private static StringBuilder WriteOperand(this StringBuilder to, ExpressionSyntax operand, bool inParentheses) =>
        inParentheses ? to.Append('(').Write(operand).Append(')') : to.Write(operand);

    private static int Precedence(ExpressionSyntax expression) => expression switch
    {
        BinarySyntax binary => OperatorTable.Precedence(binary.Operator),
        UnarySyntax => OperatorTable.Unary,
        _ => int.MaxValue,
    };

    private static StringBuilder WriteSegment(StringBuilder to, MemberSegment segment) => segment switch
    {
        NameSegment name => to.Append(name.Name),
        CallSegment call => to.Append(call.Name).WriteArguments(call.Arguments),
        KeySegment key => to.WriteArguments(key.Arguments),
        VariableSegment variable => to.Append(variable.Variable switch
        {
            ImplicitVariable.It => "$it",
            ImplicitVariable.This => "$this",
            ImplicitVariable.These => "$these",
            ImplicitVariable.Root => "$root",
            _ => throw new ArgumentOutOfRangeException(nameof(segment), segment, null),
        }),
        AliasSegment alias => to.Append('@').Append(alias.Name),
        AnnotationSegment { Qualifier: { } qualifier } term => to.Append('@').Append(term.Term).Append('#').Append(qualifier),
        AnnotationSegment term => to.Append('@').Append(term.Term),
        CountSegment { Filter: null, Search: null } => to.Append("$count"),
        CountSegment count => to.Append("$count").WriteNested(new() { Filter = count.Filter, Search = count.Search }),
        FilterSegment filter => to.Append("$filter(").Write(filter.Condition).Append(')'),
        LambdaSegment lambda => to.WriteLambda(lambda),
        AggregateSegment aggregate => to.Append("aggregate(").WriteAggregation(aggregate.Aggregation).Append(')'),
        _ => throw new ArgumentOutOfRangeException(nameof(segment), segment, null),
    };

    private static StringBuilder WriteLambda(this StringBuilder to, LambdaSegment lambda)
    {
        to.Append(lambda.Quantifier == LambdaToken.Any ? "any(" : "all(");
        return lambda.Predicate is null ? to.Append(')') : to.Append(lambda.Variable).Append(':').Write(lambda.Predicate).Append(')');
    }

    private static StringBuilder WriteArgument(StringBuilder to, ArgumentSyntax argument) =>
        (argument.Name is null ? to : to.Append(argument.Name).Append('=')).Write(argument.Value);

    /// <summary>
    /// Writes a branch. A condition with a colon of its own stands in parentheses, and a blank follows the branch's colon:
    /// neither `10:20` may be taken for a time where it is none, nor a time for a condition and its value.
    /// </summary>
    private static StringBuilder WriteBranch(StringBuilder to, CaseBranchSyntax branch)
    {
        var condition = Print(branch.Condition);
        return to.WriteOperandText(condition, condition.Contains(':', StringComparison.Ordinal)).Append(": ").Write(branch.Value);
    }

    private static StringBuilder WriteOperandText(this StringBuilder to, string operand, bool inParentheses) =>
        inParentheses ? to.Append('(').Append(operand).Append(')') : to.Append(operand);

    private static StringBuilder WriteTyped(this StringBuilder to, string word, ExpressionSyntax? operand, TypeNameSyntax type)
    {
        to.Append(word).Append('(');
        _ = operand is null ? to : to.Write(operand).Append(',');
        return (type.IsCollection ? to.Append("Collection(").Append(type.Name).Append(')') : to.Append(type.Name)).Append(')');
    }

    private static StringBuilder WriteMember(StringBuilder to, MemberSyntax member) => WriteJson(to.WriteJsonString(member.Name).Append(':'), member.Value);

    private static StringBuilder WriteJson(StringBuilder to, ExpressionSyntax value) =>
        value is LiteralSyntax { Kind: LiteralKind.String } text ? to.WriteJsonString(text.Text) : to.Write(value);

    private static StringBuilder WriteJsonString(this StringBuilder to, string text)
    {
        to.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => to.Append('\\').Append(c),
                < ' ' => to.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => to.Append(c),
            };
        }

        return to.Append('"');
    }
}
