using System.IO;
using System.Text;
using Kawasaki.Infrastructure.Documents;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents;

/// <summary>Damaged documents give findings or other rows, never an exception: a fault of the input is no fault of the program.</summary>
public sealed class DamagedDocumentTests
{
    [Theory]
    [InlineData("civic2015", 60)]
    [InlineData("ip1", 60)]
    [InlineData("eval1", 60)]
    [InlineData("ip3", 60)]
    [InlineData("ar3", 4)]
    public void A_damaged_document_is_read_without_an_exception(string code, int rounds)
    {
        Assert.SkipWhen(PlanDocuments.Folder is null, "the source documents are not at hand: set KAWASAKI_DOCUMENTS");
        var entry = DocumentEntry.Register.Single(e => e.Code == code);
        var lines = File.ReadAllText(Path.Combine(PlanDocuments.Folder, entry.FileName)).Split('\n');
        var extractor = Extraction.Extractors.Single(e => e.DocumentCode == code);
        for (var seed = 0; seed < rounds; seed++)
        {
            var text = string.Join('\n', Damage(lines, new Random(seed)));
            var document = SourceDocument.FromBytes(entry, entry.FileName, Encoding.UTF8.GetBytes(text));
            var package = new PackageBuilder();
            var failure = Record.Exception(() =>
            {
                extractor.Extract(document, new LineLedger(document), package);
                package.Build();
            });
            Assert.True(failure is null, $"{code}, seed {seed}: {failure}");
        }
    }

    [Theory]
    [InlineData("civic2015")]
    [InlineData("ip1")]
    [InlineData("eval1")]
    [InlineData("ip3")]
    public void A_line_that_is_nothing_of_the_document_is_named(string code)
    {
        Assert.SkipWhen(PlanDocuments.Folder is null, "the source documents are not at hand: set KAWASAKI_DOCUMENTS");
        var entry = DocumentEntry.Register.Single(e => e.Code == code);
        var lines = File.ReadAllText(Path.Combine(PlanDocuments.Folder, entry.FileName)).Split('\n').ToList();
        var blank = lines.FindIndex(30, string.IsNullOrWhiteSpace);
        lines.InsertRange(blank, ["", "余り\t余り", ""]);
        var document = SourceDocument.FromBytes(entry, entry.FileName, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var ledger = new LineLedger(document);
        Extraction.Extractors.Single(e => e.DocumentCode == code).Extract(document, ledger, new PackageBuilder());
        Assert.Contains(blank + 2, ledger.Unclaimed().Concat(ledger.Findings.Select(f => f.Line)));
    }

    [Theory]
    [InlineData("civic2015", false)]
    [InlineData("ip1", false)]
    [InlineData("eval1", false)]
    [InlineData("ip3", false)]
    [InlineData("ar3", false)]
    [InlineData("civic2015", true)]
    [InlineData("ip1", true)]
    [InlineData("eval1", true)]
    [InlineData("ip3", true)]
    [InlineData("ar3", true)]
    public void A_figure_in_a_cell_of_its_own_is_published_or_named(string code, bool inFirstEmptyCell)
    {
        Assert.SkipWhen(PlanDocuments.Folder is null, "the source documents are not at hand: set KAWASAKI_DOCUMENTS");
        var lines = TextOf(code).Split('\n');
        var rows = Enumerable.Range(0, lines.Length).Where(i => lines[i].Contains('\t', StringComparison.Ordinal)).ToList();
        var lost = new List<int>();
        const int rounds = 25;
        for (var round = 0; round < rounds; round++)
        {
            var hit = rows.Where((_, n) => n % rounds == round).ToList();
            var copy = lines.ToArray();
            hit.ForEach(i => copy[i] = WithFigure(copy[i].TrimEnd('\r'), inFirstEmptyCell));
            var package = new PackageBuilder();
            foreach (var earlier in Extraction.Extractors.TakeWhile(e => e.DocumentCode != code && code == "eval1"))
            {
                Extract(earlier.DocumentCode, TextOf(earlier.DocumentCode), package);
            }

            var ledger = Extract(code, string.Join('\n', copy), package);
            var data = package.Build();
            var known = ledger.Unclaimed().Concat(ledger.Findings.Select(f => f.Line))
                .Concat(data.Passages.Where(p => Says(p.Text)).Select(p => p.Line))
                .Concat(data.Observations.Where(o => Says(o.ValueText)).Select(o => o.Line ?? 0))
                .Concat(data.Actions.Where(a => Says(a.Text)).Select(a => a.Line)).ToHashSet();
            lost.AddRange(hit.Select(i => i + 1).Where(line => !known.Contains(line)));
        }

        Assert.Equal("", string.Join(", ", lost.Order()));

        static bool Says(string text) => text.Contains("987件", StringComparison.Ordinal);
    }

    private static string WithFigure(string row, bool inFirstEmptyCell)
    {
        var cells = row.Split('\t').ToList();
        var empty = inFirstEmptyCell ? cells.FindIndex(string.IsNullOrWhiteSpace) : -1;
        if (empty < 0)
        {
            return row + "\t\t\t987件";
        }

        cells[empty] = "987件";
        return string.Join('\t', cells);
    }

    private static string TextOf(string code) => File.ReadAllText(Path.Combine(PlanDocuments.Folder!, EntryOf(code).FileName));

    private static DocumentEntry EntryOf(string code) => DocumentEntry.Register.Single(e => e.Code == code);

    private static LineLedger Extract(string code, string text, PackageBuilder package)
    {
        var ledger = new LineLedger(SourceDocument.FromBytes(EntryOf(code), EntryOf(code).FileName, Encoding.UTF8.GetBytes(text)));
        Extraction.Extractors.Single(e => e.DocumentCode == code).Extract(ledger.Document, ledger, package);
        return ledger;
    }

    /// <summary>Five accidents: lost, doubled or swapped lines, lost or swapped cells, lost characters, a cut-off end.</summary>
    private static List<string> Damage(string[] source, Random random)
    {
        var lines = source.ToList();
        for (var i = 0; i < 5; i++)
        {
            var at = random.Next(lines.Count);
            switch (random.Next(7))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(at, lines[random.Next(lines.Count)]);
                    break;
                case 2:
                    (lines[at], lines[^1]) = (lines[^1], lines[at]);
                    break;
                case 3:
                    var cells = lines[at].Split('\t').ToList();
                    cells.RemoveAt(random.Next(cells.Count));
                    lines[at] = string.Join('\t', cells);
                    break;
                case 4:
                    lines[at] = string.Join('\t', lines[at].Split('\t').Reverse());
                    break;
                case 5 when lines[at].Length > 0:
                    lines[at] = lines[at].Remove(random.Next(lines[at].Length), 1);
                    break;
                default:
                    lines[at] = lines[at].Replace("1", "99", StringComparison.Ordinal);
                    break;
            }
        }

        return random.Next(4) == 0 ? lines[..random.Next(1, lines.Count)] : lines;
    }
}
