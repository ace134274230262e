using System.Globalization;
using System.Text;

namespace Kawasaki.Api.Operations;

/// <summary>Writes figures as text for Prometheus.</summary>
/// <remarks>Source: Prometheus text exposition format 0.0.4; OpenMetrics 1.0, which leaves `_total` out of a counter's name where it is described, and has an end.</remarks>
internal static class MetricsText
{
    /// <summary>Media type of the plain form.</summary>
    public const string Plain = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Media type of OpenMetrics.</summary>
    public const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private const string Total = "_total";

    /// <summary>Writes all figures.</summary>
    /// <param name="metrics">The figures.</param>
    /// <param name="isOpenMetrics">OpenMetrics, else the plain form.</param>
    public static string Write(IEnumerable<Metric> metrics, bool isOpenMetrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics.Where(m => m.Samples.Count > 0))
        {
            var described = isOpenMetrics && metric.Kind == MetricKind.Counter ? metric.Name[..^Total.Length] : metric.Name;
            text.Append("# HELP ").Append(described).Append(' ').Append(Escape(metric.Help)).Append('\n');
            text.Append("# TYPE ").Append(described).Append(' ').Append(KindOf(metric.Kind)).Append('\n');
            foreach (var sample in metric.Samples)
            {
                Write(text, metric.Name, sample);
            }
        }

        return (isOpenMetrics ? text.Append("# EOF\n") : text).ToString();
    }

    private static void Write(StringBuilder text, string name, Sample sample)
    {
        text.Append(name).Append(sample.Suffix);
        for (var i = 0; i < sample.Labels.Count; i++)
        {
            text.Append(i == 0 ? '{' : ',').Append(sample.Labels[i].Name).Append("=\"").Append(Escape(sample.Labels[i].Value)).Append('"');
        }

        text.Append(sample.Labels.Count > 0 ? "} " : " ").Append(Number(sample.Value)).Append('\n');
    }

    /// <summary>A number as both forms write it.</summary>
    /// <param name="value">The number.</param>
    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string KindOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        MetricKind.Histogram => "histogram",
        _ => throw new InvalidOperationException($"No text for {kind}."),
    };
}
