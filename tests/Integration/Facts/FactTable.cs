using System.Globalization;
using System.IO;
using CsvHelper;
using Xunit;

namespace Kawasaki.Tests.Integration.Facts;

/// <summary>One line of `facts.csv`: what a reader found in a document with their own eyes, before and apart from the extractor.</summary>
public sealed record ReadFact(
    string Id,
    string DocumentCode,
    int Line,
    string Set,
    string Subject,
    string SubjectName,
    string ValueType,
    int? FiscalYear,
    decimal? Value,
    string Comparator,
    string Unit,
    string ValueText,
    string Subgroup,
    string WardCode,
    string Status,
    string HardCase)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id} {DocumentCode}:{Line} {SubjectName} ({HardCase})";
}

/// <summary>The table of facts chosen by reading the documents.</summary>
internal static class FactTable
{
    /// <summary>Every fact, in the order of the file.</summary>
    public static IReadOnlyList<ReadFact> All { get; } = Read();

    /// <summary>The facts that are observations, as test cases.</summary>
    public static TheoryData<string> Observations => [.. All.Where(f => f.Set == "observations").Select(f => f.Id)];

    /// <summary>The facts that are amounts of fiscal tables, as test cases.</summary>
    public static TheoryData<string> FiscalAmounts => [.. All.Where(f => f.Set == "fiscalAmounts").Select(f => f.Id)];

    /// <summary>The facts that are action items, as test cases.</summary>
    public static TheoryData<string> Actions => [.. All.Where(f => f.Set == "actions").Select(f => f.Id)];

    /// <summary>A fact by its id.</summary>
    public static ReadFact Get(string id) => All.Single(f => f.Id == id);

    private static List<ReadFact> Read()
    {
        using var stream = typeof(FactTable).Assembly.GetManifestResourceStream("facts.csv")!;
        using var reader = new StreamReader(stream);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        var facts = new List<ReadFact>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            string Text(string column) => csv.GetField(column) ?? "";
            facts.Add(new ReadFact(
                Text("id"), Text("documentCode"), csv.GetField<int>("line"), Text("set"), Text("subject"), Text("subjectName"), Text("valueType"),
                csv.GetField<int?>("fiscalYear"), csv.GetField<decimal?>("value"), Text("comparator"), Text("unit"), Text("valueText"),
                Text("subgroup"), Text("wardCode"), Text("status"), Text("hardCase")));
        }

        return facts;
    }
}
