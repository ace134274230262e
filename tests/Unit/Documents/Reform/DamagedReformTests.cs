using System.Text;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reform;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform;

/// <summary>A damaged document gives findings, never an exception; the damage is the same in every run.</summary>
public sealed class DamagedReformTests
{
    // The sheets stay whole: their own tests damage them, and without them every row of the lists would be a finding.
    private const int LinesBeforeSheets = 654;
    private const int LinesAfterSheets = 1360;

    private static readonly string[] Insertions = ["①", "(R04)", "【2031】", "令和99", "-", "9", "["];

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(166)]
    [InlineData(4525)]
    [InlineData(4641)]
    [InlineData(4662)]
    [InlineData(4722)]
    [InlineData(4731)]
    [InlineData(4765)]
    [InlineData(4797)]
    [InlineData(4955)]
    [InlineData(5287)]
    [InlineData(5700)]
    public void A_cut_document_is_read_to_its_end(int lines)
    {
        var (document, _, _) = ReformDocument.Real();
        Extract(document.Lines.Take(lines));
    }

    [Fact]
    public void Lines_lost_cut_or_garbled_are_findings_or_plain_losses()
    {
        var (document, _, _) = ReformDocument.Real();
        var random = new Random(20220331);
        for (var round = 0; round < 3; round++)
        {
            var lines = document.Lines.ToList();
            for (var damage = 0; damage < 400; damage++)
            {
                Damage(lines, random);
            }

            Extract(lines);
        }
    }

    private static void Damage(List<string> lines, Random random)
    {
        var pick = random.Next(LinesBeforeSheets + LinesAfterSheets);
        var at = pick < LinesBeforeSheets ? pick : lines.Count - 1 - (pick - LinesBeforeSheets);
        var line = lines[at];
        var place = random.Next(line.Length + 1);
        lines[at] = random.Next(6) switch
        {
            0 => "",
            1 => line[..place],
            2 => line[place..],
            3 => line.Replace('\t', ' '),
            4 => line.Insert(place, "\t"),
            _ => line.Insert(place, Insertions[random.Next(Insertions.Length)]),
        };
    }

    private static void Extract(IEnumerable<string> lines)
    {
        var document = SourceDocument.FromBytes(ReformDocument.Entry, ReformDocument.Entry.FileName, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var package = new PackageBuilder();
        var fault = Record.Exception(() => new ReformProgrammeExtractor().Extract(document, new LineLedger(document), package));
        Assert.Null(fault);
        Assert.Null(Record.Exception(package.Build));
    }
}
