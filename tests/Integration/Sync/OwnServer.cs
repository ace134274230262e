using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using Kawasaki.Infrastructure.Postgres.Cluster;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Sync;

/// <summary>The program as an operator runs it: a process of its own with a private PostgreSQL that keeps its promises (fsync), and that can be killed.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Kawasaki.Api.dll");

    private readonly ThrowAwayFolder folder = ThrowAwayFolder.Create();
    private readonly StringBuilder log = new();
    private readonly int port = FreePort();
    private readonly IReadOnlyDictionary<string, string> settings;
    private Process process = null!;

    private OwnServer(IReadOnlyDictionary<string, string> settings) => this.settings = settings;

    /// <summary>Where it is, ending in a slash.</summary>
    public Uri Root => new($"http://localhost:{port}/");

    /// <summary>What it has said so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    private ClusterFolder Cluster => ClusterFolder.Of(new PrivateClusterOptions { DataHome = folder.Path }, isRoot: false, _ => null);

    /// <summary>Makes the database, loads the shipped data and serves them.</summary>
    /// <param name="settings">Environment variables besides those of the place.</param>
    public static async Task<OwnServer> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var server = new OwnServer(settings);
        await server.ServeAsync();
        return server;
    }

    /// <summary>Runs another command of the program beside the server.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(params string[] words)
    {
        using var command = Start(words);
        var output = await command.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await command.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(command.ExitCode == 0, $"{string.Join(' ', words)}: {output}{Log}");
        return output;
    }

    /// <summary>Ends it as a power cut would; PostgreSQL runs on.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
    }

    /// <summary>Ends PostgreSQL in the same way; the program is to bring it back.</summary>
    public async Task KillDatabaseAsync()
    {
        var id = (await File.ReadAllLinesAsync(Cluster.ProcessFile, TestContext.Current.CancellationToken))[0];
        using var database = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
        database.Kill();
        await database.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts it again and waits until it serves.</summary>
    public async Task ServeAsync()
    {
        process = Start("run", "--data", Path.Combine(Baseline.Root, "data"));
        process.OutputDataReceived += Keep;
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await IsReadyAsync(client))
        {
            Assert.False(process.HasExited, Log);
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What a question gives that is asked of the database itself, as text.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        var connect = new NpgsqlConnectionStringBuilder { Host = Cluster.Sockets, Username = "kawasaki_admin", Database = PrivateCluster.DatabaseName, Pooling = false };
        await using var connection = new NpgsqlConnection(connect.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync(CancellationToken.None);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        folder.Dispose();
    }

    private async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Root, "health/ready"), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // nobody listens yet
        }
    }

    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("KAWASAKI_DATABASE");
        start.Environment["KAWASAKI_DATA_HOME"] = folder.Path;
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        (start.Environment["KAWASAKI_RATE_LIMIT"], start.Environment["KAWASAKI_RATE_LIMIT_KEYS"]) = ("0", "0"); // writers and mirrors ask as often as they can
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var started = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        started.ErrorDataReceived += Keep;
        started.BeginErrorReadLine();
        return started;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (log)
        {
            log.AppendLine(line.Data);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
