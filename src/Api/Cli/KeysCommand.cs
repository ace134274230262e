using System.CommandLine;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Access;

namespace Kawasaki.Api.Cli;

/// <summary>`keys create`, `keys list`, `keys revoke`: the API keys of the machines that write.</summary>
/// <param name="terminal">Where results and problems go.</param>
/// <param name="open">Opens the database.</param>
internal sealed class KeysCommand(Terminal terminal, Func<CancellationToken, Task<Result<DatabaseSession>>> open)
{
    private readonly Option<string> name = new("--name") { Description = "Whose key it is, as in the audit trail. / キーの持ち主", HelpName = "NAME", Required = true };
    private readonly Option<string[]> scopes = new("--scope") { Description = "What it may do; may be repeated. / 許可する操作(複数可)", HelpName = "SCOPE", Required = true, Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> departments = new("--department") { Description = "Code of a department whose rows it may write; may be repeated; all without it. / 書き込める所管部署のコード(複数可、省略時は全部署)", HelpName = "CODE", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> systems = new("--source-system") { Description = "Source system it may write under; may be repeated; any without it. / 報告元システム(複数可、省略時は任意)", HelpName = "NAME", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> expires = new("--expires") { Description = "Days such as 90d, last day such as 2027-03-31 (Japan), or never. / 有効期間(日数、最終日、never)", HelpName = "WHEN", DefaultValueFactory = _ => "365d" };
    private readonly Argument<string> id = new("ID") { Description = "Public id of the key, as `keys list` shows it. / キーのID" };

    /// <summary>The command with its three parts.</summary>
    public Command Build()
    {
        scopes.AllowMultipleArgumentsPerToken = departments.AllowMultipleArgumentsPerToken = systems.AllowMultipleArgumentsPerToken = true;
        scopes.AcceptOnlyFromAmong([.. Scopes.All]);
        var create = new Command("create", "Make a key and show it, this once. / キーを作成して一度だけ表示する") { name, scopes, departments, systems, expires };
        create.SetAction(CreateAsync);
        var list = new Command("list", "Show every key, without its secret. / キーの一覧(秘密部分を除く)");
        list.SetAction((_, token) => InDatabaseAsync((store, late) => store.ListAsync(late), keys => ShowAll(keys), token));
        var revoke = new Command("revoke", "Revoke a key, for good. / キーを失効させる") { id };
        revoke.SetAction((parsed, token) => InDatabaseAsync(
            (store, late) => store.RevokeAsync(parsed.GetValue(id)!, late), key => terminal.WriteLine($"Key {key.Key.Id} ({key.Key.Name}) is revoked. / 失効しました。"), token));
        return new Command("keys", "Make, list and revoke the API keys of systems that write. / 書込みを行うシステムのAPIキーを管理する") { create, list, revoke };
    }

    private async Task<int> CreateAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var expiry = KeyExpiry.Parse(parsed.GetValue(expires)!, TimeProvider.System.GetUtcNow());
        if (!expiry.IsOk)
        {
            return terminal.Fail(expiry.Problem);
        }

        if (Refuse(parsed) is { } problem)
        {
            return terminal.Fail(problem);
        }

        var (keyId, text) = ApiKeyText.Create();
        var key = new ApiKey(
            keyId, parsed.GetValue(name)!, ApiKeyText.Hash(text), Set(parsed.GetValue(scopes))!, Set(parsed.GetValue(departments)), Set(parsed.GetValue(systems)), expiry.Value.At);
        return await InDatabaseAsync((store, late) => store.CreateAsync(key, late), stored =>
        {
            terminal.WriteLine(text);
            terminal.Remark("This is the key. It is shown this once; keep it where secrets are kept. / キーはこの一度だけ表示されます。安全に保管してください。");
            foreach (var line in KeyTable.Lines([stored], TimeProvider.System.GetUtcNow()))
            {
                terminal.Remark(line);
            }
        }, cancellationToken);
    }

    private Problem? Refuse(ParseResult parsed) =>
        parsed.GetValue(name) is not { Length: > 0 and <= 200 } given || string.IsNullOrWhiteSpace(given) || given.Any(char.IsControl)
            ? new Problem(ErrorCode.KeyRefused, "The name of a key has 1 to 200 characters, none of them a control character.")
        : parsed.GetValue(systems)?.FirstOrDefault(s => string.IsNullOrWhiteSpace(s) || s.Length > 100) is { } system
            ? new Problem(ErrorCode.KeyRefused, $"'{system}' is no source system: expected 1 to 100 characters.")
        : null;

    private void ShowAll(IReadOnlyList<StoredKey> keys)
    {
        foreach (var line in KeyTable.Lines(keys, TimeProvider.System.GetUtcNow()))
        {
            terminal.WriteLine(line);
        }
    }

    private async Task<int> InDatabaseAsync<T>(Func<ApiKeyStore, CancellationToken, Task<Result<T>>> work, Action<T> show, CancellationToken cancellationToken)
        where T : notnull
    {
        var opened = await open(cancellationToken);
        if (!opened.IsOk)
        {
            return terminal.Fail(opened.Problem);
        }

        await using var session = opened.Value;
        var result = await work(new ApiKeyStore(session.Sources), cancellationToken);
        if (!result.IsOk)
        {
            return terminal.Fail(result.Problem);
        }

        show(result.Value);
        return ExitCode.Ok;
    }

    private static HashSet<string>? Set(string[]? values) => values is { Length: > 0 } ? new(values, StringComparer.Ordinal) : null;
}
