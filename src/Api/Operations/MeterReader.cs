using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kawasaki.Api.Operations;

/// <summary>Reads the meters of the driver, the run time and our own below HTTP.</summary>
internal sealed class MeterReader : IDisposable
{
    private const int MostLength = 32;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly MeterListener listener = new();
    private readonly List<(ShownInstrument Shown, Series Values)> series = [.. ShownInstruments.All.Select(s => (s, new Series(s)))];
    private readonly Lock reading = new();

    /// <summary>Begins to listen; what was counted before is not known.</summary>
    public MeterReader()
    {
        listener.InstrumentPublished = (instrument, late) =>
        {
            if (series.FirstOrDefault(s => s.Shown.Meter == instrument.Meter.Name && s.Shown.Instrument == instrument.Name).Values is { } values)
            {
                values.IsObserved = instrument.IsObservable;
                late.EnableMeasurementEvents(instrument, values);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, state) => ((Series)state!).Add(value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, tags, state) => ((Series)state!).Add(value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, state) => ((Series)state!).Add(value, tags));
        listener.Start();
    }

    /// <summary>The figures now.</summary>
    public IReadOnlyList<Metric> Read()
    {
        lock (reading)
        {
            foreach (var (_, values) in series.Where(s => s.Values.IsObserved))
            {
                values.Clear();
            }

            listener.RecordObservableInstruments();
            return [.. series.Select(s => new Metric(s.Shown.Name, s.Shown.Kind, s.Shown.Help, s.Values.Read()))];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    // Values by their labels. What is observed is told whole at each reading, what is counted change by change.
    private sealed class Series(ShownInstrument shown)
    {
        private readonly ConcurrentDictionary<string, double> values = new(StringComparer.Ordinal);

        public bool IsObserved { get; set; }

        public void Clear() => values.Clear();

        public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = new string[shown.Labels.Length];
            for (var i = 0; i < labels.Length; i++)
            {
                labels[i] = ValueOf(shown.Labels[i].Tag, tags);
            }

            values.AddOrUpdate(string.Join('\n', labels), value, (_, before) => before + value);
        }

        public IReadOnlyList<Sample> Read() =>
            [.. values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new Sample("", shown.Labels.Length == 0 ? [] : [.. shown.Labels.Zip(v.Key.Split('\n'), (l, text) => (l.Label, text))], v.Value))];

        private static string ValueOf(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (tag, value) in tags)
            {
                if (tag == name)
                {
                    return Shown(value?.ToString() ?? "");
                }
            }

            return "";
        }

        // A pool that nobody named is named by its connection string: that is nobody's business here.
        private static string Shown(string value) => value.Length <= MostLength && !value.AsSpan().ContainsAnyExcept(Plain) ? value : "other";
    }
}
