namespace Kawasaki.Api.Operations;

/// <summary>The figures that parts of the service offer: each is read when somebody asks, and costs nothing in between.</summary>
internal sealed class Figures
{
    private readonly List<Func<IEnumerable<Metric>>> sources = [];

    /// <summary>Offers a number that only rises.</summary>
    /// <param name="name">Its name; two parts may offer the same, which is then their sum.</param>
    /// <param name="help">What it means.</param>
    /// <param name="read">Its value now; null while it is not known.</param>
    public void Counter(string name, string help, Func<double?> read) => Add(() => [One(name, MetricKind.Counter, help, read())]);

    /// <summary>Offers a number that rises and falls.</summary>
    /// <param name="name">Its name; two parts may offer the same, which is then their sum.</param>
    /// <param name="help">What it means.</param>
    /// <param name="read">Its value now; null while it is not known.</param>
    public void Gauge(string name, string help, Func<double?> read) => Add(() => [One(name, MetricKind.Gauge, help, read())]);

    /// <summary>Offers figures.</summary>
    /// <param name="read">Their values now.</param>
    public void Add(Func<IEnumerable<Metric>> read) => sources.Add(read);

    /// <summary>All figures now, in the order of their names; what two parts offer under the same name and labels is added up.</summary>
    public IReadOnlyList<Metric> Read() =>
        [.. sources.SelectMany(s => s()).GroupBy(m => m.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.First() with { Samples = Sum(g) })];

    private static List<Sample> Sum(IEnumerable<Metric> metrics) =>
        [.. metrics.SelectMany(m => m.Samples).GroupBy(s => (s.Suffix, string.Join('\n', s.Labels))).Select(g => g.First() with { Value = g.Sum(s => s.Value) })];

    private static Metric One(string name, MetricKind kind, string help, double? value) => new(name, kind, help, value is { } known ? [new Sample("", [], known)] : []);
}
