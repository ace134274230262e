using System.Globalization;

namespace Kawasaki.Api.Cli;

/// <summary>Understands a moment that has passed, as people give it on the command line.</summary>
internal static class PastMoment
{
    // More than a century of hours; whatever is longer is a slip of the finger.
    private const int MaxUnits = 1_000_000;

    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>`24h` and `7d` back from now, the beginning of a day in Japan (`2027-03-31`), or a moment with its offset; null for anything else.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="now">The time now.</param>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text is [.. var number, 'h' or 'd'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units is > 0 and <= MaxUnits)
        {
            var back = text[^1] == 'h' ? TimeSpan.FromHours(units) : TimeSpan.FromDays(units);
            return back < now - DateTimeOffset.UnixEpoch ? now - back : DateTimeOffset.UnixEpoch;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day > DateOnly.MinValue)
        {
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Japan);
        }

        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }
}
