using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kawasaki.Api.Access;
using Kawasaki.Tests.Unit;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Kawasaki.Tests.Integration.Access;

/// <summary>Who may do what with an access token: real Kestrel, a real issuer on this machine.</summary>
public sealed class TokenAccessTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly string[] SomeScopes = ["x", "statusReports.write"];
    private static readonly string[] SomeCodes = ["a", "b"];
    private static readonly string[] AnySystem = ["x", "*"];

    private TestDatabase database = null!;
    private TestIssuer issuer = null!;
    private AccessService service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateAsync();
        issuer = await TestIssuer.StartAsync();
        service = await AccessService.StartAsync(database, new TokenOptions { Issuer = issuer.Address, Audience = TestIssuer.Audience });
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_token_with_the_scope_passes()
    {
        Assert.Equal(405, (await service.WriteAsync(issuer.Token())).Status);
        Assert.Equal(405, (await service.WriteAsync(issuer.Token(type: "application/at+jwt", algorithm: SecurityAlgorithms.RsaSsaPssSha256))).Status);
        Assert.Equal(405, (await service.WriteAsync(issuer.Token(claims: new() { ["scope"] = "", ["scp"] = SomeScopes }))).Status);
        Assert.Equal(1, issuer.Asked);
    }

    [Fact]
    public async Task A_token_signed_with_an_elliptic_key_passes()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        issuer.Rotate(new ECDsaSecurityKey(curve) { KeyId = "ec" });

        Assert.Equal(405, (await service.WriteAsync(issuer.Token(algorithm: SecurityAlgorithms.EcdsaSha256))).Status);
    }

    [Fact]
    public async Task A_token_with_headers_that_must_be_understood_is_refused()
    {
        var parts = issuer.Token().Split('.');
        var critical = $"{Encode($$"""{"alg":"RS256","typ":"at+jwt","kid":"{{issuer.Key.KeyId}}","crit":["b64"],"b64":true}""")}.{parts[1]}";
        var signature = ((RsaSecurityKey)issuer.Key).Rsa.SignData(Encoding.ASCII.GetBytes(critical), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal(401, (await service.WriteAsync($"{critical}.{Base64Url.EncodeToString(signature)}")).Status);
        Assert.Contains(service.Log.All, l => l.Contains("token with critical headers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_without_the_scope_is_told_which_is_missing()
    {
        var answer = await service.WriteAsync(issuer.Token(claims: new() { ["scope"] = "statusReports.write.all observations.write" }));

        Assert.Equal((403, "KWS303"), (answer.Status, answer.Code));
        Assert.EndsWith("scope=\"statusReports.write\"", answer.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_that_are_not_right_are_all_told_the_same()
    {
        var good = issuer.Token();
        var parts = good.Split('.');
        var forged = issuer.Token(claims: new() { ["sub"] = "another" }).Split('.');
        using var another = RSA.Create(2048);
        var publicKey = Encoding.UTF8.GetBytes(((RsaSecurityKey)issuer.Key).Rsa.ExportSubjectPublicKeyInfoPem());
        Dictionary<string, string> bad = new()
        {
            ["signed by another"] = issuer.Token(key: new RsaSecurityKey(another) { KeyId = issuer.Key.KeyId }),
            ["signed by an unknown key"] = issuer.Token(key: TestIssuer.NewKey()),
            ["another's claims"] = $"{parts[0]}.{forged[1]}.{parts[2]}",
            ["no signature"] = $"{parts[0]}.{parts[1]}.",
            ["alg none"] = $"{Encode("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.",
            ["alg none, with a signature"] = $"{Encode("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.{parts[2]}",
            ["public key as a secret"] = issuer.Token(key: new SymmetricSecurityKey(publicKey) { KeyId = issuer.Key.KeyId }, algorithm: SecurityAlgorithms.HmacSha256),
            ["another audience"] = issuer.Token(audience: "another-api"),
            ["another issuer"] = issuer.Token(issuer: "https://id.example"),
            ["no issuer"] = issuer.Token(issuer: ""),
            ["an ID token"] = issuer.Token(type: "JWT"),
            ["not yet valid"] = issuer.Token(life: TimeSpan.FromHours(3)),
            ["nobody's"] = issuer.Token(claims: new() { ["sub"] = "" }),
            ["a line break in the name"] = issuer.Token(claims: new() { ["sub"] = "a\nb" }),
            ["expired, and signed by another"] = issuer.Token(key: new RsaSecurityKey(another) { KeyId = issuer.Key.KeyId }, life: TimeSpan.FromHours(-1)),
            ["nothing"] = "...",
            ["no JSON"] = "e30.e30",
            ["two of three"] = $"{parts[0]}.{parts[1]}",
            ["encrypted"] = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..a.b.c",
        };

        foreach (var (what, token) in bad)
        {
            var answer = await service.WriteAsync(token);
            Assert.True(answer is { Status: 401, Code: "KWS302" }, $"{what}: {answer}");
            Assert.True(answer.Challenge.EndsWith("error=\"invalid_token\", error_description=\"The credentials are not valid.\"", StringComparison.Ordinal), $"{what}: {answer}");
        }

        Assert.Equal(405, (await service.WriteAsync(good)).Status);
    }

    [Fact]
    public async Task An_expired_token_is_told_so()
    {
        Assert.Equal(405, (await service.WriteAsync(issuer.Token(life: TimeSpan.FromSeconds(-15)))).Status);
        Assert.EndsWith("\"The token has expired.\"", (await service.WriteAsync(issuer.Token(life: TimeSpan.FromSeconds(-45)))).Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_never_ends_is_refused()
    {
        var parts = issuer.Token().Split('.');
        var endless = $"{parts[0]}.{Encode($$"""{"iss":"{{issuer.Address}}","aud":"{{TestIssuer.Audience}}","sub":"x","scope":"statusReports.write"}""")}";
        var signature = ((RsaSecurityKey)issuer.Key).Rsa.SignData(Encoding.ASCII.GetBytes(endless), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal(401, (await service.WriteAsync($"{endless}.{Base64Url.EncodeToString(signature)}")).Status);
    }

    [Fact]
    public async Task A_token_of_20_000_characters_is_too_long()
    {
        var answer = await service.WriteAsync(issuer.Token(claims: new() { ["filler"] = new string('x', 15_000) }));

        Assert.Equal(401, answer.Status);
        Assert.EndsWith("\"The token has more than 16384 characters.\"", answer.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_works_without_a_restart()
    {
        var time = new ManualTime();
        using var tokens = Authenticator(time);
        var old = issuer.Token();
        Assert.NotNull((await tokens.CheckAsync(old, "r", Token)).Caller);

        issuer.Rotate();
        Assert.Null((await tokens.CheckAsync(issuer.Token(), "r", Token)).Caller); // asked a moment ago
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull((await tokens.CheckAsync(issuer.Token(), "r", Token)).Caller);
        Assert.Null((await tokens.CheckAsync(old, "r", Token)).Caller);
        Assert.Equal(2, issuer.Asked);
    }

    [Fact]
    public async Task Tokens_with_unknown_keys_do_not_make_us_ask_the_issuer_all_the_time()
    {
        using var tokens = Authenticator(new ManualTime());
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(Domain.Errors.ErrorCode.BadCredentials, (await tokens.CheckAsync(issuer.Token(key: TestIssuer.NewKey()), "r", Token)).Problem!.Code);
        }

        Assert.Equal(1, issuer.Asked);
    }

    [Fact]
    public async Task A_slow_issuer_makes_one_request_wait_and_not_all()
    {
        var time = new ManualTime();
        using var tokens = Authenticator(time);
        var token = issuer.Token();
        Assert.NotNull((await tokens.CheckAsync(token, "r", Token)).Caller);
        time.Advance(TimeSpan.FromHours(1));
        issuer.Held = new TaskCompletionSource();

        var first = tokens.CheckAsync(token, "r", Token).AsTask();
        await issuer.Holding.Task.WaitAsync(Token);
        Assert.NotNull((await tokens.CheckAsync(token, "r", Token)).Caller);
        Assert.False(first.IsCompleted);

        issuer.Held.SetResult();
        Assert.NotNull((await first).Caller);
        Assert.Equal(2, issuer.Asked);
    }

    [Fact]
    public async Task An_issuer_that_is_away_is_believed_for_a_day()
    {
        var time = new ManualTime();
        using var tokens = Authenticator(time);
        var token = issuer.Token();
        Assert.NotNull((await tokens.CheckAsync(token, "r", Token)).Caller);
        await issuer.DisposeAsync();

        time.Advance(TimeSpan.FromHours(23));
        Assert.NotNull((await tokens.CheckAsync(token, "r", Token)).Caller);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Domain.Errors.ErrorCode.IssuerUnavailable, (await tokens.CheckAsync(token, "r", Token)).Problem!.Code);
    }

    [Fact]
    public async Task An_issuer_that_never_answered_makes_503()
    {
        var token = issuer.Token();
        await issuer.DisposeAsync();

        var answer = await service.WriteAsync(token);

        Assert.Equal((503, "KWS305"), (answer.Status, answer.Code));
        Assert.Equal(200, (await service.SendAsync("GET", "plans")).Status);
    }

    [Fact]
    public async Task A_configuration_of_another_issuer_is_not_believed()
    {
        issuer.NamedAs = "https://id.example";

        Assert.Equal(503, (await service.WriteAsync(issuer.Token())).Status);
        Assert.Contains(service.Log.All, l => l.Contains("names another issuer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_key_set_may_be_named_itself()
    {
        issuer.NamedAs = "https://id.example";
        var options = new TokenOptions { Issuer = issuer.Address, Audience = TestIssuer.Audience, KeySet = issuer.Address + "/keys" };
        await using var other = await AccessService.StartAsync(database, options);

        Assert.Equal(405, (await other.WriteAsync(issuer.Token())).Status);
    }

    [Fact]
    public async Task A_token_says_whose_rows_may_be_written_and_what_it_does_not_say_it_does_not_allow()
    {
        using var tokens = Authenticator(TimeProvider.System);

        var silent = (await tokens.CheckAsync(issuer.Token(), "r-1", Token)).Caller!;
        var limited = (await tokens.CheckAsync(issuer.Token(claims: new() { ["departments"] = SomeCodes, ["source_systems"] = "文書 管理" }), "r", Token)).Caller!;
        var free = (await tokens.CheckAsync(issuer.Token(claims: new() { ["departments"] = "*", ["source_systems"] = AnySystem }), "r", Token)).Caller!;

        Assert.Equal(("bureau-system", "t-1", "r-1"), (silent.Name, silent.Credential, silent.RequestId));
        Assert.Equal(["observations.write", "statusReports.write"], silent.Scopes.Order(StringComparer.Ordinal));
        Assert.Empty(silent.Departments!);
        Assert.Empty(silent.SourceSystems!);
        Assert.Equal(["a", "b"], limited.Departments!.Order(StringComparer.Ordinal));
        Assert.Equal(["文書 管理"], limited.SourceSystems!);
        Assert.Null(free.Departments);
        Assert.Null(free.SourceSystems);
    }

    [Fact]
    public async Task Texts_of_every_kind_are_refused_and_none_is_a_fault()
    {
        var good = issuer.Token();
        var random = new Random(20_260_401);
        for (var i = 0; i < 500; i++)
        {
            var text = new StringBuilder(good);
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                text[random.Next(text.Length)] = "AZaz09-_.=+/{}\"\\"[random.Next(15)];
            }

            var answer = await service.WriteAsync(text.ToString(0, random.Next(text.Length / 2, text.Length + 1)));
            Assert.True(answer.Status is 401 or 405, $"{text}: {answer}");
        }

        Assert.DoesNotContain(service.Log.All, l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_token_is_in_the_log()
    {
        var good = issuer.Token();
        await service.WriteAsync(good);
        await service.SendAsync("POST", "observations", "Bearer " + good[..^4]);
        await service.SendAsync("GET", "plans", "Bearer " + issuer.Token(audience: "another"));

        var parts = good.Split('.');
        Assert.DoesNotContain(service.Log.All, l => parts.Any(p => l.Contains(p[..40], StringComparison.Ordinal)));
        Assert.Contains(service.Log.All, l => l.Contains("Access refused (BadCredentials): SecurityTokenInvalidAudienceException; credential -;", StringComparison.Ordinal));
    }

    private TokenAuthenticator Authenticator(TimeProvider time)
    {
        var options = new TokenOptions { Issuer = issuer.Address, Audience = TestIssuer.Audience };
        return new TokenAuthenticator(options, new IssuerKeys(options, time, service.Log));
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
