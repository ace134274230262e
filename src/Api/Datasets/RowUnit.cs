using System.Text.Json.Nodes;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Datasets;

/// <summary>What a row of a file stands for, in words: one unit for each file.</summary>
internal static class RowUnit
{
    /// <summary>In both languages.</summary>
    /// <param name="set">The set.</param>
    public static JsonObject Of(EntitySetModel set) => FileTerms.Both(Japanese(set), English(set));

    /// <summary>In Japanese.</summary>
    /// <param name="set">The set.</param>
    public static string Japanese(EntitySetModel set) => $"1行が「{set.Japanese}」1件を表します。";

    /// <summary>In English.</summary>
    /// <param name="set">The set.</param>
    public static string English(EntitySetModel set) => $"One row for each {char.ToLowerInvariant(set.English[0])}{set.English[1..]}.";
}
