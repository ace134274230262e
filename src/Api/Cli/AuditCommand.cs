using System.CommandLine;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Access;

namespace Kawasaki.Api.Cli;

/// <summary>`audit`: who changed what from what to what, and who was refused.</summary>
/// <param name="terminal">Where results and problems go.</param>
/// <param name="open">Opens the database.</param>
internal sealed class AuditCommand(Terminal terminal, Func<CancellationToken, Task<Result<DatabaseSession>>> open)
{
    private const int DefaultEntries = 100;
    private const int MaxEntries = 100_000;

    private readonly Option<string?> set = new("--set") { Description = "Only this set, such as statusReports. / 対象の集合", HelpName = "SET" };
    private readonly Option<string?> key = new("--key") { Description = "Only the row with this code. / 対象の行のコード", HelpName = "CODE" };
    private readonly Option<string?> author = new("--author") { Description = "Only what this caller did or tried. / 実行者", HelpName = "NAME" };
    private readonly Option<bool> json = new("--json") { Description = "One JSON object a line. / 1行に1件のJSONで出力する" };
    private readonly Option<DateTimeOffset?> since = new("--since")
    {
        Description = "From then on: a time back such as 24h or 7d, a day (Japan) or a moment. / この時点以降(24h、7d、日付、日時)",
        HelpName = "WHEN",
        CustomParser = result =>
        {
            var moment = PastMoment.Parse(result.Tokens[0].Value, TimeProvider.System.GetUtcNow());
            if (moment is null)
            {
                result.AddError($"'{result.Tokens[0].Value}' is no moment: expected 24h, 7d, 2027-03-31 or 2027-03-31T09:00:00Z.");
            }

            return moment;
        },
    };

    private readonly Option<int> limit = new("--limit") { Description = "Most entries, the newest. / 最大件数(新しい順)", HelpName = "N", DefaultValueFactory = _ => DefaultEntries };

    /// <summary>The command.</summary>
    public Command Build()
    {
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MaxEntries)
            {
                result.AddError($"--limit is 1 to {MaxEntries}.");
            }
        });
        var audit = new Command("audit", "Show who changed what, and who was refused. / 変更と拒否の記録を表示する") { set, key, author, since, limit, json };
        audit.SetAction(ShowAsync);
        return audit;
    }

    private async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var opened = await open(cancellationToken);
        if (!opened.IsOk)
        {
            return terminal.Fail(opened.Problem);
        }

        await using var session = opened.Value;
        var question = new AuditQuestion(parsed.GetValue(set), parsed.GetValue(key), parsed.GetValue(author), parsed.GetValue(since), parsed.GetValue(limit));
        var read = await new AuditLog(session.Sources).ReadAsync(question, cancellationToken);
        if (!read.IsOk)
        {
            return terminal.Fail(read.Problem);
        }

        foreach (var line in parsed.GetValue(json) ? read.Value.Select(AuditTable.Json) : AuditTable.Lines(read.Value))
        {
            terminal.WriteLine(line);
        }

        return ExitCode.Ok;
    }
}
