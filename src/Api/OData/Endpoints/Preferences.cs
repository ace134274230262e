using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Tells a caller which of its preferences were honoured (RFC 7240).</summary>
internal static class Preferences
{
    /// <summary>Sets `Preference-Applied` when changes are tracked from here on, or the size of pages was preferred.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="question">What is answered.</param>
    public static void Applied(HttpResponse response, CompiledQuestion question)
    {
        var (plan, wanted) = (question.Plan, question.Wanted);
        if (plan.Tracking is null && wanted.MaxPageSize is null)
        {
            return;
        }

        string?[] applied =
        [
            plan.Tracking is { At: null, Since: null } ? "odata.track-changes" : null,
            wanted.MaxPageSize is not null && plan.PageRows is { } size ? string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={size}") : null,
        ];
        if (applied.Any(a => a is not null))
        {
            response.Headers["Preference-Applied"] = string.Join(", ", applied.OfType<string>());
        }
    }
}
