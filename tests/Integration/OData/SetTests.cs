using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Every published set, through every layer.</summary>
public sealed class SetTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    public static TheoryData<string> Sets => [.. PlanModel.Instance.Published.Sets.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task A_set_answers_its_rows_with_every_property(string set)
    {
        var page = await service.GetAsync($"{set}?$count=true");

        var type = PlanModel.Instance.Published.FindSet(set)!.Type;
        Assert.Equal($"{service.Root}$metadata#{set}", page.GetProperty("@odata.context").GetString());
        Assert.NotEqual(0, page.GetProperty("@odata.count").GetInt64());
        Assert.Equal(page.GetProperty("@odata.count").GetInt64(), page.GetProperty("value").GetArrayLength());
        foreach (var row in page.GetProperty("value").EnumerateArray())
        {
            Assert.Equal(type.Properties.Select(p => p.Name), row.EnumerateObject().Select(p => p.Name).Where(n => n != "@odata.etag"));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task A_row_is_found_by_its_key_in_every_spelling(string set)
    {
        var key = PlanModel.Instance.Published.FindSet(set)!.Type.Key[0].Name;
        var first = (await service.GetAsync($"{set}?$top=1")).GetProperty("value")[0].GetProperty(key);
        var (plain, literal) = first.ValueKind == System.Text.Json.JsonValueKind.String ? (first.GetString(), $"'{first.GetString()}'") : (first.ToString(), first.ToString());

        foreach (var path in (string[])[$"{set}({literal})", $"{set}({key}={literal})", $"{set}/{plain}", $"{set}(@k)?@k={literal}", $"{set.ToUpperInvariant()}({literal})"])
        {
            var row = await service.GetAsync(path);
            Assert.Equal($"{service.Root}$metadata#{set}/$entity", row.GetProperty("@odata.context").GetString());
            Assert.Equal(first.ToString(), row.GetProperty(key).ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Every_navigation_of_a_set_can_be_followed_expanded_and_counted(string set)
    {
        var type = PlanModel.Instance.Published.FindSet(set)!.Type;
        if (type.Navigations.Count == 0)
        {
            return;
        }

        var page = await service.GetAsync($"{set}?$expand=*");
        Assert.Equal($"{service.Root}$metadata#{set}", page.GetProperty("@odata.context").GetString());
        foreach (var row in page.GetProperty("value").EnumerateArray())
        {
            var code = row.GetProperty("code").GetString();
            foreach (var navigation in type.Navigations)
            {
                var expanded = row.GetProperty(navigation.Name);
                using var followed = await service.SendAsync($"{set}('{code}')/{navigation.Name}");
                if (navigation.IsCollection)
                {
                    var rows = await service.GetAsync($"{set}('{code}')/{navigation.Name}");
                    Assert.Equal(expanded.ToString(), rows.GetProperty("value").ToString());
                    Assert.Equal(expanded.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture), await CountAsync($"{set}('{code}')/{navigation.Name}/$count"));
                }
                else
                {
                    Assert.Equal(expanded.ValueKind == System.Text.Json.JsonValueKind.Null ? 204 : 200, (int)followed.StatusCode);
                }
            }
        }
    }

    private async Task<string> CountAsync(string url)
    {
        using var response = await service.SendAsync(url);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
