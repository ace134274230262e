using System.Net;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Settings;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Kawasaki.Tests.Unit.Hosting;

/// <summary>Whose requests are counted together.</summary>
public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "", "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7")] // nobody's proxy
    [InlineData("127.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("::1", "198.51.100.1:4711", "198.51.100.1")]
    [InlineData("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.1.2.3", "9.9.9.9, 198.51.100.1", "198.51.100.1")] // what the caller wrote itself
    [InlineData("10.1.2.3", "9.9.9.9, 198.51.100.1, 10.9.9.9", "198.51.100.1")]
    [InlineData("10.1.2.3", "10.0.0.1, 10.0.0.2", "10.0.0.1")]
    [InlineData("10.1.2.3", "198.51.100.1, unknown", "10.1.2.3")]
    [InlineData("10.1.2.3", "", "10.1.2.3")]
    [InlineData("10.1.2.3", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:aaaa::1", "", "2001:db8:1:2:bbbb::2")] // one subscriber
    public void The_address_is_that_of_the_first_who_is_no_proxy_of_ours(string connection, string forwarded, string client)
    {
        var addresses = new ClientAddress(new RateOptions { TrustedProxies = "127.0.0.1; ::1; 10.0.0.0/8" });

        Assert.Equal(ClientKey.Of(IPAddress.Parse(client)), addresses.Of(Request(connection, forwarded)));
    }

    [Fact]
    public void Different_clients_are_not_counted_together()
    {
        string[] addresses = ["1.2.3.4", "1.2.3.5", "0.0.0.0", "::", "2001:db8:1:2::", "2001:db8:1:3::"];

        Assert.Equal(addresses.Length, addresses.Select(a => ClientKey.Of(IPAddress.Parse(a))).Append(ClientKey.Of("portal")).Distinct().Count() - 1);
    }

    [Fact]
    public void A_proxy_that_is_not_named_is_noticed()
    {
        var addresses = new ClientAddress(new RateOptions());

        Assert.True(addresses.IsIgnored(Request("172.17.0.1", "198.51.100.1")));
        Assert.False(addresses.IsIgnored(Request("127.0.0.1", "198.51.100.1")));
        Assert.False(addresses.IsIgnored(Request("172.17.0.1", "")));
    }

    [Theory]
    [InlineData("10.0.0.0/8;::1", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("proxy.example", false)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0.0/8, ::1", false)]
    public void Proxies_are_addresses_and_networks(string text, bool isGood)
    {
        var read = SettingsReader.Read<RateOptions>(name => name == "KAWASAKI_TRUSTED_PROXIES" ? text : null);

        Assert.Equal(isGood, read.IsOk);
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("off", true)]
    [InlineData("127.0.0.1:9464", true)]
    [InlineData("[::1]:9464", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("9464", false)]
    [InlineData("::1", false)]
    [InlineData("yes", false)]
    public void Figures_are_on_off_or_at_an_address(string text, bool isGood) =>
        Assert.Equal(isGood, SettingsReader.Read<MetricsOptions>(name => name == "KAWASAKI_METRICS" ? text : null).IsOk);

    private static DefaultHttpContext Request(string connection, string forwarded)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(connection);
        if (forwarded.Length > 0)
        {
            context.Request.Headers["X-Forwarded-For"] = forwarded;
        }

        return context;
    }
}
