using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform;

public sealed class ReformAccountTests
{
    [Fact]
    public void Every_line_is_accounted_for()
    {
        var (document, ledger, package) = ReformDocument.Real();
        var left = ledger.Unclaimed().Select(l => $"{l}: {document[l]}")
            .Concat(ledger.Findings.Select(f => $"{f.Line}: {f.Reason}"))
            .Concat(package.Conflicts.Select(c => c.Message)).ToList();
        Assert.True(left.Count == 0, string.Join('\n', left));
    }
}
