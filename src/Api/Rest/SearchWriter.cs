using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>Writes the answer of a search: hits with marked text, number found in each set, the link to the next page.</summary>
/// <param name="sets">The searched sets.</param>
/// <param name="listed">Those whose hits are listed; none for all.</param>
/// <param name="term">What was looked for.</param>
/// <param name="limit">Most hits.</param>
/// <param name="root">Address of the REST root.</param>
/// <param name="next">Makes the link to the next page.</param>
internal sealed class SearchWriter(SearchedSets sets, IReadOnlyList<EntitySetModel> listed, SearchTerm term, int limit, string root, Func<IReadOnlyList<Literal>, string> next)
{
    private static readonly string[] Order = ["tier", "rank", "place", "code"];

    /// <summary>Writes the answer.</summary>
    /// <param name="cursor">The rows.</param>
    /// <param name="output">Where.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<Result<int>> WriteAsync(ReadCursor cursor, PageBuffer output, CancellationToken token)
    {
        var facets = new List<(EntitySetModel Set, long Count)>();
        var columns = cursor.Layout.Values.ToDictionary(v => v.Name, v => v.Ordinal, StringComparer.Ordinal);
        Literal[] last = [];
        var (hits, hasMore, marks) = (0, false, new Highlighter(term));

        await using var json = new Utf8JsonWriter(output, JsonText.Options);
        json.WriteStartObject();
        json.WriteStartArray("value");
        var read = await RestRows.EachAsync(cursor, output, Use, token);
        if (!read.IsOk)
        {
            return read;
        }

        json.WriteEndArray();
        WriteEnd(json, facets, hasMore ? next(last) : null);
        json.Flush();
        return hits;

        void Use(RowReader row)
        {
            var set = sets.All[row.GetInt32(columns["place"])];
            if (row.GetInt32(columns["part"]) == 0)
            {
                facets.Add((set, row.GetInt64(columns["count"])));
            }
            else if (hits == limit)
            {
                hasMore = true;
            }
            else
            {
                hits++;
                WriteHit(json, marks, set, row, columns);
                last = [.. Order.Select(name => name == "code" ? new Literal(row.GetString(columns[name]), TypeReference.Of(PrimitiveKind.String)) : new Literal(row.GetInt32(columns[name]), TypeReference.Of(PrimitiveKind.Int32)))];
                json.Flush();
            }
        }
    }

    private void WriteHit(Utf8JsonWriter json, Highlighter marks, EntitySetModel set, RowReader row, Dictionary<string, int> columns)
    {
        var code = row.GetString(columns["code"]);
        json.WriteStartObject();
        json.WriteString("set", set.Name);
        Text(json, "code", code);
        var title = row.IsNull(columns[SearchPlan.TextName(0)]) ? null : row.GetString(columns[SearchPlan.TextName(0)]);
        Text(json, "title", title);
        json.WriteNumber("rank", row.GetInt32(columns["rank"]));
        Text(json, "url", $"{root}/{set.Name}/{Uri.EscapeDataString(code)}");
        json.WriteStartArray("highlights");
        foreach (var (index, place) in set.Type.Searched.Index())
        {
            var column = columns[SearchPlan.TextName(index)];
            if (!row.IsNull(column) && marks.Find(row.GetString(column)) is { Count: > 0 } ranges)
            {
                WriteHighlight(json, SearchedSets.Name(place), row.GetString(column), ranges);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHighlight(Utf8JsonWriter json, string property, string text, IReadOnlyList<TextRange> ranges)
    {
        json.WriteStartObject();
        json.WriteString("property", property);
        Text(json, "text", text);
        Text(json, "html", Highlighter.Html(text, ranges));
        json.WriteStartArray("ranges");
        foreach (var range in ranges)
        {
            json.WriteStartObject();
            json.WriteNumber("start", range.Start);
            json.WriteNumber("length", range.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteEnd(Utf8JsonWriter json, List<(EntitySetModel Set, long Count)> facets, string? link)
    {
        json.WriteNumber("total", facets.Sum(f => IsListed(f.Set) ? f.Count : 0));
        json.WriteNumber("limit", limit);
        json.WriteStartArray("facets");
        foreach (var (set, count) in facets)
        {
            json.WriteStartObject();
            json.WriteString("set", set.Name);
            Text(json, "japanese", set.Japanese);
            Text(json, "english", set.English);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Text(json, "next", link);
        json.WriteEndObject();
    }

    private bool IsListed(EntitySetModel set) => listed.Count == 0 || listed.Contains(set);

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        json.WritePropertyName(name);
        if (text is null)
        {
            json.WriteNullValue();
        }
        else
        {
            JsonText.WriteValue(json, text);
        }
    }
}
