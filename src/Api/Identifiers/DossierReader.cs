using System.Text.Json;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Identifiers;

/// <summary>Reads everything that is known of a row, in one state of the data (docs/decisions/0039).</summary>
/// <param name="model">The published model.</param>
internal sealed class DossierReader(PublishedModel model)
{
    // A basic policy is four levels above an indicator; a theme two.
    private const int MostLevels = 8;

    private static readonly (string Set, string Property)[] WithOutcomes = [("policies", "policyCode"), ("measures", "measureCode")];

    private readonly DossierPlans plans = new(model);

    /// <summary>Reads a row and what belongs to it.</summary>
    /// <param name="snapshot">The state of the data, of which nothing was read yet.</param>
    /// <param name="set">Its set.</param>
    /// <param name="code">Its key.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Problems: <see cref="ErrorCode.NotFound"/> for a row that never was, <see cref="ErrorCode.RowDeleted"/> for one that was.</returns>
    public async Task<Result<Dossier>> ReadAsync(Snapshot snapshot, EntitySetModel set, string code, CancellationToken token)
    {
        var feed = await snapshot.ReadAsync(plans.Changes(set, code), token);
        if (!feed.IsOk)
        {
            return feed.Problem;
        }

        var row = await snapshot.ReadAsync(DossierPlans.Row(set, code), token);
        if (!row.IsOk)
        {
            return row.Problem.Code == ErrorCode.NotFound && feed.Value.Rows.Count > 0 ? new Problem(ErrorCode.RowDeleted, $"'{code}' in {set.Name} was deleted.") : row.Problem;
        }

        var (history, above, citations, discrepancies, outcomes, titles) = (
            await HistoryReader.ReadAsync(snapshot, set, code, feed.Value.Rows, token), await AboveAsync(snapshot, set, row.Value.Rows[0], token),
            await StatementsAsync(snapshot, "citations", set, code, token), await StatementsAsync(snapshot, "discrepancies", set, code, token),
            await OutcomesAsync(snapshot, set, code, token), await TitlesAsync(snapshot, token));
        return (history.Problem ?? above.Problem ?? citations.Problem ?? discrepancies.Problem ?? outcomes.Problem ?? titles.Problem) is { } problem ? problem
            : new Dossier(set, code, row.Value.Rows[0])
            {
                State = snapshot.State,
                Subject = plans.SubjectOf(set),
                History = history.Value!,
                Changes = feed.Value.Count ?? 0,
                Above = above.Value!,
                Citations = citations.Value!,
                Discrepancies = discrepancies.Value!,
                Outcomes = outcomes.Value!,
                Titles = titles.Value!,
            };
    }

    /// <summary>A row that is deleted, as it was last; undefined where that is not known.</summary>
    /// <param name="snapshot">The state of the data.</param>
    /// <param name="set">Its set.</param>
    /// <param name="code">Its key.</param>
    /// <param name="token">The caller's patience.</param>
    public async Task<Result<(JsonElement Row, JsonElement Entry)>> LastAsync(Snapshot snapshot, EntitySetModel set, string code, CancellationToken token)
    {
        var feed = await snapshot.ReadAsync(plans.Changes(set, code), token);
        if (feed is not { IsOk: true, Value.Rows: [var entry, ..] })
        {
            return feed.Problem ?? new Problem(ErrorCode.NotFound, "The feed has no entry about the row.");
        }

        var row = await HistoryReader.AtAsync(snapshot, set, code, entry.GetProperty("dataVersion").GetInt64() - 1, token);
        return row.IsOk ? (row.Value, entry) : row.Problem;
    }

    /// <summary>The codes next to one that is not there.</summary>
    /// <param name="snapshot">The state of the data.</param>
    /// <param name="set">The set.</param>
    /// <param name="code">The code.</param>
    /// <param name="token">The caller's patience.</param>
    public static async Task<Result<IReadOnlyList<JsonElement>>> BesideAsync(Snapshot snapshot, EntitySetModel set, string code, CancellationToken token)
    {
        var folded = code.ToLowerInvariant();
        var (before, after) = (await snapshot.ReadAsync(DossierPlans.Beside(set, folded, isBefore: true), token), await snapshot.ReadAsync(DossierPlans.Beside(set, folded, isBefore: false), token));
        return (before.Problem ?? after.Problem) is { } problem ? problem : before.Value!.Rows.Reverse().Concat(after.Value!.Rows).ToList();
    }

    private static async Task<Result<IReadOnlyList<Above>>> AboveAsync(Snapshot snapshot, EntitySetModel set, JsonElement row, CancellationToken token)
    {
        var above = new List<Above>();
        while (above.Count < MostLevels && Next(set, row) is { } next)
        {
            var read = await snapshot.ReadAsync(DossierPlans.Alone(next.Set, next.Code), token);
            if (!read.IsOk)
            {
                return read.Problem;
            }

            (set, row) = (next.Set, read.Value.Rows[0]);
            above.Add(new Above(set, row));
        }

        return above;
    }

    private static (EntitySetModel Set, string Code)? Next(EntitySetModel set, JsonElement row) => RowLabels.Up(set.Type)
        .Select(n => ((EntitySetModel, string)?)(RowLabels.Text(row, n.Constraint[0].Own.Name) is { } code ? (n.Target, code) : null)).FirstOrDefault(n => n is not null);

    private async Task<Result<IReadOnlyDictionary<string, string>>> TitlesAsync(Snapshot snapshot, CancellationToken token)
    {
        var (documents, grades) = (await snapshot.ReadAsync(plans.All("documents"), token), await snapshot.ReadAsync(plans.All("grades"), token));
        return (documents.Problem ?? grades.Problem) is { } problem ? problem
            : documents.Value!.Rows.Select(d => (Code: RowLabels.Code(d), Title: RowLabels.Of(d)))
                .Concat(grades.Value!.Rows.Select(g => (Code: RowLabels.Code(g), Title: $"{RowLabels.Text(g, "grade")} {RowLabels.Text(g, "label")}"))).ToDictionary(t => t.Code, t => t.Title);
    }

    private async Task<Result<Statements>> StatementsAsync(Snapshot snapshot, string statements, EntitySetModel set, string code, CancellationToken token)
    {
        var read = await snapshot.ReadAsync(plans.Statements(statements, set, code), token);
        return read.IsOk ? new Statements(read.Value.Rows, read.Value.Count ?? 0) : read.Problem;
    }

    private async Task<Result<Judged>> OutcomesAsync(Snapshot snapshot, EntitySetModel set, string code, CancellationToken token)
    {
        if (WithOutcomes.FirstOrDefault(w => w.Set == set.Name) is not { Property: { } property })
        {
            return new Judged(plans.TargetResults, []);
        }

        var facts = await snapshot.ReadAsync(plans.Figures(property, code), token);
        if (!facts.IsOk || facts.Value.Rows.Count == 0)
        {
            return facts.IsOk ? new Judged(plans.TargetResults, []) : facts.Problem;
        }

        string[] indicators = [.. facts.Value.Rows.Select(f => RowLabels.Text(f, "indicatorCode")).OfType<string>().Distinct()];
        var (verdicts, results) = (await snapshot.ReadAsync(plans.Verdicts(indicators), token), await snapshot.ReadAsync(plans.Results(indicators), token));
        return (verdicts.Problem ?? results.Problem) is { } problem ? problem : new Judged(plans.TargetResults, Outcomes.Of(verdicts.Value!.Rows, facts.Value.Rows, results.Value!.Rows));
    }
}
