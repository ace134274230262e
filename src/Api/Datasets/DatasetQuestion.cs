using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Datasets;

/// <summary>Which whole set is asked for, in which form, as of when.</summary>
/// <param name="Set">The set.</param>
/// <param name="Format">The form.</param>
/// <param name="HasMark">Whether a CSV file begins with a byte order mark: the flavour for Excel.</param>
/// <param name="At">The moment as of which the rows are wanted; null for now.</param>
/// <param name="AtText">The moment as it was given; empty for now.</param>
/// <param name="Labels">Language of the names in the header of a table, `ja` or `en`; null for the names of the properties.</param>
internal sealed record DatasetQuestion(EntitySetModel Set, DatasetFormat Format, bool HasMark, Literal? At, string AtText, string? Labels)
{
    private static readonly string[] Languages = ["ja", "en"];

    /// <summary>Its parameters in a form.</summary>
    /// <param name="format">The form.</param>
    public static IReadOnlyList<string> Parameters(DatasetFormat format) =>
        format == DatasetFormat.Csv ? ["at", "bom", "lang"] : format == DatasetFormat.Xlsx ? ["at", "lang"] : ["at"];

    /// <summary>Reads the name of a file, such as `indicators.csv`.</summary>
    /// <param name="sets">The sets that are files.</param>
    /// <param name="file">The name.</param>
    /// <param name="extension">Its extension, without the dot: everything behind the first one.</param>
    public static Result<EntitySetModel> Find(IReadOnlyList<EntitySetModel> sets, string file, out string extension)
    {
        var dot = file.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? file : file[..dot];
        extension = dot < 0 ? "" : file[(dot + 1)..];
        return sets.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)) is { } set ? set
            : new Problem(
                ErrorCode.UnknownResource, $"There is no dataset '{LiteralBinder.Shorten(name)}'.",
                Hint: BindContext.DidYouMean(name, sets.Select(s => s.Name)) ?? $"{DatasetFormat.Root} lists what there is.");
    }

    /// <summary>Reads a request for a file.</summary>
    /// <param name="set">The set.</param>
    /// <param name="extension">Extension of the file.</param>
    /// <param name="query">The parameters.</param>
    public static Result<DatasetQuestion> Read(EntitySetModel set, string extension, IQueryCollection query)
    {
        if (DatasetFormat.Of(set).FirstOrDefault(f => string.Equals(f.Extension, extension, StringComparison.OrdinalIgnoreCase)) is not { } format)
        {
            var known = DatasetFormat.Of(set).Select(f => f.Extension).Append(DatasetFormat.MetadataExtension).Distinct().ToList();
            return new Problem(
                ErrorCode.UnknownResource, $"{set.Name} is not there as '{LiteralBinder.Shorten(extension)}'.",
                Hint: $"{BindContext.DidYouMean(extension, known)} It is there as {string.Join(", ", known.Select(e => $"{set.Name}.{e}"))}.".TrimStart());
        }

        var read = RestParameters.Read(query, Parameters(format), []);
        if (read is not { IsOk: true, Value: var parameters })
        {
            return read.Problem;
        }

        var (at, mark, labels) = (Moment(parameters), Mark(parameters), Language(parameters));
        return (at.Problem ?? mark.Problem ?? labels.Problem) is { } problem ? problem
            : new DatasetQuestion(set, format, mark.Value, at.Value!.FirstOrDefault(), parameters.Find("at") ?? "", labels.Value!.FirstOrDefault());
    }

    /// <summary>The moment of `at`; empty for now.</summary>
    /// <param name="parameters">The parameters.</param>
    public static Result<Literal[]> Moment(RestParameters parameters)
    {
        if (parameters.Find("at") is not { } text)
        {
            return Array.Empty<Literal>();
        }

        var moment = RestLiteral.Moment(text);
        return moment.IsOk ? new[] { moment.Value } : moment.Problem;
    }

    private static Result<bool> Mark(RestParameters parameters) => parameters.Find("bom") switch
    {
        null or "false" => false,
        "true" => true,
        var text => new Problem(ErrorCode.BadLiteral, $"bom is true or false, not '{LiteralBinder.Shorten(text)}'.", "bom"),
    };

    private static Result<string[]> Language(RestParameters parameters) => parameters.Find("lang") switch
    {
        null => Array.Empty<string>(),
        var text when Languages.Contains(text) => new[] { text },
        var text => new Problem(ErrorCode.BadLiteral, $"lang is ja or en, not '{LiteralBinder.Shorten(text)}'.", "lang", "It chooses the words of the header; without it the header has the names of the properties."),
    };
}
