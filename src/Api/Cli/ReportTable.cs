using System.Globalization;
using Kawasaki.Infrastructure.Postgres.Loading;

namespace Kawasaki.Api.Cli;

/// <summary>Prints what a load or an import changed.</summary>
internal static class ReportTable
{
    /// <summary>The lines of the report.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Lines(LoadReport report)
    {
        yield return $"{"set",-24}{"rows",8}{"created",9}{"updated",9}{"deleted",9}";
        foreach (var set in report.Sets)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{set.Set,-24}{set.Rows,8}{set.Created,9}{set.Updated,9}{set.Deleted,9}");
        }

        yield return (report.Total, report.IsDryRun) switch
        {
            (0, _) => "Nothing differs: nothing was changed.",
            (var rows, true) => string.Create(CultureInfo.InvariantCulture, $"Dry run: {rows} row(s) would change, nothing was changed."),
            (var rows, false) => string.Create(CultureInfo.InvariantCulture, $"{rows} row(s) changed."),
        };
    }
}
