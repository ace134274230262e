using System.Globalization;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Datasets;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Statistics;

/// <summary>Answers with statistical files: the same plan, statement and answer as plain REST, other bytes.</summary>
/// <remarks>
/// A file is made whole, since most of these formats name every category before the first figure; it is then kept and tagged like every other answer. One that would be
/// larger than an answer may be is refused.
/// </remarks>
internal sealed class StatisticsReader
{
    /// <summary>Parameters of every file.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["at"];

    private readonly IReadStore store;
    private readonly SetFreshness freshness;
    private readonly ServiceRoot roots;
    private readonly PublicationOptions publication;
    private readonly TimeSpan deadline;
    private readonly EntitySetModel facts;
    private readonly EntitySetModel measures;
    private readonly FactReader reader;
    private readonly IatiPlan iati;
    private readonly IatiWriter activities;

    /// <summary>Answers from what is served.</summary>
    /// <param name="serving">What is served.</param>
    public StatisticsReader(Serving serving)
    {
        (store, freshness, roots) = (serving.Parts.Store, serving.Freshness, serving.Roots);
        (publication, deadline) = (serving.Parts.Publication, serving.Options.RequestDeadline);
        (facts, measures) = (Set("indicatorFacts"), Set("measures"));
        (reader, iati, activities) = (new FactReader(facts), new IatiPlan(serving.Parts.Model), new IatiWriter(new IatiResults(facts)));
        var structure = new SdmxStructure(facts);
        Writers = [new SdmxCsv(structure), new SdmxJson(structure), new SdmxMl(structure), new JsonStat(facts)];

        EntitySetModel Set(string name) => serving.Parts.Model.FindSet(name) ?? throw new InvalidOperationException($"The model publishes no {name}.");
    }

    /// <summary>The forms of figures.</summary>
    public IReadOnlyList<IFactsWriter> Writers { get; }

    /// <summary>Answers with all figures.</summary>
    /// <param name="http">The request.</param>
    /// <param name="writer">The form.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> FactsAsync(HttpContext http, IFactsWriter writer, CancellationToken token) => AnswerAsync(http, writer.Format, facts, reader.Ask, WriteAsync, token);

    /// <summary>Answers with the measures as activities.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> ActivitiesAsync(HttpContext http, CancellationToken token) => AnswerAsync(http, StatisticsFormat.Iati, measures, iati.Measures, WriteActivitiesAsync, token);

    private async Task<Problem?> AnswerAsync(HttpContext http, StatisticsFormat format, EntitySetModel set, Func<string?, Result<ReadPlan>> ask, FileWriter write, CancellationToken token)
    {
        RequestRecord.Of(http).Question = format.FileName;
        var parameters = RestParameters.Read(http.Request.Query, Parameters, []);
        var plan = parameters.IsOk ? ask(parameters.Value.Find("at")) : parameters.Problem;
        if (!plan.IsOk)
        {
            return plan.Problem;
        }

        var known = plan.Value.At is Literal at ? await freshness.AtAsync(at, token) : await freshness.NowAsync(token);
        var opened = known.IsOk ? await OpenAsync(plan.Value, token) : known.Problem;
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        var root = roots.Base(http.Request);
        var changed = known.Value!.Of(set).At ?? known.Value.State.CommittedAt;
        var file = new AskedFile(format, parameters.Value!.Find("at"), new Publication(root, $"{root}{format.Path}", publication, changed));
        using var output = new PageBuffer();
        Result<int> written;
        await using (cursor)
        {
            written = await write(file, cursor, output, token);
        }

        if ((written.IsOk ? AnswerWriter.TooLarge(output) : written.Problem) is { } problem)
        {
            return problem;
        }

        RequestRecord.Of(http).Rows = written.Value;
        http.Response.Headers.LastModified = changed.ToString("R", CultureInfo.InvariantCulture);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{format.FileName}\"";
        await Responder.SendAsync(http, format.MediaType, output.Written, version: null, token);
        return null;
    }

    private async Task<Result<int>> WriteAsync(AskedFile file, ReadCursor cursor, PageBuffer output, CancellationToken token)
    {
        var read = await FactReader.ReadAsync(cursor, token);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        Writers.First(w => w.Format == file.Format).Write(read.Value, file.Publication, output);
        return read.Value.Count;
    }

    private async Task<Result<int>> WriteActivitiesAsync(AskedFile file, ReadCursor cursor, PageBuffer output, CancellationToken token)
    {
        var read = await IatiReader.MeasuresAsync(cursor, token);
        var years = read.IsOk ? await YearsAsync(file.At, token) : read.Problem;
        if (!years.IsOk)
        {
            return years.Problem;
        }

        if (read.Value!.Count == 0)
        {
            return IatiReader.NothingYet;
        }

        activities.Write(read.Value, years.Value, file.Publication, output);
        return read.Value.Count;
    }

    private async Task<Result<(int First, int Last)>> YearsAsync(string? at, CancellationToken token)
    {
        var plan = iati.Plans(at);
        var opened = plan.IsOk ? await OpenAsync(plan.Value, token) : plan.Problem;
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            return await IatiReader.YearsAsync(cursor, token);
        }
    }

    private Task<Result<ReadCursor>> OpenAsync(ReadPlan plan, CancellationToken token) => store.OpenAsync(plan, new ReadOptions(RestRows.Stored, deadline), token);

    /// <summary>Writes a file from open rows.</summary>
    private delegate Task<Result<int>> FileWriter(AskedFile file, ReadCursor cursor, PageBuffer output, CancellationToken token);

    /// <summary>What is asked.</summary>
    private sealed record AskedFile(StatisticsFormat Format, string? At, Publication Publication);
}
