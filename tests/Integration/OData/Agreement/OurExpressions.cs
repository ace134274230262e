using System.Globalization;
using System.Xml;
using Kawasaki.Api.OData.Parsing.Syntax;
using Microsoft.OData.Edm;

namespace Kawasaki.Tests.Integration.OData.Agreement;

/// <summary>Expressions as our parser understood them, in a form that two parsers can be compared by.</summary>
internal static class OurExpressions
{
    /// <summary>The form of an expression.</summary>
    public static string Text(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax literal => Literal(literal),
        PathSyntax path => Path(path),
        UnarySyntax unary => Form.Unary(unary.Operator == UnaryToken.Not ? "not" : "-", Text(unary.Operand)),
        BinarySyntax binary => Form.Binary(binary.Operator.ToString().ToLowerInvariant(), Text(binary.Left), Text(binary.Right)),
        CallSyntax call => $"{call.Name.ToLowerInvariant()}({string.Join(',', call.Arguments.Select(a => Text(a.Value)))})",
        CastSyntax cast => $"cast({Typed(cast.Operand, cast.Type)})",
        IsOfSyntax isOf => $"isof({Typed(isOf.Operand, isOf.Type)})",
        ListSyntax list => $"[{string.Join(',', list.Items.Select(Text))}]",
        ArraySyntax array => $"[{string.Join(',', array.Items.Select(Text))}]",
        CaseSyntax choice => $"case({string.Join(',', choice.Branches.Select(b => $"{Text(b.Condition)}:{Text(b.Value)}"))})",
        ObjectSyntax value => $"{{{string.Join(',', value.Members.Select(m => $"{Form.Quoted(m.Name)}:{Text(m.Value)}"))}}}",
        _ => throw new NotSupportedException(syntax.GetType().Name),
    };

    /// <summary>A type as both sides write it.</summary>
    public static string Type(TypeNameSyntax type) => (type.IsCollection ? $"Collection({type.Name})" : type.Name).ToLowerInvariant();

    private static string Typed(ExpressionSyntax? operand, TypeNameSyntax type) => operand is null ? Type(type) : $"{Text(operand)},{Type(type)}";

    private static string Literal(LiteralSyntax literal) => literal.Kind switch
    {
        LiteralKind.Null => "null",
        LiteralKind.Boolean => literal.Text,
        LiteralKind.Integer or LiteralKind.Decimal or LiteralKind.Double => Form.Number(literal.Text),
        LiteralKind.String => Form.Quoted(literal.Text),
        LiteralKind.Guid => Form.Constant(Guid.Parse(literal.Text)),
        LiteralKind.Date => "date:" + literal.Text,
        LiteralKind.DateTimeOffset => Form.Constant(XmlConvert.ToDateTimeOffset(literal.Text.ToUpperInvariant())),
        LiteralKind.TimeOfDay => Form.Constant(TimeOfDay.Parse(literal.Text, CultureInfo.InvariantCulture)),
        LiteralKind.Duration => Form.Constant(XmlConvert.ToTimeSpan(literal.Text)),
        LiteralKind.Binary => "binary:" + literal.Text,
        _ => $"{literal.Kind}:{literal.TypeName}{Form.Quoted(literal.Text)}",
    };

    private static string Path(PathSyntax path)
    {
        var text = "";
        foreach (var segment in path.Segments)
        {
            text = segment switch
            {
                VariableSegment { Variable: ImplicitVariable.It } => "",
                VariableSegment variable => "$" + variable.Variable.ToString().ToLowerInvariant(),
                NameSegment name => Form.Path(text, name.Name),
                AliasSegment alias => "@" + alias.Name.ToLowerInvariant(),
                CallSegment call => $"{Form.Path(text, call.Name)}({Keys(call.Arguments)})",
                KeySegment key => $"{text}({Keys(key.Arguments)})",
                CountSegment { Filter: null, Search: null } => Form.Path(text, "$count"),
                LambdaSegment { Variable: { } variable, Predicate: { } predicate } lambda => $"{Form.Path(text, lambda.Quantifier.ToString())}({variable.ToLowerInvariant()}:{Text(predicate)})",
                LambdaSegment lambda => $"{Form.Path(text, lambda.Quantifier.ToString())}()",
                _ => $"{text}/{segment.GetType().Name}",
            };
        }

        return text;
    }

    /// <summary>Keys as names and values; every key of the city is a code.</summary>
    public static string Keys(IEnumerable<ArgumentSyntax> arguments) =>
        string.Join(',', arguments.Select(a => $"{(a.Name ?? "code").ToLowerInvariant()}={Text(a.Value)}"));
}
