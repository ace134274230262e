using Kawasaki.Api.Catalog;
using Kawasaki.Api.Datasets;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Statistics;

/// <summary>Answers with statistical files: sent while they are read, like those of whole sets, and as often read as a form needs, always as of one state of the data.</summary>
internal sealed class StatisticsReader
{
    /// <summary>Parameters of every file.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["at"];

    private readonly SetReader rows;
    private readonly SetFreshness freshness;
    private readonly ServiceRoot roots;
    private readonly PublicationOptions publication;
    private readonly FileLimits limits;
    private readonly Dictionary<StatisticsFormat, IReadOnlyList<EntitySetModel>> sources;
    private readonly FactReader facts;
    private readonly IatiPlan iati;
    private readonly IatiWriter activities;

    /// <summary>Answers from what is served.</summary>
    /// <param name="serving">What is served.</param>
    public StatisticsReader(Serving serving)
    {
        var model = serving.Parts.Model;
        (freshness, roots, publication) = (serving.Freshness, serving.Roots, serving.Parts.Publication);
        (rows, limits) = (new SetReader(serving.Parts.Store, serving.Options.StreamDeadline), FileLimits.Of(serving));
        sources = StatisticsFormat.All.ToDictionary(f => f, f => (IReadOnlyList<EntitySetModel>)[.. f.MadeOf.Select(Set)]);
        var set = Set("indicatorFacts");
        (facts, iati, activities) = (new FactReader(set, rows), new IatiPlan(model), new IatiWriter(new IatiResults(set)));
        var structure = new SdmxStructure(set);
        Writers = [new SdmxCsv(structure), new SdmxJson(structure), new SdmxMl(structure), new JsonStat(set)];

        EntitySetModel Set(string name) => model.FindSet(name) ?? throw new InvalidOperationException($"The model publishes no {name}.");
    }

    /// <summary>The forms of figures.</summary>
    public IReadOnlyList<IFactsWriter> Writers { get; }

    /// <summary>Answers with all figures.</summary>
    /// <param name="http">The request.</param>
    /// <param name="writer">The form.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> FactsAsync(HttpContext http, IFactsWriter writer, CancellationToken token) =>
        AnswerAsync(http, writer.Format, (sender, asked, patience) => WriteAsync(sender, asked, writer, patience), token);

    /// <summary>Answers with the measures as activities.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> ActivitiesAsync(HttpContext http, CancellationToken token) => AnswerAsync(http, StatisticsFormat.Iati, WriteActivitiesAsync, token);

    private async Task<Problem?> AnswerAsync(HttpContext http, StatisticsFormat format, FileWriter write, CancellationToken token)
    {
        var record = RequestRecord.Of(http);
        record.Question = format.FileName;
        var parameters = RestParameters.Read(http.Request.Query, Parameters, []);
        var at = parameters.IsOk ? DatasetQuestion.Moment(parameters.Value) : parameters.Problem;
        if (!at.IsOk)
        {
            return at.Problem;
        }

        var found = at.Value is [var moment] ? await freshness.AtAsync(moment, token) : await freshness.NowAsync(token);
        if (found is not { IsOk: true, Value: var fresh })
        {
            return found.Problem;
        }

        var change = fresh.Of(sources[format]);
        if (format == StatisticsFormat.Iati && change.At is null)
        {
            return IatiReader.NothingYet;
        }

        var root = roots.Base(http.Request);
        var asked = new AskedFile(
            plan => at.Value is [var given] ? plan with { At = given } : DatasetPlan.As(plan, fresh.State),
            new Publication(root, $"{root}{format.Path}", publication, change.At ?? fresh.State.CommittedAt));
        return await FileSender.RunAsync(http, Head(format, change, asked.Publication, parameters.Value!.Find("at")), limits, WriteAsync, token);

        async Task<Problem?> WriteAsync(FileSender sender, CancellationToken patience)
        {
            var written = await write(sender, asked, patience);
            record.Rows = written.Value;
            return written.Problem;
        }
    }

    private async Task<Result<int>> WriteAsync(FileSender sender, AskedFile asked, IFactsWriter writer, CancellationToken token)
    {
        var plan = asked.AsOf(facts.Plan);
        Result<int> read = 0;
        foreach (var pass in writer.Passes(asked.Publication, sender.Buffer))
        {
            read = await facts.EachAsync(plan, pass, sender.SendDueAsync, token);
            if (!read.IsOk)
            {
                break;
            }
        }

        return read;
    }

    private async Task<Result<int>> WriteActivitiesAsync(FileSender sender, AskedFile asked, CancellationToken token)
    {
        var years = new List<(int First, int Last)>();
        var read = await rows.EachRowAsync(asked.AsOf(iati.Plans), cursor => row => years.AddRange(IatiReader.Years(row, cursor.Layout) is { } known ? [known] : []), _ => ValueTask.CompletedTask, token);
        if (!read.IsOk || years.Count == 0)
        {
            return read.Problem ?? IatiReader.NothingYet;
        }

        foreach (var pass in activities.Passes((years.Min(y => y.First), years.Max(y => y.Last)), asked.Publication, sender.Buffer))
        {
            read = await rows.EachRowAsync(asked.AsOf(iati.Measures), cursor => row => pass(IatiReader.Measure(row, cursor.Layout)), sender.SendDueAsync, token);
            if (!read.IsOk || read.Value == 0)
            {
                return read.Problem ?? IatiReader.NothingYet;
            }
        }

        return read;
    }

    private FileHead Head(StatisticsFormat format, SetChange change, Publication about, string? at) => new(
        format.MediaType, format.FileName, $"{change.Sequence} {change.At?.UtcTicks}\n{about}\n{at}\n{string.Join('\n', sources[format].Select(SetFiles.Describe))}", change.At, [SetFiles.Licence(publication)])
    {
        IsOfThePast = at is not null,
    };

    /// <summary>Writes a file while it is read; gives the number of rows.</summary>
    private delegate Task<Result<int>> FileWriter(FileSender sender, AskedFile asked, CancellationToken token);

    /// <summary>What is asked: every question of a file is as of the same state.</summary>
    private sealed record AskedFile(Func<ReadPlan, ReadPlan> AsOf, Publication Publication);
}
