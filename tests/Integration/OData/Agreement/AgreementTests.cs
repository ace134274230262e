using System.IO;
using System.Xml;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Fuzz;
using Microsoft.OData.Edm.Csdl;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Agreement;

/// <summary>
/// What a URL says, by our parser and binder and by the parser of Microsoft.OData.Core 7.7.2: both refuse it, or both take it for the same; every
/// other case is one of the <see cref="KnownDifference"/>s.
/// </summary>
public sealed class AgreementTests
{
    /// <summary>`KAWASAKI_FUZZ=20` makes twenty times as many questions.</summary>
    private static readonly int Generated = 3_000 * int.Parse(Environment.GetEnvironmentVariable("KAWASAKI_FUZZ") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Both_parsers_say_the_same_of_every_url()
    {
        using var xml = XmlReader.Create(Path.Combine(Baseline.Root, "openapi/metadata.xml"));
        var theirs = new TheirRequests(CsdlReader.Parse(xml));
        var ours = new OurRequests(PlanModel.Instance.Published);
        var used = new HashSet<KnownDifference>();
        List<string> unknown = [];
        var (same, refused) = (0, 0);
        foreach (var url in Urls())
        {
            switch (Compare(theirs, ours, url))
            {
                case (null, true, _):
                    same++;
                    break;
                case (null, false, _):
                    refused++;
                    break;
                case ({ } kind, _, var message) when KnownDifference.All.FirstOrDefault(d => d.Explains(kind, Uri.UnescapeDataString(url), message)) is { } known:
                    used.Add(known);
                    break;
                case ({ } kind, _, var message):
                    unknown.Add($"{kind} {Uri.UnescapeDataString(url)}\n    {message}");
                    break;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{same} taken by both for the same, {refused} refused by both");
        Assert.True(unknown.Count == 0, $"{unknown.Count} unknown differences:\n{string.Join('\n', unknown.Take(20))}");
        var unseen = KnownDifference.All.Except(used).ToList();
        Assert.True(unseen.Count == 0, $"never seen: {string.Join('\n', unseen)}");
        Assert.InRange(same, 1_500, int.MaxValue);
        Assert.InRange(refused, 50, int.MaxValue);
    }

    /// <summary>Every table of the tests, and questions made at random over the model.</summary>
    private static IEnumerable<string> Urls() => SeedQuestions.All()
        .Concat(Enumerable.Range(0, Generated).Select(i => new ModelQuestions(new Random(i), PlanModel.Instance.Published).Next()))
        .Select(q => q.Encoded);

    // Null and whether it was taken; else who is alone and what the side that refuses says, or what they took it for.
    private static (Disagreement? Kind, bool Taken, string Message) Compare(TheirRequests theirs, OurRequests ours, string url)
    {
        var our = ours.Read(url);
        IReadOnlyList<string> their;
        try
        {
            their = theirs.Read(url);
        }
        // Besides its ODataException the library has faults: whatever it throws, it has not understood the URL.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return our.IsOk ? (Disagreement.TheyRefuse, false, $"{e.GetType().Name} {e.Message}") : (null, false, "");
        }

        return our is { IsOk: false, Problem: var problem } ? (Disagreement.WeRefuse, false, problem.Message)
            : their.SequenceEqual(our.Value!) ? (null, true, "")
            : (Disagreement.TreesDiffer, false, $"theirs: {string.Join(" & ", their)}\n    ours:   {string.Join(" & ", our.Value!)}");
    }
}
