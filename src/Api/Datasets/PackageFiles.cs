using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Datasets;

/// <summary>Answers with what describes all sets together, and with the archive of all of them.</summary>
internal sealed class PackageFiles
{
    /// <summary>Path of the archive.</summary>
    public const string ZipPath = $"{DatasetFormat.Root}/kawasaki-plan-data.zip";

    /// <summary>Path of the descriptor.</summary>
    public const string DescriptorPath = $"{DatasetFormat.Root}/{DataPackage.FileName}";

    private readonly FileSets sets;
    private readonly IReadOnlyList<DatasetTable> tables;
    private readonly SetReader reader;
    private readonly SetFreshness freshness;
    private readonly RowCounts counts;
    private readonly SourceDocuments sources;
    private readonly PublicationOptions publication;
    private readonly ServiceRoot roots;
    private readonly FileLimits limits;
    private readonly Lazy<string> words;

    /// <summary>Prepares what is the same in every answer.</summary>
    public PackageFiles(PublishedModel model, FileSets sets, IReadStore store, SetReader reader, SetFreshness freshness, PublicationOptions publication, ServiceRoot roots, FileLimits limits, TimeSpan deadline)
    {
        (this.sets, this.reader, this.freshness, this.publication, this.roots, this.limits) = (sets, reader, freshness, publication, roots, limits);
        // A set whose rows hold collections of objects is no table, and has no CSV file.
        tables = [.. sets.All.Select(s => DatasetTable.Of(store, sets.Whole(s))).Where(t => t.IsOk).Select(t => t.Value!)];
        counts = new RowCounts(sets, store, deadline);
        sources = new SourceDocuments(model, store, deadline);
        words = new Lazy<string>(Words);
    }

    /// <summary>`/api/v1/datasets`.</summary>
    public Task<Problem?> IndexAsync(HttpContext http, CancellationToken token) => DescribeAsync(http, DatasetFormat.Root, "application/json", async (terms, fresh) =>
    {
        var rows = await counts.AskAsync(Now(fresh), token);
        return rows.IsOk ? DatasetIndex.Of(sets.All, rows.Value, fresh, terms, roots.Base(http.Request)) : rows.Problem;
    }, token);

    /// <summary>`/api/v1/datasets/datapackage.json`.</summary>
    public Task<Problem?> DescriptorAsync(HttpContext http, CancellationToken token) => DescribeAsync(http, DescriptorPath, DataPackage.ContentType, async (terms, fresh) =>
    {
        var documents = await sources.AskAsync(Now(fresh), token);
        return documents.IsOk ? DataPackage.Of(tables, documents.Value, terms) : documents.Problem;
    }, token);

    /// <summary>`/api/v1/datasets/{set}.csv-metadata.json`.</summary>
    public Task<Problem?> MetadataAsync(HttpContext http, EntitySetModel set, CancellationToken token) => Table(set) is not { } table
        ? Task.FromResult<Problem?>(new Problem(ErrorCode.UnknownResource, $"{set.Name} is no CSV file: its rows hold collections of objects."))
        : DescribeAsync(http, DatasetFormat.MetadataPathOf(set), CsvMetadata.ContentType, (terms, fresh) => Task.FromResult<Result<JsonObject>>(
            new CsvMetadata(new PlanAddresses(roots.Base(http.Request))).Group(CsvMetadata.Closure(table, Table), terms with { Change = fresh.Of(set) })), token);

