using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Settings;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Kawasaki.Tests.Unit.Hosting;

/// <summary>Settings of the server, and the hosts they allow.</summary>
public sealed class ServerOptionsTests
{
    [Theory]
    [InlineData("https://plan.example.jp", true)]
    [InlineData("http://plan.example.jp:8080/api/", true)]
    [InlineData("ftp://plan.example.jp", false)]
    [InlineData("https://plan.example.jp?x=1", false)]
    [InlineData("https://user:word@plan.example.jp", false)]
    [InlineData("plan.example.jp", false)]
    public void The_base_address_must_be_one_that_links_can_begin_with(string address, bool isGood) =>
        Assert.Equal(isGood, SettingsReader.Read<ServerOptions>(name => name == "KAWASAKI_BASE_URL" ? address : null).IsOk);

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("*", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("::", true)]
    [InlineData("0.0.0.0.0", false)]
    [InlineData("127.0.0.1:8080", false)]
    [InlineData("1", false)]
    [InlineData("plan.example.jp", false)]
    [InlineData("LOCALHOST", false)]
    public void The_address_to_listen_on_is_known_or_refused_by_name(string address, bool isGood)
    {
        var read = SettingsReader.Read<ServerOptions>(name => name == "KAWASAKI_LISTEN" ? address : null);

        Assert.Equal(isGood ? null : $"KAWASAKI_LISTEN = \"{address}\": expected localhost, * or an IP address", read.Problem?.Details?[0].Message);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:5080", true)]
    [InlineData("127.0.0.1:1", true)]
    [InlineData("[::1]:5080", true)]
    [InlineData("plan.example.jp", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("", false)]
    public void Only_known_hosts_are_allowed(string host, bool isAllowed)
    {
        var hosts = new AllowedHosts(new ServerOptions { BaseUrl = new Uri("https://plan.example.jp/api") });

        Assert.Equal(isAllowed, hosts.Refuse(new HostString(host), "/odata/plans") is null);
        Assert.Null(hosts.Refuse(new HostString(host), "/health/ready"));
        Assert.Null(hosts.Refuse(new HostString(host), "/metrics"));
    }

    [Fact]
    public void A_star_allows_any_host() => Assert.Null(new AllowedHosts(new ServerOptions { AllowedHosts = "a;*" }).Refuse(new HostString("evil.example"), "/odata/plans"));
}
