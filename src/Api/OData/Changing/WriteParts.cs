using Kawasaki.Api.OData.Bodies;
using Kawasaki.Domain.Changes;

namespace Kawasaki.Api.OData.Changing;

/// <summary>What writing needs; a server without it only reads.</summary>
/// <param name="Store">Makes changes.</param>
/// <param name="Limits">How much a body may hold.</param>
internal sealed record WriteParts(IChangeStore Store, BodyLimits Limits);
