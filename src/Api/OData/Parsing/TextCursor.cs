using System.Text;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>
/// A place in one decoded part of the request that only moves forward, and the first problem found there.
/// Parsers return null (or false) once there is a problem; nobody reads on then.
/// </summary>
/// <param name="text">The decoded text.</param>
/// <param name="source">What it is the value of: an option name, or `path`.</param>
/// <param name="budget">The request's budget.</param>
/// <param name="origin">Offset of the text within its source.</param>
internal sealed class TextCursor(string text, string source, ParseBudget budget, int origin = 0)
{
    private const int MaxEcho = 40;

    /// <summary>0-based place in the text.</summary>
    public int Offset { get; set; }

    /// <summary>The first problem; null while all is well.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>True inside a condition of `case`, where `10:20` is a number, a colon and a number rather than a time.</summary>
    public bool ColonEndsValue { get; set; }

    /// <summary>True inside options in parentheses, where a semicolon ends one.</summary>
    public bool IsNested { get; set; }

    /// <summary>Height of the tallest expression parsed so far inside the one being parsed.</summary>
    public int Height { get; set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => Offset >= text.Length;

    /// <summary>The character here; NUL at the end (the decoder lets no NUL through).</summary>
    public char Current => Offset < text.Length ? text[Offset] : '\0';

    /// <summary>What is left.</summary>
    public ReadOnlySpan<char> Rest => text.AsSpan(Offset);

    /// <summary>This place.</summary>
    public SourcePosition Here => At(Offset);

    /// <summary>The character some places further or, with a negative distance, before; NUL beyond either end.</summary>
    public char Peek(int distance) => (uint)(Offset + distance) < (uint)text.Length ? text[Offset + distance] : '\0';

    /// <summary>A place in this text.</summary>
    public SourcePosition At(int offset) => new(source, origin + offset);

    /// <summary>The text from a place up to here.</summary>
    public string TextFrom(int start) => text[start..Offset];

    /// <summary>Passes over blanks.</summary>
    public void SkipBlanks()
    {
        while (Offset < text.Length && text[Offset] is ' ' or '\t')
        {
            Offset++;
        }
    }

    /// <summary>Takes a character if it stands here.</summary>
    public bool TryTake(char expected)
    {
        if (Current != expected || IsAtEnd)
        {
            return false;
        }

        Offset++;
        return true;
    }

    /// <summary>Takes a character behind blanks, if it stands there; otherwise stays where it is.</summary>
    public bool TryTakeAfterBlanks(char expected)
    {
        var start = Offset;
        SkipBlanks();
        if (TryTake(expected))
        {
            return true;
        }

        Offset = start;
        return false;
    }

    /// <summary>Takes a character that must stand here, behind blanks.</summary>
    public bool Take(char expected, string? hint = null)
    {
        SkipBlanks();
        return TryTake(expected) || Unexpected($"`{expected}`", hint);
    }

    /// <summary>Takes a word, in any case, if it stands here and ends there.</summary>
    public bool TryTakeWord(string word)
    {
        if (!IsWord(word))
        {
            return false;
        }

        Offset += word.Length;
        return true;
    }

    /// <summary>Whether a word, in any case, stands here and ends there.</summary>
    public bool IsWord(string word) =>
        Rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) && Identifier.Length(Rest) == word.Length;

    /// <summary>Takes a name; null with a problem when there is none.</summary>
    public NameSyntax? TakeName(string expected, bool qualified = false)
    {
        var length = qualified ? Identifier.QualifiedLength(Rest) : Identifier.Length(Rest);
        if (length == 0)
        {
            Unexpected(expected);
            return null;
        }

        var start = Offset;
        Offset += length;
        return new NameSyntax(At(start), TextFrom(start));
    }

    /// <summary>Goes one level deeper; false with a problem when that is too deep.</summary>
    public bool Enter() => Within(budget.Enter());

    /// <summary>Comes back from a level.</summary>
    public void Leave() => budget.Leave();

    /// <summary>Goes into the arguments of a call; false with a problem when that is too deep.</summary>
    public bool EnterCall() => Within(budget.EnterCall());

    /// <summary>Comes back from the arguments of a call.</summary>
    public void LeaveCall() => budget.LeaveCall();

    /// <summary>Counts one more node; false with a problem when there are too many.</summary>
    public bool Count() => Within(budget.Count());

    /// <summary>False with a problem when an expression's tree has become too high.</summary>
    public bool IsLowEnough(int height) => height <= budget.Limits.MaxHeight || Within("too many operators in a row");

    /// <summary>False with a problem when a list has become too long.</summary>
    public bool HasRoom(int items) =>
        items <= budget.Limits.MaxListItems || Within($"a list of more than {budget.Limits.MaxListItems} items");

    /// <summary>Records that something else was expected here.</summary>
    /// <returns>False.</returns>
    public bool Unexpected(string expected, string? hint = null) =>
        Fail(Offset, ErrorCode.UrlSyntax, $"unexpected {Echo()}, expected {expected}", hint);

    /// <summary>Records a problem.</summary>
    /// <returns>False.</returns>
    public bool Fail(int offset, ErrorCode code, string message, string? hint = null)
    {
        Problem ??= At(offset).Problem(code, message, hint);
        return false;
    }

    /// <summary>Shortens text for a message.</summary>
    public static string Shorten(ReadOnlySpan<char> shown)
    {
        if (shown.Length <= MaxEcho)
        {
            return shown.ToString();
        }

        var length = char.IsHighSurrogate(shown[MaxEcho - 1]) ? MaxEcho - 1 : MaxEcho;
        return $"{shown[..length]}…";
    }

    private bool Within(string? exceeded) => exceeded is null || Fail(Offset, ErrorCode.TooComplex, exceeded);

    private string Echo()
    {
        if (IsAtEnd)
        {
            return "end";
        }

        var length = Current == '$' ? Identifier.Length(Rest[1..]) + 1 : Identifier.Length(Rest);
        while (length < Rest.Length && char.IsAsciiDigit(Rest[length]))
        {
            length++;
        }

        if (length == 0)
        {
            length = Rune.DecodeFromUtf16(Rest, out _, out var size) == System.Buffers.OperationStatus.Done ? size : 1;
        }

        return $"`{Shorten(Rest[..length])}`";
    }
}
