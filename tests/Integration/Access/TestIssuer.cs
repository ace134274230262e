using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Kawasaki.Tests.Integration.Access;

/// <summary>An issuer of access tokens on this machine: its configuration, its key set, and tokens of every kind.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "kawasaki-plan-api";

    private readonly WebApplication app;
    private SecurityKey[] published;

    private TestIssuer(WebApplication app) => (this.app, Key, published) = (app, NewKey(), []);

    /// <summary>As in `iss`.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What tokens are signed with now.</summary>
    public SecurityKey Key { get; private set; }

    /// <summary>How often the key set was asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>What the configuration says its issuer is; null for the truth.</summary>
    public string? NamedAs { get; set; }

    /// <summary>Where the key set is held back until it completes; null to give it at once.</summary>
    public TaskCompletionSource? Held { get; set; }

    /// <summary>Completes when the key set is asked for while it is held back.</summary>
    public TaskCompletionSource Holding { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new TestIssuer(app);
        issuer.published = [issuer.Key];
        app.Run(issuer.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        issuer.Address = app.Urls.Single();
        return issuer;
    }

    public static SecurityKey NewKey() => new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    /// <summary>Signs with another key from now on, and publishes that one only.</summary>
    public void Rotate(SecurityKey? key = null)
    {
        Key = key ?? NewKey();
        published = [Key];
    }

    /// <summary>A token as it should be, but for what is changed.</summary>
    public string Token(
        SecurityKey? key = null, string? issuer = null, string audience = Audience, string type = "at+jwt", string algorithm = SecurityAlgorithms.RsaSha256,
        TimeSpan? life = null, Dictionary<string, object>? claims = null)
    {
        var all = new Dictionary<string, object> { ["sub"] = "bureau-system", ["jti"] = "t-1", ["scope"] = "statusReports.write observations.write" };
        foreach (var (name, value) in claims ?? [])
        {
            all[name] = value;
        }

        var now = DateTime.UtcNow;
        var end = now + (life ?? TimeSpan.FromMinutes(5));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            TokenType = type,
            IssuedAt = end.AddHours(-1),
            NotBefore = end.AddHours(-1),
            Expires = end,
            Claims = all,
            SigningCredentials = new SigningCredentials(key ?? Key, algorithm),
        });
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                await context.Response.WriteAsJsonAsync(new { issuer = NamedAs ?? Address, jwks_uri = Address + "/keys" });
                break;
            case "/keys":
                Asked++;
                if (Held is { } held)
                {
                    Holding.SetResult();
                    await held.Task;
                }

                await context.Response.WriteAsJsonAsync(new { keys = published.Select(Publish) });
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private static Dictionary<string, string> Publish(SecurityKey key)
    {
        var web = JsonWebKeyConverter.ConvertFromSecurityKey(key);
        Dictionary<string, string> members = new() { ["kty"] = web.Kty, ["use"] = "sig", ["kid"] = web.Kid };
        foreach (var (name, value) in new[] { ("n", web.N), ("e", web.E), ("crv", web.Crv), ("x", web.X), ("y", web.Y) }.Where(m => m.Item2 is not null))
        {
            members[name] = value;
        }

        return members;
    }
}
