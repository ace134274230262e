using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Says of a row that is not there which segment of the path was taken for its key: `reformTasks/departments` looks like a navigation to its writer.</summary>
internal static class MissingRow
{
    /// <summary>The problem, with a hint where a key stood as a segment.</summary>
    /// <param name="problem">That there is no such row.</param>
    /// <param name="path">The path asked for.</param>
    /// <param name="model">The published model.</param>
    public static Problem Explain(Problem problem, ResourcePathSyntax path, PublishedModel model) =>
        LastKey(path, model) is { } found ? problem with { Hint = Hint(found.Key, found.Set) } : problem;

    private static string Hint(string key, EntitySetModel set)
    {
        var taken = $"'{LiteralBinder.Shorten(key)}' was taken for a key of {set.Name}";
        return set.Type.FindNavigation(key) is not null || set.Type.FindProperty(key) is not null ? $"{taken}: write {set.Name}('...')/{key}." : taken + ".";
    }

    private static (string Key, EntitySetModel Set)? LastKey(ResourcePathSyntax path, PublishedModel model)
    {
        (string Key, EntitySetModel Set)? last = null;
        EntitySetModel? set = null;
        var isCollection = false;
        foreach (var segment in path.Segments.OfType<NamedSegment>().Where(s => !s.Text.StartsWith(model.Namespace + ".", StringComparison.OrdinalIgnoreCase)))
        {
            if (isCollection)
            {
                (last, isCollection) = ((segment.Text, set!), false);
                continue;
            }

            var navigation = set?.Type.FindNavigation(segment.Name);
            var (reached, isMany) = set is null ? (model.FindSet(segment.Name), true) : (navigation?.Target, navigation is { IsCollection: true });
            if (reached is null)
            {
                break;
            }

            (set, isCollection) = (reached, isMany && segment.Arguments.Count == 0);
        }

        return last;
    }
}
