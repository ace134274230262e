using Kawasaki.Api.Rest;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>The sets that are files: those of plain REST, and the links many to many, which OData has as navigations and tables have as rows of two codes.</summary>
internal sealed class FileSets
{
    private readonly Dictionary<EntitySetModel, LinkSet> links;

    /// <summary>Finds them.</summary>
    /// <param name="model">The published model.</param>
    public FileSets(PublishedModel model)
    {
        var listed = RestResources.Listed(model);
        links = LinkSet.Of(listed).ToDictionary(l => l.Set);
        All = [.. listed, .. links.Keys];
    }

    /// <summary>All of them, in the order of lists.</summary>
    public IReadOnlyList<EntitySetModel> All { get; }

    /// <summary>The rows of one.</summary>
    /// <param name="set">The set.</param>
    public RowSource Rows(EntitySetModel set) => links.TryGetValue(set, out var link) ? link.Rows() : new SetRows(set, new RowVariable("it", set.Type));

    /// <summary>The question for every row and every property of one, as of now.</summary>
    /// <param name="set">The set.</param>
    public ReadPlan Whole(EntitySetModel set) => DatasetPlan.Whole(set, Rows(set));
}
