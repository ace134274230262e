using System.Text;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>The parameters of a request, checked against those that the resource knows. Names match without regard to case.</summary>
internal sealed class RestParameters
{
    private const string Cursor = "cursor";
    private const string Limit = "limit";

    private readonly IQueryCollection query;

    private RestParameters(IQueryCollection query) => this.query = query;

    /// <summary>Names of the parameters given.</summary>
    public IEnumerable<string> Names => query.Keys;

    /// <summary>Checks the names: every one is known, and only those of filters are given more than once.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="single">Names that may be given once.</param>
    /// <param name="repeatable">Names that may be given more than once.</param>
    public static Result<RestParameters> Read(IQueryCollection query, IReadOnlyCollection<string> single, IReadOnlyCollection<string> repeatable)
    {
        foreach (var (name, values) in query)
        {
            var isRepeatable = repeatable.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (!isRepeatable && !single.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                string[] known = [.. single, .. repeatable];
                var nearest = BindContext.DidYouMean(name, known);
                return new Problem(
                    ErrorCode.UnknownOption, $"There is no parameter '{LiteralBinder.Shorten(name)}'.", LiteralBinder.Shorten(name),
                    $"{(nearest is null ? "" : nearest + " ")}{(known.Length == 0 ? "The resource takes no parameters." : $"Parameters are {string.Join(", ", known)}.")}");
            }

            if (values.Count > 1 && !isRepeatable)
            {
                return new Problem(ErrorCode.DuplicateOption, $"{name} was given more than once.", name);
            }
        }

        return new RestParameters(query);
    }

    /// <summary>The value of a parameter; null when it was not given.</summary>
    /// <param name="name">Its name.</param>
    public string? Find(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Every value of a parameter; empty when it was not given.</summary>
    /// <param name="name">Its name.</param>
    public IReadOnlyList<string> All(string name) => query.TryGetValue(name, out var values) ? [.. values.Select(v => v ?? "")] : [];

    /// <summary>The question without its pages, for signing: the same however its parameters are ordered.</summary>
    /// <param name="resource">The resource asked.</param>
    public string Question(string resource) => resource + "?" + string.Join('&', Pairs().Where(p => p.Name is not (Cursor or Limit)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}").Order(StringComparer.Ordinal));

    /// <summary>The address that continues a question.</summary>
    /// <param name="address">Address of the resource.</param>
    /// <param name="cursor">Where the page ended.</param>
    public string Next(string address, string cursor)
    {
        var url = new StringBuilder(address).Append('?');
        foreach (var (name, value) in Pairs().Where(p => p.Name != Cursor))
        {
            url.Append(name).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
        }

        return url.Append(Cursor).Append('=').Append(cursor).ToString();
    }

    private IEnumerable<(string Name, string Value)> Pairs() => query.SelectMany(p => p.Value.Select(v => (Name: Canonical(p.Key), Value: v ?? "")));

    // Names of ours are ASCII in camelCase; that of a property may be written in any case and then stays so, which only makes another link of it.
    private static string Canonical(string name) =>
        string.Equals(name, Cursor, StringComparison.OrdinalIgnoreCase) ? Cursor : string.Equals(name, Limit, StringComparison.OrdinalIgnoreCase) ? Limit : name;
}
