using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Changing;

/// <summary>`.../$each`: a change of each member of a collection that a path leads to.</summary>
/// <remarks>Source: OData Protocol 4.01, sections 11.4.13 and 11.4.14.</remarks>
/// <param name="rows">Reads which rows the members are.</param>
internal sealed class EachMember(RowReading rows)
{
    /// <summary>The path to the collection, and whether each of its members is meant.</summary>
    /// <param name="syntax">The request.</param>
    public static (ODataRequestSyntax Collection, bool IsEach) Of(ODataRequestSyntax syntax) =>
        syntax.Path.Segments is [.., SystemSegment { Kind: SystemSegmentKind.Each }]
            ? (syntax with { Path = syntax.Path with { Segments = [.. syntax.Path.Segments.SkipLast(1)] } }, true)
            : (syntax, false);

    /// <summary>A change for each member as it stands now, on condition that it still does when the change is made.</summary>
    /// <param name="target">The collection.</param>
    /// <param name="change">The change, of no row in particular.</param>
    /// <param name="most">Most members.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<Result<IReadOnlyList<RowChange>>> ChangesAsync(EachTarget target, RowChange change, int most, CancellationToken token)
    {
        var members = await rows.MembersAsync(target.Rows, target.Set, most + 1, token);
        if (!members.IsOk)
        {
            return members.Problem;
        }

        return members.Value.Count > most
            ? new Problem(ErrorCode.TooComplex, $"The collection has more than {most} members: one request changes no more.", "$each")
            : members.Value.Select((m, i) => change with
            {
                Key = m.Key,
                Precondition = m.Revision is { } revision ? Precondition.OneOf([revision]) : Precondition.MustExist,
                Target = RowRules.At("value", i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            }).ToList();
    }

    /// <summary>True when a member was changed by somebody else in between, so that the collection may be another now.</summary>
    /// <param name="applied">What became of the changes.</param>
    public static bool IsOvertaken(Result<ChangeOutcome> applied) =>
        applied.Problem is { } problem && (problem.Code == ErrorCode.PreconditionFailed || problem.Details?.Any(d => d.Code == ErrorCode.PreconditionFailed) == true);
}
