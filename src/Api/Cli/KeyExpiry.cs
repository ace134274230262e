using System.Globalization;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Cli;

/// <summary>Until when a key works.</summary>
/// <param name="At">From when on it is refused; null for never.</param>
internal sealed record KeyExpiry(DateTimeOffset? At)
{
    // A key of more than a century is a slip of the finger; `never` says it better.
    private const int MaxDays = 36_500;
    private const int MaxYear = 2200;

    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>Understands `90d`, a last day in Japan such as `2027-03-31`, and `never`.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="now">The time now.</param>
    public static Result<KeyExpiry> Parse(string text, DateTimeOffset now)
    {
        if (text == "never")
        {
            return new KeyExpiry((DateTimeOffset?)null);
        }

        if (text.EndsWith('d') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MaxDays)
        {
            return new KeyExpiry(now.AddDays(days));
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) || last.Year > MaxYear)
        {
            return new Problem(ErrorCode.KeyRefused, $"'{text}' is no expiry: expected days such as 90d (at most {MaxDays}), a day such as 2027-03-31, or never.");
        }

        var end = new DateTimeOffset(last.ToDateTime(TimeOnly.MinValue), Japan).AddDays(1);
        return end > now
            ? new KeyExpiry(end)
            : new Problem(ErrorCode.KeyRefused, $"The key would have expired already: {text} is over.");
    }
}
