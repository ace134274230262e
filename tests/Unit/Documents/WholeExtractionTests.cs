using Kawasaki.Infrastructure.Documents;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents;

/// <summary>All five documents together, as the command line extracts them.</summary>
public sealed class WholeExtractionTests
{
    private static readonly Lazy<ExtractionResult> Result = new(() =>
    {
        var result = Extraction.Run(PlanDocuments.Folder!);
        Assert.True(result.IsOk, string.Join('\n', (result.Problem?.Details ?? []).Take(20).Select(d => d.Message).Prepend(result.Problem?.Message)));
        return result.Value!;
    });

    [Fact]
    public void Every_document_of_the_register_has_its_extractor_in_the_same_order() =>
        Assert.Equal(DocumentEntry.Register.Select(e => e.Code), Extraction.Extractors.Select(e => e.DocumentCode));

    [Fact]
    public void Every_line_of_every_document_has_its_account()
    {
        foreach (var account in Run().Accounts)
        {
            Assert.Equal(account.LineCount, account.BlankLines + account.RecordLines + account.ProseLines + account.FurnitureLines);
        }
    }

    [Fact]
    public void The_registered_files_give_no_warning() => Assert.Empty(Run().Warnings);

    [Fact]
    public void Every_reference_between_rows_resolves()
    {
        var data = Run().Data;
        var indicators = data.Indicators.Select(i => i.Code).ToHashSet();
        var projects = data.Projects.Select(p => p.Code).ToHashSet();
        var plans = data.Plans.Select(p => p.Code).ToHashSet();
        var wards = data.Wards.Select(w => w.Code).ToHashSet();
        Assert.All(data.Observations, o => Assert.Contains(o.IndicatorCode, indicators));
        Assert.All(data.Observations.Select(o => o.WardCode).OfType<string>(), w => Assert.Contains(w, wards));
        Assert.All(data.Actions, a => Assert.Contains(a.PlanCode, plans));
        Assert.All(data.Actions.Select(a => a.ProjectCode).OfType<string>(), p => Assert.Contains(p, projects));
        Assert.All(data.Projects, p => Assert.Contains(p.PlanCode, plans));
        Assert.All(data.IndicatorResults, r => Assert.Contains(r.IndicatorCode, indicators));
    }

    [Fact]
    public void Two_runs_give_the_same_rows_in_the_same_order()
    {
        var (first, second) = (Run().Data, Extraction.Run(PlanDocuments.Folder!).Value!.Data);
        Assert.Equal(first.Observations.Select(o => (o.Code, o.Line, o.ValueText, o.Note)), second.Observations.Select(o => (o.Code, o.Line, o.ValueText, o.Note)));
        Assert.Equal(first.Actions.Select(a => (a.Code, a.Text, a.Note)), second.Actions.Select(a => (a.Code, a.Text, a.Note)));
        Assert.Equal(first.Citations.Select(c => (c.Code, c.Line)), second.Citations.Select(c => (c.Code, c.Line)));
        Assert.Equal(first.Discrepancies.Select(d => (d.Code, d.Description)), second.Discrepancies.Select(d => (d.Code, d.Description)));
    }

    private static ExtractionResult Run()
    {
        Assert.SkipWhen(PlanDocuments.Folder is null, "the source documents are not at hand: set KAWASAKI_DOCUMENTS");
        return Result.Value;
    }
}
