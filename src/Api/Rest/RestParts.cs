using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Rest;

/// <summary>What makes questions of requests, one for each kind of resource.</summary>
/// <param name="Lists">Lists.</param>
/// <param name="Items">Single rows.</param>
/// <param name="Tree">A plan with all its levels.</param>
/// <param name="Series">An indicator by fiscal year.</param>
/// <param name="Search">Full text search.</param>
/// <param name="Sets">The sets that are lists and items of their own.</param>
internal sealed record RestParts(ListResource Lists, ItemResource Items, TreeResource Tree, SeriesResource Series, SearchResource Search, IReadOnlyList<EntitySetModel> Sets);
