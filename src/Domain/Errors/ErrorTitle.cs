namespace Kawasaki.Domain.Errors;

/// <summary>What a problem is, in one sentence of each language: the same for every problem of its code.</summary>
/// <param name="Japanese">The sentence in Japanese.</param>
/// <param name="English">The sentence in English.</param>
public readonly record struct ErrorTitle(string Japanese, string English)
{
    /// <summary>The title of a code.</summary>
    /// <param name="code">The code.</param>
    public static ErrorTitle Of(ErrorCode code) => ErrorTitles.All[code];
}
