using System.Diagnostics;
using System.Reflection;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Operations;

/// <summary>The figures of the service as a whole.</summary>
internal static class ServiceFigures
{
    /// <summary>Version of the program, with the commit it was built from where that is known.</summary>
    public static string ProgramVersion { get; } = typeof(ServiceFigures).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Offers them.</summary>
    /// <param name="figures">Where.</param>
    /// <param name="cache">Answers already made.</param>
    /// <param name="versions">Version of the data; null when it is not known.</param>
    /// <param name="time">The clock.</param>
    public static void Offer(Figures figures, AnswerCache cache, IDataVersions? versions, TimeProvider time)
    {
        figures.Add(() => [new Metric("kawasaki_build_info", MetricKind.Gauge, "1, labelled with the version of the program.", [new Sample("", [("version", ProgramVersion)], 1)])]);
        figures.Gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", () => StartedAt());

        figures.Counter("kawasaki_answer_cache_hits_total", "Answers sent from memory.", () => cache.Hits);
        figures.Counter("kawasaki_answer_cache_misses_total", "Answers that were not in memory and could be kept.", () => cache.Misses);
        figures.Counter("kawasaki_answer_cache_evictions_total", "Answers let go for want of memory.", () => cache.Evictions);
        figures.Gauge("kawasaki_answer_cache_bytes", "Memory of the answers kept.", () => cache.Bytes);
        figures.Gauge("kawasaki_answer_cache_max_bytes", "Memory that answers may take.", () => cache.MaxBytes);

        figures.Gauge("kawasaki_data_version", "Version of the data; rises with every committed change.", () => versions?.Current?.Number);
        figures.Gauge("kawasaki_data_version_known", "1 while the version of the data is known; else no answer is kept.", () => versions?.Current is null ? 0 : 1);
        figures.Gauge("kawasaki_data_changed_timestamp_seconds", "When the data last changed, in seconds since 1970.", () => versions?.Current is { } version ? Seconds(version.ChangedAt) : null);
        figures.Gauge("kawasaki_data_age_seconds", "Time since the data last changed.", () => versions?.Current is { } version ? Math.Max(0, Seconds(time.GetUtcNow()) - Seconds(version.ChangedAt)) : null);
    }

    private static double StartedAt()
    {
        using var self = Process.GetCurrentProcess();
        return Seconds(self.StartTime);
    }

    private static double Seconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / 1000d;
}
