using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.Rest;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Statistics;

/// <summary>Puts the statistical files beside the datasets.</summary>
internal static class StatisticsEndpoints
{
    /// <summary>Maps a path for each.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="reader">Answers.</param>
    /// <param name="cache">Answers already made.</param>
    public static void MapStatistics(this IEndpointRouteBuilder routes, StatisticsReader reader, AnswerCache cache)
    {
        foreach (var writer in reader.Writers)
        {
            routes.MapRead(writer.Format.Path, (http, token) => cache.RunAsync(http, (asked, patience) => reader.FactsAsync(asked, writer, patience), token));
        }

        routes.MapRead(StatisticsFormat.Iati.Path, (http, token) => cache.RunAsync(http, reader.ActivitiesAsync, token));
    }
}
