using System.IO;
using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Documents;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents;

public sealed class ExtractionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kawasaki-extraction-").FullName;

    [Fact]
    public void A_missing_document_is_named()
    {
        var problem = Extraction.Run(folder, [new HeadingReader("ip1"), new HeadingReader("ip3")]).Problem!;
        Assert.Equal(ErrorCode.DocumentMissing, problem.Code);
        Assert.Equal(["000_1f859c7e7bf790b3.txt", "002_451c0820141b127b.txt"], problem.Details!.Select(d => d.Target));
    }

    [Fact]
    public void A_document_that_is_not_utf8_is_refused()
    {
        File.WriteAllBytes(Path.Combine(folder, "000_1f859c7e7bf790b3.txt"), [0x23, 0x82, 0xA0]);
        var problem = Extraction.Run(folder, [new HeadingReader("ip1")]).Problem!;
        Assert.Equal(ErrorCode.DocumentUnreadable, problem.Code);
        Assert.Contains("not UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_unclaimed_line_is_named()
    {
        Write("000_1f859c7e7bf790b3.txt", "# a\n\nb\n# c\nd");
        var problem = Extraction.Run(folder, [new HeadingReader("ip1")]).Problem!;
        Assert.Equal(ErrorCode.DocumentNotRecognized, problem.Code);
        Assert.Equal(["000_1f859c7e7bf790b3.txt:3", "000_1f859c7e7bf790b3.txt:5"], problem.Details!.Select(d => d.Target));
    }

    [Fact]
    public void An_altered_document_is_a_warning_and_every_line_has_its_account()
    {
        Write("000_1f859c7e7bf790b3.txt", "# a\n \n# b");
        var result = Extraction.Run(folder, [new HeadingReader("ip1")]).Value!;
        Assert.Contains("differs from the registered file", Assert.Single(result.Warnings), StringComparison.Ordinal);
        var account = Assert.Single(result.Accounts);
        Assert.Equal((3, 1, 2), (account.LineCount, account.BlankLines, account.FurnitureLines));
        var document = Assert.Single(result.Data.Documents);
        Assert.Equal(("ip1", 3, 64), (document.Code, document.LineCount, document.Sha256.Length));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text, new UTF8Encoding(false));

    private sealed class HeadingReader(string code) : IDocumentExtractor
    {
        public string DocumentCode => code;

        public void Extract(SourceDocument document, LineLedger ledger, PackageBuilder package)
        {
            for (var line = 1; line <= document.Lines.Count; line++)
            {
                if (document[line].StartsWith('#'))
                {
                    ledger.PageFurniture(line, "heading");
                }
            }
        }
    }
}
