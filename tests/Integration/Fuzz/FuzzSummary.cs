using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>What came of a run: how many answers of each kind, how long they took, what was wrong.</summary>
internal sealed class FuzzSummary
{
    private const int MostShown = 40;

    private readonly ConcurrentDictionary<string, int> outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<double> milliseconds = new();
    private long peakBytes;

    /// <summary>Answers that must not be, each with its request.</summary>
    public ConcurrentQueue<string> Findings { get; } = new();

    /// <summary>Requests that the deadline of the service ended, each told so.</summary>
    public ConcurrentQueue<string> Slow { get; } = new();

    /// <summary>Requests that took longer than two seconds.</summary>
    public ConcurrentQueue<string> Long { get; } = new();

    /// <summary>Largest working set seen of the server, in bytes; 0 when it was not watched.</summary>
    public long PeakBytes => Interlocked.Read(ref peakBytes);

    /// <summary>Answers so far.</summary>
    public int Count => milliseconds.Count;

    /// <summary>Notes an answer.</summary>
    /// <param name="outcome">Status, and the code of the problem.</param>
    /// <param name="time">How long it took.</param>
    public void Add(string outcome, TimeSpan time)
    {
        outcomes.AddOrUpdate(outcome, 1, (_, n) => n + 1);
        milliseconds.Enqueue(time.TotalMilliseconds);
    }

    /// <summary>Notes the server's working set.</summary>
    /// <param name="bytes">How large it is now.</param>
    public void Watch(long bytes)
    {
        for (var seen = PeakBytes; bytes > seen; seen = PeakBytes)
        {
            if (Interlocked.CompareExchange(ref peakBytes, bytes, seen) == seen)
            {
                return;
            }
        }
    }

    /// <summary>The table for people.</summary>
    public override string ToString()
    {
        var times = milliseconds.Order().ToArray();
        var text = new StringBuilder("| outcome | answers |\n|---|---:|\n");
        foreach (var (outcome, count) in outcomes.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {outcome} | {count} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nanswers: {times.Length}, median {At(0.5):0.0} ms, 99 % {At(0.99):0.0} ms, longest {At(1):0.0} ms\n");
        text.Append(CultureInfo.InvariantCulture, $"largest working set of the server: {(PeakBytes == 0 ? "not watched" : $"{PeakBytes / 1024 / 1024} MB")}\n");
        text.Append(CultureInfo.InvariantCulture, $"ended by the deadline (503 KWS902): {Slow.Count}\n");
        Show(Slow);
        text.Append(CultureInfo.InvariantCulture, $"longer than two seconds: {Long.Count}\n");
        Show(Long);
        text.Append(CultureInfo.InvariantCulture, $"findings: {Findings.Count}\n");
        Show(Findings);
        return text.ToString();

        double At(double part) => times.Length == 0 ? 0 : times[(int)Math.Min(times.Length - 1, times.Length * part)];

        void Show(IEnumerable<string> lines)
        {
            foreach (var line in lines.Take(MostShown))
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }
    }
}
