using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Kawasaki.Api.Hosting;

/// <summary>Where log lines go: JSON, one line an event, except on a screen.</summary>
internal static class Logging
{
    /// <summary>Category of commands that tell warnings only.</summary>
    public const string Quiet = "Kawasaki.Quiet";

    /// <summary>Sets up the loggers; they write to the error stream, since the output belongs to the commands.</summary>
    /// <param name="logging">The builder.</param>
    public static void Configure(ILoggingBuilder logging)
    {
        // Hosting's own diagnostics make an activity for each request as soon as anything of theirs could be logged; RequestFrame tells all they would.
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter(Quiet, LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        if (Console.IsErrorRedirected)
        {
            logging.AddProvider(new JsonLines(Console.OpenStandardError(), TimeProvider.System));
        }
        else
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        }

        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
