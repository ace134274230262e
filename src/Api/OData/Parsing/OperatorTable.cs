using System.Text;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>The operators between two operands: words and precedence (URL Conventions 4.01, 5.1.1.17). Words count in any case.</summary>
internal static class OperatorTable
{
    /// <summary>Precedence of `or`.</summary>
    public const int Lowest = 1;

    /// <summary>Precedence of `not` and `-`, between `mul` and `in`.</summary>
    public const int Unary = 7;

    /// <summary>Precedence of `has` and `in`: they bind closest.</summary>
    public const int Primary = 8;

    private const int LongestWord = 5;

    private static readonly (string Word, OperatorToken Token, int Precedence)[] Operators =
    [
        ("or", OperatorToken.Or, Lowest),
        ("and", OperatorToken.And, 2),
        ("eq", OperatorToken.Eq, 3),
        ("ne", OperatorToken.Ne, 3),
        ("gt", OperatorToken.Gt, 4),
        ("ge", OperatorToken.Ge, 4),
        ("lt", OperatorToken.Lt, 4),
        ("le", OperatorToken.Le, 4),
        ("add", OperatorToken.Add, 5),
        ("sub", OperatorToken.Sub, 5),
        ("mul", OperatorToken.Mul, 6),
        ("div", OperatorToken.Div, 6),
        ("divby", OperatorToken.DivBy, 6),
        ("mod", OperatorToken.Mod, 6),
        ("has", OperatorToken.Has, Primary),
        ("in", OperatorToken.In, Primary),
    ];

    private static readonly (string Sign, string Word)[] Signs =
    [
        ("==", "eq"), ("=", "eq"), ("!=", "ne"), ("<>", "ne"), ("<=", "le"), ("<", "lt"), (">=", "ge"), (">", "gt"),
        ("&&", "and"), ("&", "and"), ("||", "or"), ("+", "add"), ("-", "sub"), ("*", "mul"), ("%", "mod"),
    ];

    /// <summary>The operator of a word.</summary>
    public static bool TryFind(ReadOnlySpan<char> word, out OperatorToken token)
    {
        token = default;
        if (word.Length is < 2 or > LongestWord)
        {
            return false;
        }

        Span<char> lower = stackalloc char[LongestWord];
        if (Ascii.ToLower(word, lower, out var length) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        OperatorToken? found = lower[..length] switch
        {
            "or" => OperatorToken.Or,
            "and" => OperatorToken.And,
            "eq" => OperatorToken.Eq,
            "ne" => OperatorToken.Ne,
            "gt" => OperatorToken.Gt,
            "ge" => OperatorToken.Ge,
            "lt" => OperatorToken.Lt,
            "le" => OperatorToken.Le,
            "add" => OperatorToken.Add,
            "sub" => OperatorToken.Sub,
            "mul" => OperatorToken.Mul,
            "div" => OperatorToken.Div,
            "divby" => OperatorToken.DivBy,
            "mod" => OperatorToken.Mod,
            "has" => OperatorToken.Has,
            "in" => OperatorToken.In,
            _ => null,
        };
        token = found.GetValueOrDefault();
        return found.HasValue;
    }

    /// <summary>How closely an operator binds.</summary>
    public static int Precedence(OperatorToken token) => Operators[(int)token].Precedence;

    /// <summary>Its word.</summary>
    public static string Word(OperatorToken token) => Operators[(int)token].Word;

    /// <summary>What the caller may have meant where an operator was expected.</summary>
    public static string? HintAt(TextCursor text)
    {
        var length = Identifier.Length(text.Rest);
        if (text.Rest[..length] is "as" or "asc" or "desc" or "with" or "from")
        {
            return null;
        }

        if (length > 0)
        {
            var nearest = Nearest.Of(text.Rest[..length].ToString(), Operators.Select(known => known.Word));
            return nearest is null ? null : $"did you mean `{nearest}`?";
        }

        foreach (var (sign, word) in Signs)
        {
            if (text.Rest.StartsWith(sign, StringComparison.Ordinal))
            {
                return $"OData writes `{word}` for `{sign}`";
            }
        }

        return null;
    }
}
