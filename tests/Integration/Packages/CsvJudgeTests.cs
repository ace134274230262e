using System.Globalization;
using System.IO;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Tests.Unit.Packages;
using Xunit;

namespace Kawasaki.Tests.Integration.Packages;

/// <summary>A CSV reader that is not ours reads the same cells.</summary>
public sealed class CsvJudgeTests
{
    [Fact]
    public void CsvHelper_reads_the_same_cells()
    {
        foreach (var (name, bytes) in SamplePackage.Files().Files.Where(f => f.Key != PackageDescriptor.FileName))
        {
            using var parser = new CsvParser(new StreamReader(new MemoryStream(bytes), Encoding.UTF8), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", Mode = CsvMode.RFC4180 });
            var ours = CsvText.Read(Encoding.UTF8.GetString(bytes));

            Assert.Null(ours.Fault);
            foreach (var record in ours.Records)
            {
                Assert.True(parser.Read(), name);
                Assert.Equal(record.Line, parser.RawRow);
                Assert.Equal(record.Cells.Select(c => c ?? ""), parser.Record!);
            }

            Assert.False(parser.Read(), name);
        }
    }
}
