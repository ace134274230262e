using System.CommandLine;
using System.CommandLine.Help;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Settings;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Infrastructure.Postgres.Loading;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Cli;

/// <summary>The command line: its commands, what each does, and the exit code.</summary>
/// <param name="terminal">Where results, problems and progress go.</param>
/// <param name="settings">Gives the text of a setting by name.</param>
/// <param name="logging">Loggers of the commands.</param>
/// <param name="serve">Serves the API until it is stopped; the exit code.</param>
internal sealed class CommandLine(
    Terminal terminal, Func<string, string?> settings, ILoggerFactory logging, Func<DatabaseSession, CancellationToken, Task<int>> serve)
{
    // As a caller types it; the file that runs has a name of its own.
    private const string ProgramName = "./run";

    private readonly Option<string?> data = new("--data") { Description = "Folder of the data package. / データパッケージのフォルダー", HelpName = "DIR" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Show what would change and change nothing. / 変更内容の表示のみ" };
    private readonly Option<bool> noLoad = new("--no-load") { Description = "Serve what the database holds, load nothing. / 読込みを行わない" };
    private readonly Option<string> documents = new("--documents") { Description = "Folder of the source documents. / 原資料のフォルダー", HelpName = "DIR", Required = true };
    private readonly Option<string> output = new("--out") { Description = "Folder of the package to write. / 書き出し先のフォルダー", HelpName = "DIR", Required = true };

    private ILogger Logger => logging.CreateLogger("Kawasaki");

    /// <summary>Understands the words and runs the command.</summary>
    /// <param name="words">Words after the program's name.</param>
    /// <param name="cancellationToken">Stops the command from outside; signals of the process stop it too.</param>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var parsed = Build().Parse(words);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Remark(error.Message);
            }

            terminal.Remark("--help lists the commands. / --help で使い方を表示します。");
            return ExitCode.Usage;
        }

        var isServing = parsed.CommandResult.Command.Name == "run" || parsed.CommandResult.Command.Name == ProgramName;
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            // The host handles signals itself, and drains longer than this; a load rolls back at once.
            ProcessTerminationTimeout = isServing ? null : TimeSpan.FromSeconds(10),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            terminal.Remark("Stopped. Nothing was changed. / 中断しました。変更はありません。");
            return ExitCode.Stopped;
        }
    }

    private Command Build()
    {
        var run = new Command("run", "Serve the API; the default. / APIを公開する(既定)") { data, noLoad };
        run.SetAction(ServeAsync);
        var extract = new Command("extract", "Read the source documents and write the data package. / 原資料からデータパッケージを作る") { documents, output };
        extract.SetAction(ExtractAsync);
        var load = new Command("load", "Validate the data package and load it into the database. / データパッケージを検査して読み込む") { data, dryRun };
        load.SetAction(LoadAsync);
        var import = new Command("import", "Store the prose of the source documents in the database. / 原資料の本文を取り込む") { documents, dryRun };
        import.SetAction(ImportAsync);
        var migrate = new Command("migrate", "Bring the database's schema up to this version. / データベースの構造を更新する");
        migrate.SetAction(MigrateAsync);
        var keys = new KeysCommand(terminal, OpenQuietlyAsync).Build();
        var audit = new AuditCommand(terminal, OpenQuietlyAsync).Build();
        var root = new Command(
            ProgramName,
            """
            Kawasaki City's plans as an open API (OData). / 川崎市の計画をオープンAPI(OData)で公開します。

            Exit codes / 終了コード: 0 done / 正常, 1 faults in the input / 入力の誤り, 2 usage / 使い方の誤り, 3 file, setting or database / 環境の不備
            """) { run, extract, load, import, migrate, keys, audit, data, noLoad, new HelpOption(), new VersionOption() };
        root.SetAction(ServeAsync);
        return root;
    }

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(cancellationToken);
        if (!opened.IsOk)
        {
            return terminal.Fail(opened.Problem);
        }

        await using var session = opened.Value;
        if (!parsed.GetValue(noLoad) && await LoadShippedAsync(session, parsed, cancellationToken) is { } problem)
        {
            return terminal.Fail(problem);
        }

        return await serve(session, cancellationToken);
    }

    private async Task<int> ExtractAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var target = parsed.GetValue(output)!;
        var extracted = await DocumentPackager.RunAsync(parsed.GetValue(documents)!, target, cancellationToken);
        if (!extracted.IsOk)
        {
            return terminal.Fail(extracted.Problem);
        }

        WriteAccount(extracted.Value);
        terminal.WriteLine($"The data package is in {target}.");
        return ExitCode.Ok;
    }

    private async Task<int> LoadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Folder(parsed);
        if (!folder.IsOk)
        {
            return terminal.Fail(folder.Problem);
        }

        return await InDatabaseAsync(
            (loader, token) => loader.LoadAsync(folder.Value, parsed.GetValue(dryRun), terminal, token), cancellationToken);
    }

    private async Task<int> ImportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var extracted = Extraction.Run(parsed.GetValue(documents)!);
        if (!extracted.IsOk)
        {
            return terminal.Fail(extracted.Problem);
        }

        WriteAccount(extracted.Value);
        return await InDatabaseAsync(
            (loader, token) => loader.ImportAsync(extracted.Value.Data, parsed.GetValue(dryRun), terminal, token), cancellationToken);
    }

    private async Task<int> MigrateAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(cancellationToken);
        if (!opened.IsOk)
        {
            return terminal.Fail(opened.Problem);
        }

        await using var session = opened.Value;
        terminal.WriteLine(session.Migrated.Count == 0 ? "The schema is up to date." : $"Applied: {string.Join(", ", session.Migrated)}");
        return ExitCode.Ok;
    }

    private async Task<int> InDatabaseAsync(Func<PackageLoader, CancellationToken, Task<Result<LoadReport>>> work, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(cancellationToken);
        if (!opened.IsOk)
        {
            return terminal.Fail(opened.Problem);
        }

        await using var session = opened.Value;
        var report = await work(new PackageLoader(session.Sources, Logger), cancellationToken);
        if (!report.IsOk)
        {
            return terminal.Fail(report.Problem);
        }

        foreach (var line in ReportTable.Lines(report.Value))
        {
            terminal.WriteLine(line);
        }

        return ExitCode.Ok;
    }

    private async Task<Problem?> LoadShippedAsync(DatabaseSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Folder(parsed);
        if (!folder.IsOk)
        {
            return folder.Problem;
        }

        var report = await new PackageLoader(session.Sources, Logger).LoadIfNewAsync(folder.Value, terminal, cancellationToken);
        return report.Problem;
    }

    private Task<Result<DatabaseSession>> OpenAsync(CancellationToken cancellationToken) =>
        DatabaseSession.OpenAsync(settings, Logger, TimeProvider.System, cancellationToken);

    // Whoever asks for a list wants the list, and no account of how the database was reached.
    private Task<Result<DatabaseSession>> OpenQuietlyAsync(CancellationToken cancellationToken) =>
        DatabaseSession.OpenAsync(settings, logging.CreateLogger(Logging.Quiet), TimeProvider.System, cancellationToken);

    private Result<string> Folder(ParseResult parsed)
    {
        if (parsed.GetValue(data) is { } given)
        {
            return given;
        }

        var options = SettingsReader.Read<PackageOptions>(settings);
        return options.IsOk ? options.Value.ResolveFolder() : options.Problem;
    }

    private void WriteAccount(ExtractionResult result)
    {
        foreach (var line in AccountTable.Lines(result))
        {
            terminal.WriteLine(line);
        }

        foreach (var warning in result.Warnings)
        {
            terminal.Remark(warning);
        }
    }
}
