using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Rest;

/// <summary>The sets that have text, each with its place in the service.</summary>
internal sealed class SearchedSets
{
    // One row for each observation, with the name of its indicator: found whenever the indicator is.
    private const string WideRows = "indicatorFacts";

    /// <summary>Finds them.</summary>
    /// <param name="model">The published model.</param>
    public SearchedSets(PublishedModel model)
    {
        All = [.. model.Sets.Where(s => s.Type.Searched.Count > 0)];
        MostTexts = All.Max(s => s.Type.Searched.Count);
    }

    /// <summary>The sets in the order of the service.</summary>
    public IReadOnlyList<EntitySetModel> All { get; }

    /// <summary>Most texts of one row.</summary>
    public int MostTexts { get; }

    /// <summary>
    /// Where hits of a set stand: rows with text of their own come first, then those found by the text of a neighbour or of a row that they repeat,
    /// which would else stand in crowds around every indicator.
    /// </summary>
    /// <param name="set">The set.</param>
    public static int Tier(EntitySetModel set) => set.Type.Searched.Any(s => s.Via is not null) || set.Name == WideRows ? 1 : 0;

    /// <summary>What a searched text is called: `name`, or `indicator/name`.</summary>
    /// <param name="place">Where it stands.</param>
    public static string Name(SearchedProperty place) => place.Via is null ? place.Property.Name : $"{place.Via.Name}/{place.Property.Name}";
}
