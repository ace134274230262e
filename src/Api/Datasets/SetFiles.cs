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

/// <summary>Answers with a whole set as a file: every row, of one state of the data, sent while it is read.</summary>
internal sealed class SetFiles(PublishedModel model, FileSets sets, SetReader reader, SetFreshness freshness, PublicationOptions publication, ServiceRoot roots, FileLimits limits)
{
    private readonly Dictionary<EntitySetModel, string> descriptions = sets.All.ToDictionary(s => s, Describe);

    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="question">What it asks.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> SendAsync(HttpContext http, DatasetQuestion question, CancellationToken token)
    {
        var record = RequestRecord.Of(http);
        record.Question = $"{question.Set.Name} dataset {question.Format.Extension}";
        var found = question.At is { } at ? await freshness.AtAsync(at, token) : await freshness.NowAsync(token);
        if (found is not { IsOk: true, Value: var fresh })
        {
            return found.Problem;
        }

        var (now, moment) = (sets.Whole(question.Set), question.At);
        var whole = moment is null ? DatasetPlan.As(now, fresh.State) : now with { At = moment };
        var plan = Table(question) is { } table ? FlatPlan.Of(whole, table) : whole;
        if (!plan.IsOk)
        {
            return plan.Problem;
        }

        var service = roots.Base(http.Request);
        var terms = new FileTerms($"{service}{DatasetFormat.Root}/{question.Set.Name}.{question.Format.Extension}{http.Request.QueryString.ToUriComponent()}", publication, fresh.Of(question.Set), question.AtText);
        return await FileSender.RunAsync(http, Head(question, terms, service), limits, WriteAsync, token);

        async Task<Problem?> WriteAsync(FileSender sender, CancellationToken patience)
        {
            var read = await reader.EachAsync(plan.Value, cursor => Writer(question, plan.Value, cursor, sender.Buffer, terms, new PlanAddresses(service)), sender.SendDueAsync, patience);
            record.Rows = read.Value;
            return read.Problem;
        }
    }

    /// <summary>The link to the licence, as the header `Link` has it.</summary>
    /// <param name="publication">The terms.</param>
    public static string Licence(PublicationOptions publication) => $"<{publication.Licence.AbsoluteUri}>; rel=\"license\"";

    /// <summary>A moment as a part of a file's name.</summary>
    /// <param name="moment">The moment as it was given.</param>
    public static string Plain(string moment) => string.Concat(moment.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    private static TableFormat? Table(DatasetQuestion question) =>
        question.Format == DatasetFormat.Csv ? new CsvFormat(HasHeader: true, question.HasMark) { IsExact = !question.HasMark }
        : question.Format == DatasetFormat.Xlsx ? new XlsxFormat()
        : null;

    private RowsWriter Writer(DatasetQuestion question, ReadPlan plan, ReadCursor cursor, PageBuffer output, FileTerms terms, PlanAddresses addresses)
    {
        var set = question.Set;
        if (Table(question) is not { } table)
        {
            var rows = new RowWriter(plan, cursor.Layout, RestRows.Format, model, "", context: null);
            return question.Format == DatasetFormat.JsonLd ? Linked(set, rows, cursor.Layout, output, terms, addresses)
                : new JsonSetWriter(output, row => rows.Write(output, row), Head(set, terms), "value", question.Format.MediaType);
        }

        var columns = TableColumn.Of(plan, cursor.Layout);
        IReadOnlyList<string> header = [.. columns.Select(c => Label(c, question.Labels))];
        return table is CsvFormat csv
            ? new CsvRowsWriter(output, [.. columns.Select((c, i) => c with { Value = c.Value with { Name = header[i] } })], csv, set.Name)
            : new XlsxRowsWriter(output, columns, set.Name, extras: new XlsxExtras(header, XlsxNotes.Of(columns), About(set, terms)));
    }

    private static JsonSetWriter Linked(EntitySetModel set, RowWriter rows, RowLayout layout, PageBuffer output, FileTerms terms, PlanAddresses addresses)
    {
        var key = layout.Key[0].Ordinal;
        var head = LinkedData.About(set, terms);
        head.Insert(0, "@context", new LinkedData(addresses).Context(set));
        return new JsonSetWriter(output, Write, head, "@graph", DatasetFormat.JsonLd.MediaType);

        // The row's own members follow those that make it linked data: its brace becomes their comma.
        void Write(RowReader row)
        {
            output.Write("{\"@id\":"u8);
            JsonText.Write(output, addresses.Rows(set) + Uri.EscapeDataString(row.GetString(key)));
            output.Write(",\"@type\":"u8);
            JsonText.Write(output, set.Type.Name);
            var brace = output.Length;
            rows.Write(output, row);
            output.Patch(brace, (byte)',');
        }
    }

    private static JsonObject Head(EntitySetModel set, FileTerms terms)
    {
        var head = new JsonObject { ["dataset"] = set.Name, ["title"] = FileTerms.Both(set.Japanese, set.English), ["rowUnit"] = RowUnit.Of(set) };
        terms.AddTo(head);
        return head;
    }

    private static IEnumerable<IReadOnlyList<string>> About(EntitySetModel set, FileTerms terms) =>
        [["項目", "item", "内容 / content"], ["データセット", "Dataset", $"{set.Name}: {set.Japanese} / {set.English}"], ["1行の単位", "Row unit", $"{RowUnit.Japanese(set)} {RowUnit.English(set)}"], .. terms.Lines()];

    // Columns that are no properties of the row itself have no label of their own.
    private static string Label(TableColumn column, string? language) =>
        (language, column.Property) switch
        {
            ("ja", { Text.Japanese.Length: > 0 } property) => property.Text.Japanese,
            ("en", { Text.English.Length: > 0 } property) => property.Text.English,
            _ => column.Value.Name,
        };

    private FileHead Head(DatasetQuestion question, FileTerms terms, string service)
    {
        var (set, format) = (question.Set, question.Format);
        var contentType = Table(question)?.ContentType ?? format.MediaType;
        var isJson = format == DatasetFormat.Json || format == DatasetFormat.JsonLd;
        List<string> links = [Licence(publication)];
        if (format == DatasetFormat.Csv)
        {
            links.Add($"<{service}{DatasetFormat.MetadataPathOf(set)}>; rel=\"describedby\"; type=\"{CsvMetadata.ContentType}\"");
        }

        return new FileHead(
            contentType, $"{set.Name}{(question.AtText.Length == 0 ? "" : "-at-" + Plain(question.AtText))}.{format.Extension}",
            $"{terms.Change.Sequence} {terms.Change.At?.UtcTicks}\n{terms}\n{question.Labels}\n{descriptions[set]}", terms.Change.At, links)
        {
            IsCompressible = format != DatasetFormat.Xlsx,
            IsShown = isJson,
            IsOfThePast = question.At is not null,
        };
    }

    /// <summary>The names and labels of a set: they stand in its files, and another word makes another file.</summary>
    /// <param name="set">The set.</param>
    public static string Describe(EntitySetModel set) =>
        $"{set.Name} {set.Type.Text} {string.Join('\n', set.Type.Properties.Select(p => $"{p.Name} {p.Type} {p.Text} {string.Join(' ', p.AllowedValues)}"))}";
}
