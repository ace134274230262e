using System.Net;
using Kawasaki.Infrastructure.Webhooks;
using Xunit;

namespace Kawasaki.Tests.Unit.Webhooks;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.167.255.255", true)]
    [InlineData("223.255.255.255", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.255", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.0.0.1", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("192.88.99.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("198.19.255.255", false)]
    [InlineData("198.51.100.1", false)]
    [InlineData("203.0.113.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("239.255.255.255", false)]
    [InlineData("240.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("100::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("3fff::1", false)]
    [InlineData("5f00::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_the_public_internet_is_delivered_to(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new AddressGuard(new WebhookOptions()).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("fd00:1::9", true)]
    [InlineData("fd00:2::9", false)]
    public void The_operator_may_allow_networks(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new AddressGuard(new WebhookOptions { Networks = "10.1.0.0/16; fd00:1::/32" }).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://example.com/hook?x=1", null)]
    [InlineData("https://example.com:8443/", null)]
    [InlineData("https://10.1.0.1/", null)]
    [InlineData("http://example.com/", "Receivers have an https URL.")]
    [InlineData("gopher://example.com/", "Receivers have an https URL.")]
    [InlineData("https://a@example.com/", "The URL of a receiver has neither a user nor a fragment.")]
    [InlineData("https://example.com/#x", "The URL of a receiver has neither a user nor a fragment.")]
    [InlineData("https://[::1]/", "No deliveries are made to this address.")]
    [InlineData("https://0177.0.0.1/", "No deliveries are made to this address.")]
    public void A_url_is_looked_at_first(string url, string? refusal) =>
        Assert.Equal(refusal, new AddressGuard(new WebhookOptions { Networks = "10.1.0.0/16" }).Refuse(new Uri(url))?.Message);
}
