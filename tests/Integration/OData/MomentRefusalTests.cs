using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>`$at` with what is no moment that can be answered.</summary>
public sealed class MomentRefusalTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("themes?$at=9999-12-31", 400, "KWS107", "The moment lies in the future: what will stand then is not known. Leave out $at for the data of now.")]
    [InlineData("themes/$count?$at=2999-01-01T00:00:00Z", 400, "KWS107", "The moment lies in the future: what will stand then is not known. Leave out $at for the data of now.")]
    [InlineData("themes?$at=yesterday", 400, "KWS107", "column 1: $at is a date or a date with time. Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00.")]
    [InlineData("themes?$at=%E4%BB%A4%E5%92%8C7%E5%B9%B4", 400, "KWS107", "column 1: $at is a date or a date with time. Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00.")]
    [InlineData("themes?$at=max", 400, "KWS107", "The moment lies in the future: what will stand then is not known. Leave out $at for the data of now.")]
    [InlineData("themes?$at=now() add duration'P1D'", 400, "KWS107", "The moment lies in the future: what will stand then is not known. Leave out $at for the data of now.")]
    [InlineData("themes?$at=2999-01-01&$top=0", 400, "KWS107", "The moment lies in the future: what will stand then is not known. Leave out $at for the data of now.")]
    [InlineData("themes?$at=2999-01-01&$top=0&$count=true&$expand=children", 400, "KWS107", "The moment lies in the future: what will stand then is not known. Leave out $at for the data of now.")]
    [InlineData("themes?$at=length('a')", 400, "KWS107", "column 1: $at is a date or a date with time. Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00.")]
    [InlineData("themes?$at=name sub duration'P1D'", 400, "KWS202", "column 1: $at has no property 'name'.")]
    [InlineData("themes?$at=case($root/themes/any():2024-04-01)", 400, "KWS101", "column 1: $at is computed without rows.")]
    [InlineData("themes?$at=2024", 400, "KWS107", "column 1: $at is a date or a date with time. Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00.")]
    [InlineData("themes?$at='2024-04-01'", 400, "KWS107", "column 1: $at is a date or a date with time. Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00.")]
    [InlineData("themes?$at=2024-02-30", 400, "KWS107", "column 1: '2024-02-30' is not a value of Edm.Date. Dates reach from 0001-01-01 to 9999-12-31.")]
    [InlineData("themes?$at=@a", 400, "KWS107", "column 1: $at is a date or a date with time. Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00.")]
    [InlineData("themes?$at=@a&@a=@a", 400, "KWS107", "column 1: $at is a date or a date with time. Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00.")]
    [InlineData("themes?$at=2024-04-01&$at=2024-04-02", 400, "KWS102", null)]
    [InlineData("themes?$expand=children($at=2999-04-01)", 400, "KWS107", "The moment lies in the future: what will stand then is not known. Leave out $at for the data of now.")]
    [InlineData("themes?$expand=children($at=yesterday)", 400, "KWS107", null)]
    [InlineData("themes?$apply=addnested(children,identity as c)&$expand=c($at=2024-04-01)", 400, "KWS101", null)]
    [InlineData("themes?$from=2024-04-01", 501, "KWS104", "The query option $from is not supported by this service.")]
    [InlineData("themes?$from=min&$to=max", 501, "KWS104", "The query option $from is not supported by this service.")]
    [InlineData("themes?$toInclusive=2024-04-01", 501, "KWS104", "The query option $toInclusive is not supported by this service.")]
    [InlineData("?$at=2024-04-01", 400, "KWS101", "$at has no meaning for this resource.")]
    [InlineData("$metadata?$at=2024-04-01", 400, "KWS101", "$at has no meaning for this resource.")]
    public async Task What_is_no_moment_that_can_be_answered_is_refused(string url, int status, string code, string? message)
    {
        using var response = await service.Client.GetAsync(new Uri("odata/" + url, UriKind.Relative), TestContext.Current.CancellationToken);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("error");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(message ?? error.GetProperty("message").GetString(), error.GetProperty("message").GetString());
    }
}
