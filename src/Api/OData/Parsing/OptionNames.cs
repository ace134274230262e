using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>System query options; one bit each, so that sets of them are values.</summary>
[Flags]
internal enum OptionKinds
{
    /// <summary>No option.</summary>
    None = 0,

    /// <summary>`$apply`.</summary>
    Apply = 1 << 0,

    /// <summary>`$compute`.</summary>
    Compute = 1 << 1,

    /// <summary>`$filter`.</summary>
    Filter = 1 << 2,

    /// <summary>`$search`.</summary>
    Search = 1 << 3,

    /// <summary>`$orderby`.</summary>
    OrderBy = 1 << 4,

    /// <summary>`$select`.</summary>
    Select = 1 << 5,

    /// <summary>`$expand`.</summary>
    Expand = 1 << 6,

    /// <summary>`$count`.</summary>
    Count = 1 << 7,

    /// <summary>`$top`.</summary>
    Top = 1 << 8,

    /// <summary>`$skip`.</summary>
    Skip = 1 << 9,

    /// <summary>`$index`.</summary>
    Index = 1 << 10,

    /// <summary>`$levels`.</summary>
    Levels = 1 << 11,

    /// <summary>`$skiptoken`.</summary>
    SkipToken = 1 << 12,

    /// <summary>`$deltatoken`.</summary>
    DeltaToken = 1 << 13,

    /// <summary>`$format`.</summary>
    Format = 1 << 14,

    /// <summary>`$id`.</summary>
    Id = 1 << 15,

    /// <summary>`$schemaversion`.</summary>
    SchemaVersion = 1 << 16,

    /// <summary>`$at`.</summary>
    At = 1 << 17,

    /// <summary>`$from`.</summary>
    From = 1 << 18,

    /// <summary>`$to`.</summary>
    To = 1 << 19,

    /// <summary>`$toInclusive`.</summary>
    ToInclusive = 1 << 20,
}

/// <summary>Which options may stand where.</summary>
internal static class OptionSets
{
    /// <summary>Inside `/$count(...)`.</summary>
    public const OptionKinds Count = OptionKinds.Filter | OptionKinds.Search;

    /// <summary>Inside `/$ref(...)`.</summary>
    public const OptionKinds References = Count | OptionKinds.OrderBy | OptionKinds.Skip | OptionKinds.Top | OptionKinds.Count;

    /// <summary>Inside an expansion.</summary>
    public const OptionKinds Expand = References | OptionKinds.Select | OptionKinds.Expand | OptionKinds.Compute | OptionKinds.Levels
        | OptionKinds.Apply | Temporal;

    /// <summary>Inside `*(...)`.</summary>
    public const OptionKinds Star = OptionKinds.Levels;

    /// <summary>Inside a selected property.</summary>
    public const OptionKinds Select = References | OptionKinds.Select | OptionKinds.Compute;

    /// <summary>In the query of a request: everything but `$levels`.</summary>
    public const OptionKinds Request = ~OptionKinds.Levels;

    /// <summary>Sets inside which aliases may be defined.</summary>
    public const OptionKinds WithAliases = OptionKinds.Select;

    /// <summary>Options that always have their `$`: without it they would be parameters of a function.</summary>
    public const OptionKinds WithDollar = OptionKinds.From | OptionKinds.To | OptionKinds.ToInclusive;

    /// <summary>Options of the temporal extension.</summary>
    public const OptionKinds Temporal = OptionKinds.At | OptionKinds.From | OptionKinds.To | OptionKinds.ToInclusive;
}

/// <summary>Names of the system query options: with or without `$`, in any case.</summary>
internal static class OptionNames
{
    private static readonly (string Name, OptionKinds Kind)[] Known =
    [
        ("$apply", OptionKinds.Apply),
        ("$compute", OptionKinds.Compute),
        ("$filter", OptionKinds.Filter),
        ("$search", OptionKinds.Search),
        ("$orderby", OptionKinds.OrderBy),
        ("$select", OptionKinds.Select),
        ("$expand", OptionKinds.Expand),
        ("$count", OptionKinds.Count),
        ("$top", OptionKinds.Top),
        ("$skip", OptionKinds.Skip),
        ("$index", OptionKinds.Index),
        ("$levels", OptionKinds.Levels),
        ("$skiptoken", OptionKinds.SkipToken),
        ("$deltatoken", OptionKinds.DeltaToken),
        ("$format", OptionKinds.Format),
        ("$id", OptionKinds.Id),
        ("$schemaversion", OptionKinds.SchemaVersion),
        ("$at", OptionKinds.At),
        ("$from", OptionKinds.From),
        ("$to", OptionKinds.To),
        ("$toInclusive", OptionKinds.ToInclusive),
    ];

    /// <summary>The option of a name; none if there is no such option.</summary>
    public static OptionKinds Find(ReadOnlySpan<char> name)
    {
        var hasDollar = name is ['$', ..];
        var bare = hasDollar ? name[1..] : name;
        foreach (var (known, kind) in Known)
        {
            if (known.Length == bare.Length + 1 && bare.Equals(known.AsSpan(1), StringComparison.OrdinalIgnoreCase))
            {
                return hasDollar || (kind & OptionSets.WithDollar) == 0 ? kind : OptionKinds.None;
            }
        }

        return OptionKinds.None;
    }

    /// <summary>Canonical name of one option.</summary>
    public static string NameOf(OptionKinds kind) => Known[System.Numerics.BitOperations.Log2((uint)kind)].Name;

    /// <summary>A hint that names the nearest of the options that may stand there; null when none is near.</summary>
    public static string? Hint(string name, OptionKinds allowed)
    {
        if (name.Equals("$inlinecount", StringComparison.OrdinalIgnoreCase))
        {
            return "OData 4 writes `$count=true`";
        }

        var bare = name.StartsWith('$') ? name : $"${name}";
        var nearest = Nearest.Of(bare, Known.Where(known => (known.Kind & allowed) != 0).Select(known => known.Name));
        return nearest is null ? null : $"did you mean `{nearest}`?";
    }
}
