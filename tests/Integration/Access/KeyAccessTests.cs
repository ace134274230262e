using System.Security.Cryptography;
using Kawasaki.Domain.Access;
using Kawasaki.Infrastructure.Postgres.Access;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Access;

/// <summary>Who may do what with an API key: real Kestrel, keys in a real database.</summary>
public sealed class KeyAccessTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Realm = "Bearer realm=\"kawasaki-plan-api\"";

    private TestDatabase database = null!;
    private AccessService service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateAsync();
        service = await AccessService.StartAsync(database);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("POST", "statusReports")]
    [InlineData("PATCH", "statusReports('x')")]
    [InlineData("PUT", "observations('x')")]
    [InlineData("DELETE", "plans('x')/name")]
    [InlineData("POST", "/elsewhere")]
    [InlineData("POST", "/health/ready")]
    [InlineData("POST", "statusReports/$batch")]
    [InlineData("FOO", "plans")]
    public async Task A_change_without_credentials_is_asked_for_them(string method, string url)
    {
        var answer = await service.SendAsync(method, url);

        Assert.Equal((401, "KWS301", Realm), (answer.Status, answer.Code, answer.Challenge));
    }

    [Theory]
    [InlineData("GET", "plans", 200)]
    [InlineData("HEAD", "plans", 200)]
    [InlineData("OPTIONS", "plans", 405)]
    [InlineData("POST", "plans/$query", 415)]
    [InlineData("POST", "$batch", 415)]
    [InlineData("POST", "/ODATA/$batch", 415)]
    public async Task Reading_needs_no_credentials(string method, string url, int status) => Assert.Equal(status, (await service.SendAsync(method, url)).Status);

    [Fact]
    public async Task A_key_with_the_scope_passes()
    {
        var (_, key) = await AccessService.CreateKeyAsync(database);

        Assert.Equal((405, "KWS111"), Short(await service.WriteAsync(key)));
        Assert.Equal((405, "KWS111"), Short(await service.SendAsync("POST", "reformTasks('x')/statusReports", "bearer " + key)));
        Assert.Equal((200, null), Short(await service.SendAsync("GET", "plans", "Bearer " + key)));
    }

    [Theory]
    [InlineData("POST", "observations")]
    [InlineData("PATCH", "Observations('x')")]
    [InlineData("PATCH", "indicators('x')/observations/$each")]
    public async Task A_key_without_the_scope_is_told_which_is_missing(string method, string url)
    {
        var (id, key) = await AccessService.CreateKeyAsync(database);

        var answer = await service.SendAsync(method, url, "Bearer " + key);

        Assert.Equal((403, "KWS303"), Short(answer));
        Assert.Equal(Realm + ", error=\"insufficient_scope\", scope=\"observations.write\"", answer.Challenge);
        Assert.Contains("scope observations.write", answer.Body, StringComparison.Ordinal);
        Assert.Contains(service.Log.All, l => l.Contains($"Access refused (ScopeMissing): portal lacks observations.write; credential {id};", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_that_are_not_right_are_all_told_the_same()
    {
        var (id, key) = await AccessService.CreateKeyAsync(database);
        var wrong = ApiKeyText.Create().Text;
        string[] bad = [wrong, key[..^1], key + "A", $"kwk_{id}_{wrong[^43..]}", key.ToUpperInvariant(), "kwk_", "kwk_" + new string('x', 20_000), "🔑", "a b"];

        foreach (var credential in bad)
        {
            var answer = await service.WriteAsync(credential);
            Assert.Equal((401, "KWS302"), Short(answer));
            Assert.Equal(Realm + ", error=\"invalid_token\", error_description=\"The credentials are not valid.\"", answer.Challenge);
        }

        Assert.Contains(service.Log.All, l => l.Contains($"wrong secret; credential {id};", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_has_expired_or_was_revoked_is_told_so_to_its_holder_only()
    {
        var (expiredId, expired) = await AccessService.CreateKeyAsync(database, expiresAt: DateTimeOffset.UtcNow.AddSeconds(-1));
        var (revokedId, revoked) = await AccessService.CreateKeyAsync(database);
        await new ApiKeyStore(database.Sources).RevokeAsync(revokedId, Token);

        Assert.EndsWith("\"The key has expired.\"", (await service.WriteAsync(expired)).Challenge, StringComparison.Ordinal);
        Assert.EndsWith("\"The key was revoked.\"", (await service.WriteAsync(revoked)).Challenge, StringComparison.Ordinal);
        foreach (var id in new[] { expiredId, revokedId })
        {
            var guess = await service.WriteAsync($"kwk_{id}_{ApiKeyText.Create().Text[^43..]}");
            Assert.EndsWith("\"The credentials are not valid.\"", guess.Challenge, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Credentials_shown_without_need_are_checked_too()
    {
        Assert.Equal((401, "KWS302"), Short(await service.SendAsync("GET", "plans", "Bearer " + ApiKeyText.Create().Text)));
        Assert.Equal((401, "KWS302"), Short(await service.SendAsync("POST", "$batch", "Bearer nothing")));
    }

    [Fact]
    public async Task Another_scheme_is_none_of_ours()
    {
        var (_, key) = await AccessService.CreateKeyAsync(database);

        Assert.Equal((200, null), Short(await service.SendAsync("GET", "plans", "Basic dXNlcjpwYXNz")));
        Assert.Equal((401, "KWS301"), Short(await service.SendAsync("POST", "statusReports", "Basic dXNlcjpwYXNz")));
        Assert.Equal((401, "KWS301"), Short(await service.SendAsync("POST", "statusReports", key)));
    }

    [Fact]
    public async Task Credentials_in_the_url_are_none()
    {
        var (_, key) = await AccessService.CreateKeyAsync(database);

        Assert.Equal((401, "KWS301"), Short(await service.SendAsync("POST", "statusReports?access_token=" + key)));
        Assert.DoesNotContain(service.Log.All, l => l.Contains(key[^43..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_is_in_the_log_or_the_database()
    {
        var (id, key) = await AccessService.CreateKeyAsync(database);
        await service.WriteAsync(key);
        await service.SendAsync("POST", "observations", "Bearer " + key);
        await service.WriteAsync(key[..^1] + "-");
        await service.SendAsync("POST", "statusReports", "Bearer " + key, "Bearer " + key);

        var secret = key[^43..^1];
        Assert.DoesNotContain(service.Log.All, l => l.Contains(secret, StringComparison.Ordinal));
        var stored = Assert.Single(await database.RowsAsync("select to_jsonb(k)::text, encode(key_hash, 'hex') from access.api_keys k"));
        Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        Assert.EndsWith(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(key))), stored, StringComparison.Ordinal);
        Assert.Contains(id, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_stored_off_the_requests_path()
    {
        var (usedId, used) = await AccessService.CreateKeyAsync(database);
        var (_, unused) = await AccessService.CreateKeyAsync(database);
        await using (var other = await AccessService.StartAsync(database))
        {
            await other.WriteAsync(used);
            await other.WriteAsync(used);
            await other.WriteAsync(unused[..^2] + "xx");
            Assert.Equal(0, await database.ScalarAsync<long>("select count(last_used_at) from access.api_keys"));
        }

        Assert.Equal([usedId + "|True"], await database.RowsAsync("select key_id, last_used_at between created_at and now() from access.api_keys where last_used_at is not null"));
    }

    [Theory]
    [InlineData(DatabaseRole.Reader, "select key_id from access.api_keys", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "select key_id from access.api_keys", null)]
    [InlineData(DatabaseRole.Writer, "update access.api_keys set last_used_at = now()", null)]
    [InlineData(DatabaseRole.Writer, "update access.api_keys set scopes = '{audit.read}'", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "update access.api_keys set revoked_at = null", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "delete from access.api_keys", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "insert into access.api_keys (key_id, name, key_hash, scopes) values ('aaaaaaaaaaaa', 'x', sha256(''), '{audit.read}')", PostgresErrorCodes.InsufficientPrivilege)]
    public async Task A_role_sees_of_the_keys_what_it_must(DatabaseRole role, string sql, string? refusal)
    {
        var exception = await Record.ExceptionAsync(() => database.RowsAsync(sql, role));

        Assert.Equal(refusal, (exception as PostgresException)?.SqlState ?? exception?.Message);
    }

    [Fact]
    public async Task A_database_that_is_away_is_no_reason_to_let_anybody_in()
    {
        await using var away = new DatabaseSources(
            new DatabaseOptions { Owner = "Host=127.0.0.1;Port=1;Username=u;Database=d" }, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);
        await using var keys = ApiKeys.Start(away, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);

        var verdict = await new Kawasaki.Api.Access.KeyAuthenticator(keys, TimeProvider.System).CheckAsync(ApiKeyText.Create().Text, "r", Token);

        Assert.Null(verdict.Caller);
        Assert.Equal(Kawasaki.Domain.Errors.ErrorCode.DatabaseUnavailable, verdict.Problem!.Code);
    }

    private static (int Status, string? Code) Short(AccessService.Answer answer) => (answer.Status, answer.Code);
}
