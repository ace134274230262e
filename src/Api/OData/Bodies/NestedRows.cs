using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>What a body may hold inside of a row: links to rows that exist, and rows that are made with it, so deep and so many.</summary>
/// <param name="maxLevels">Most levels below the row itself; 0 where rows can be linked only.</param>
/// <param name="maxRows">Most rows in all.</param>
internal sealed class NestedRows(int maxLevels, int maxRows)
{
    private int rows = 1;

    /// <summary>Whether one more row may be made at a level; else a finding says why not.</summary>
    /// <param name="level">Its level: 1 right below the row itself.</param>
    /// <param name="navigation">The navigation to it.</param>
    /// <param name="target">Its place.</param>
    /// <param name="findings">Where findings go.</param>
    public bool MayMake(int level, NavigationModel navigation, string target, Findings findings)
    {
        if (maxLevels == 0)
        {
            findings.Add(
                ErrorCode.ValueRefused, $"{navigation.Name} can only be a reference here: rows inside of a row are made by POST, and changed by requests of their own.", target,
                $"Write {{\"@id\": \"{navigation.Target.Name}(...)\"}}.");
            return false;
        }

        if (level > maxLevels)
        {
            findings.Add(ErrorCode.BodyTooLarge, $"Rows are made at most {maxLevels} levels below the row of the request.", target);
            return false;
        }

        if (++rows <= maxRows)
        {
            return true;
        }

        if (rows == maxRows + 1)
        {
            findings.Add(ErrorCode.BodyTooLarge, $"The body has more than {maxRows} rows.", target);
        }

        return false;
    }

    /// <summary>The property of related rows that refers back to the row; null where they do not, or not by a property that may be written.</summary>
    /// <param name="navigation">A navigation to many rows.</param>
    public static PropertyModel? Referring(NavigationModel navigation) =>
        navigation.Target.Writing is { } writing && navigation.Partner is { } partner && navigation.Target.Type.FindNavigation(partner)?.Constraint is [var (own, _)] && writing.Find(own) is not null
            ? own : null;

    /// <summary>Whether links over a navigation are rows of their own that a request can add.</summary>
    /// <param name="navigation">The navigation.</param>
    public static bool IsLinkable(NavigationModel navigation) => navigation.IsManyToMany && navigation.Target.Type.Key.Count == 1;
}
