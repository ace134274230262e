using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Settings;
using Xunit;

namespace Kawasaki.Tests.Unit.House;

public sealed partial class SettingsDocumentTests
{
    private static readonly Assembly[] Product =
    [
        typeof(SettingAttribute).Assembly,
        Assembly.Load("Kawasaki.Infrastructure"),
        Assembly.Load("Kawasaki.Api"),
    ];

    [Fact]
    public void Docs_settings_lists_exactly_the_settings_of_the_program_with_unit_range_and_default()
    {
        var documented = Row().Matches(Repository.Read("docs/settings.md")).Select(m => m.Value.Trim()).Order(StringComparer.Ordinal);
        var defined = Product.SelectMany(a => a.GetTypes()).SelectMany(Rows).Order(StringComparer.Ordinal);

        Assert.Equal(defined, documented);
    }

    private static IEnumerable<string> Rows(Type type)
    {
        foreach (var (property, setting) in SettingsReader.SettingsOf(type))
        {
            var range = property.GetCustomAttribute<RangeAttribute>() is { } r
                ? string.Create(CultureInfo.InvariantCulture, $"{Bound(r, r.Minimum)}..{Bound(r, r.Maximum)}")
                : "";
            var value = property.GetValue(Activator.CreateInstance(type));
            var text = value switch
            {
                null => "",
                TimeSpan time when setting.Unit == "milliseconds" => time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
                TimeSpan time => time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                bool flag => flag ? "true" : "false",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture),
            };
            yield return $"| `{setting.Name}` | {setting.Unit} | {range} | {text} |";
        }
    }

    private static object Bound(RangeAttribute range, object bound) =>
        range.OperandType == typeof(TimeSpan) ? TimeSpan.Parse((string)bound, CultureInfo.InvariantCulture).TotalSeconds : bound;

    [GeneratedRegex(@"^\| `[A-Z_]+` \|[^|]*\|[^|]*\|[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
