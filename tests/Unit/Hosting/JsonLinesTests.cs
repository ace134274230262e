using System.IO;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kawasaki.Tests.Unit.Hosting;

/// <summary>Log lines are gathered for a moment and lost by nobody but a killed process.</summary>
public sealed partial class JsonLinesTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void Lines_come_together_after_a_moment()
    {
        using var output = new MemoryStream();
        using var lines = new JsonLines(output, time);
        var logger = lines.CreateLogger("Kawasaki.Test");
        Counted(logger, 3, "川崎 \"市\"", 1.5);
        Counted(logger, 4, "next", 0);

        Assert.Equal(0, output.Length);
        time.Advance(JsonLines.Delay);

        var all = Lines(output);
        Assert.Equal(2, all.Count);
        Assert.Equal("3 of 川崎 \"市\" in 1.5", all[0].GetProperty("Message").GetString());
        Assert.Equal(3, all[0].GetProperty("State").GetProperty("Number").GetInt32());
        Assert.Equal("川崎 \"市\"", all[0].GetProperty("State").GetProperty("Name").GetString());
        Assert.Equal(1.5, all[0].GetProperty("State").GetProperty("Milliseconds").GetDouble());
        Assert.Equal("Kawasaki.Test", all[0].GetProperty("Category").GetString());
        Assert.Equal(new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero), all[0].GetProperty("Timestamp").GetDateTimeOffset());
        Assert.Equal(4, all[1].GetProperty("State").GetProperty("Number").GetInt32());

        Counted(logger, 5, "later", 0);
        time.Advance(JsonLines.Delay);
        Assert.Equal(3, Lines(output).Count);
    }

    [Fact]
    public void A_warning_is_written_at_once_behind_what_came_before()
    {
        using var output = new MemoryStream();
        using var lines = new JsonLines(output, time);
        var logger = lines.CreateLogger("Kawasaki.Test");
        Counted(logger, 1, "first", 0);
        Failed(logger, new InvalidOperationException("broken"));

        var all = Lines(output);
        Assert.Equal(["Information", "Warning"], all.Select(l => l.GetProperty("LogLevel").GetString()));
        Assert.Contains("broken", all[1].GetProperty("Exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_the_program_loses_no_line()
    {
        using var output = new MemoryStream();
        using (var lines = new JsonLines(output, time))
        {
            Counted(lines.CreateLogger("Kawasaki.Test"), 1, "last", 0);
        }

        Assert.Single(Lines(output));
    }

    [Fact]
    public void More_than_memory_may_hold_is_written_without_waiting()
    {
        using var output = new MemoryStream();
        var lines = new JsonLines(output, time);
        var logger = lines.CreateLogger("Kawasaki.Test");
        for (var i = 0; i < 20; i++)
        {
            Counted(logger, i, new string('x', 100_000), 0);
        }

        var written = output.Length;
        lines.Dispose();

        Assert.Equal(20, Lines(output).Count);
        Assert.InRange(output.Length - written, 0, 1024 * 1024);
    }

    [Fact]
    public void An_output_that_is_gone_stops_nobody()
    {
        using var output = new Gone();
        using var lines = new JsonLines(output, time);
        Failed(lines.CreateLogger("Kawasaki.Test"), new InvalidOperationException("broken"));

        Assert.Equal(1, output.Tries);
    }

    [LoggerMessage(1, LogLevel.Information, "{Number} of {Name} in {Milliseconds}")]
    private static partial void Counted(ILogger logger, int number, string name, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "Failed")]
    private static partial void Failed(ILogger logger, Exception exception);

    private static List<JsonElement> Lines(MemoryStream output) =>
        [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private sealed class Gone : MemoryStream
    {
        public int Tries { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Tries += buffer.Length > 0 ? 1 : 0;
            throw new IOException("Broken pipe");
        }
    }
}