    /// <summary>`/api/v1/datasets/kawasaki-plan-data.zip`.</summary>
    public async Task<Problem?> ZipAsync(HttpContext http, CancellationToken token)
    {
        var record = RequestRecord.Of(http);
        record.Question = "dataset zip";
        var read = RestParameters.Read(http.Request.Query, ["at"], []);
        var at = read.IsOk ? DatasetQuestion.Moment(read.Value) : read.Problem;
        if (!at.IsOk)
        {
            return at.Problem;
        }

        var found = at.Value is [var moment] ? await freshness.AtAsync(moment, token) : await freshness.NowAsync(token);
        if (found is not { IsOk: true, Value: var fresh })
        {
            return found.Problem;
        }

        var terms = new FileTerms($"{roots.Base(http.Request)}{ZipPath}{http.Request.QueryString.ToUriComponent()}", publication, fresh.Latest, read.Value!.Find("at") ?? "");
        var head = new FileHead("application/zip", $"kawasaki-plan-data{(terms.At.Length == 0 ? "" : "-at-" + SetFiles.Plain(terms.At))}.zip", $"{terms.Change.Sequence} {terms.Change.At?.UtcTicks}\n{terms}\n{words.Value}", terms.Change.At, [SetFiles.Licence(publication)])
        {
            IsCompressible = false,
            IsOfThePast = terms.At.Length > 0,
        };
        return await FileSender.RunAsync(http, head, limits, (sender, patience) => WriteAsync(sender, terms, at.Value is [var given] ? given : null, fresh, record, patience), token);
    }

    // All files are read as of one version or moment: what is committed while they are sent is in none of them.
    private async Task<Problem?> WriteAsync(FileSender sender, FileTerms terms, Literal? at, Freshness fresh, RequestRecord record, CancellationToken token)
    {
        var (rows, documents) = (await counts.AskAsync(at ?? Now(fresh), token), await sources.AskAsync(at ?? Now(fresh), token));
        if ((rows.Problem ?? documents.Problem) is { } problem)
        {
            return problem;
        }

        using var zip = new PackageZip(reader, sender, terms.Change.At ?? PackageZip.Oldest);
        zip.Add("README.md", PackageText.Readme(tables, rows.Value!, terms));
        zip.Add(DataPackage.FileName, DataPackage.Of(tables, documents.Value!, terms));
        zip.Add(PackageZip.MetadataName, new CsvMetadata(new PlanAddresses(terms.Address[..^ZipTail(terms)])).Group(tables, terms));
        foreach (var table in tables)
        {
            var flat = FlatPlan.Of(at is null ? DatasetPlan.As(sets.Whole(table.Set), fresh.State) : sets.Whole(table.Set) with { At = at }, DatasetTable.Csv);
            var written = flat.IsOk ? await zip.AddAsync(table.Set, flat.Value, token) : flat.Problem;
            if (!written.IsOk)
            {
                return written.Problem;
            }

            record.Rows += written.Value;
            await sender.SendDueAsync(token);
        }

        zip.End();
        return null;
    }

    // What stands in the archive around the rows: another word makes another file.
    private string Words()
    {
        var none = new FileTerms(ZipPath, publication, new SetChange(0, null), "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
            PackageText.Readme(tables, tables.ToDictionary(t => t.Set, _ => 0L), none), DataPackage.Of(tables, [], none).ToJsonString(), new CsvMetadata(new PlanAddresses("")).Group(tables, none).ToJsonString()))));
    }

    private static int ZipTail(FileTerms terms) => terms.Address.Length - terms.Address.IndexOf(ZipPath, StringComparison.Ordinal);

    private async Task<Problem?> DescribeAsync(HttpContext http, string path, string contentType, Func<FileTerms, Freshness, Task<Result<JsonObject>>> make, CancellationToken token)
    {
        RequestRecord.Of(http).Question = "dataset description";
        if (RestParameters.Read(http.Request.Query, [], []) is { IsOk: false } wrong)
        {
            return wrong.Problem;
        }

        var found = await freshness.NowAsync(token);
        if (found is not { IsOk: true, Value: var fresh })
        {
            return found.Problem;
        }

        var made = await make(new FileTerms(roots.Base(http.Request) + path, publication, fresh.Latest, ""), fresh);
        if (!made.IsOk)
        {
            return made.Problem;
        }

        using var page = new PageBuffer();
        JsonFile.Write(page, made.Value);
        await Responder.SendAsync(http, contentType, page.Written, version: null, token);
        return null;
    }

    private DatasetTable? Table(EntitySetModel set) => tables.FirstOrDefault(t => t.Set == set);

    private static Literal Now(Freshness fresh) => DatasetPlan.Version(fresh.State);
}
