using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;
using Xunit;

namespace Kawasaki.Tests.Unit.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Keeps_defaults_where_nothing_is_set()
    {
        var result = SettingsReader.Read<SampleOptions>(_ => null);

        Assert.True(result.IsOk);
        Assert.Equal(100, result.Value.PageRows);
        Assert.Equal(TimeSpan.FromSeconds(5), result.Value.Deadline);
    }

    [Fact]
    public void Fills_every_kind_of_value()
    {
        var given = new Dictionary<string, string>
        {
            ["KAWASAKI_SAMPLE_ROWS"] = "7",
            ["KAWASAKI_SAMPLE_DEADLINE"] = "2.5",
            ["KAWASAKI_SAMPLE_SWITCH"] = "true",
            ["KAWASAKI_SAMPLE_URL"] = "https://example.test/base",
        };

        var options = SettingsReader.Read<SampleOptions>(given.GetValueOrDefault).Value!;

        Assert.Equal(7, options.PageRows);
        Assert.Equal(TimeSpan.FromSeconds(2.5), options.Deadline);
        Assert.True(options.Switch);
        Assert.Equal("example.test", options.Url!.Host);
    }

    [Fact]
    public void Reports_every_bad_setting_with_name_value_and_expectation()
    {
        var given = new Dictionary<string, string>
        {
            ["KAWASAKI_SAMPLE_ROWS"] = "0",
            ["KAWASAKI_SAMPLE_DEADLINE"] = "soon",
            ["KAWASAKI_SAMPLE_URL"] = "not a url",
        };

        var problem = SettingsReader.Read<SampleOptions>(given.GetValueOrDefault).Problem!;

        Assert.Equal(
            [
                "KAWASAKI_SAMPLE_ROWS = \"0\": The field KAWASAKI_SAMPLE_ROWS must be between 1 and 1000.",
                "KAWASAKI_SAMPLE_DEADLINE = \"soon\": expected a number of seconds",
                "KAWASAKI_SAMPLE_URL = \"not a url\": expected an absolute URL",
            ],
            problem.Details!.Select(d => d.Message));
    }

    [Fact]
    public void Never_shows_a_secret()
    {
        var problem = SettingsReader.Read<SampleOptions>(n => n == "KAWASAKI_SAMPLE_PIN" ? "hunter2" : null).Problem!;

        Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
    }

    private sealed record SampleOptions
    {
        [Setting("KAWASAKI_SAMPLE_ROWS", Unit = "rows")]
        [Range(1, 1000)]
        public int PageRows { get; init; } = 100;

        [Setting("KAWASAKI_SAMPLE_DEADLINE", Unit = "seconds")]
        public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

        [Setting("KAWASAKI_SAMPLE_SWITCH")]
        public bool Switch { get; init; }

        [Setting("KAWASAKI_SAMPLE_URL")]
        public Uri? Url { get; init; }

        [Setting("KAWASAKI_SAMPLE_PIN", IsSecret = true)]
        public int Pin { get; init; }
    }
}
