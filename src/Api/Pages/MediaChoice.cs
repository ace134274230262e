using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.Pages;

/// <summary>Chooses by `Accept` between the media types that an address can answer in.</summary>
/// <remarks>Source: RFC 9110, section 12.5.1: the most specific range that fits gives a type its quality; of equals the one named first, then the one offered first.</remarks>
internal static class MediaChoice
{
    private const string Anything = "*/*";

    /// <summary>The type liked best; null when none is accepted.</summary>
    /// <param name="accept">The header; without it everything is accepted.</param>
    /// <param name="offers">Media types without parameters, the usual one first.</param>
    public static string? Of(StringValues accept, IReadOnlyList<string> offers)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. accept.Select(a => a ?? "")], out var ranges) || ranges.Count == 0)
        {
            return offers[0];
        }

        var best = offers.Select(o => (Offer: o, Range: Fitting(ranges, o))).Where(o => o.Range is { } r && (r.Quality ?? 1) > 0)
            .OrderByDescending(o => o.Range!.Quality ?? 1).ThenByDescending(o => Specific(o.Range!) > 0).ThenBy(o => Specific(o.Range!) > 0 ? ranges.IndexOf(o.Range!) : 0).FirstOrDefault();
        return best.Offer;
    }

    private static MediaTypeHeaderValue? Fitting(IList<MediaTypeHeaderValue> ranges, string offer)
    {
        var type = offer[..(offer.IndexOf('/', StringComparison.Ordinal) + 1)] + "*";
        return ranges.Where(r => r.MediaType.Equals(offer, StringComparison.OrdinalIgnoreCase) || r.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) || r.MediaType == Anything)
            .OrderByDescending(Specific).FirstOrDefault();
    }

    private static int Specific(MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
}
