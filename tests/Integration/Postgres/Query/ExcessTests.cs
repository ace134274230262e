using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Xunit;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Expansions have limits of rows and of bytes, at every depth; what is beyond is said, never cut in silence.</summary>
[Collection(SampleRows.Name)]
public sealed class ExcessTests(SampleDatabase database)
{
    // Each group but the last has 30 items, and the first has two children.
    private static readonly Dictionary<string, Func<Ask, int, Ask>> Expansions = new()
    {
        ["outermost"] = (groups, rows) => groups.Expand("items", i => i.Select("code"), pageRows: rows),
        ["inside a collection"] = (groups, rows) => groups.Expand("children", c => c.Select("code").Expand("items", i => i.Select("code"), pageRows: rows), pageRows: 100, nextOptions: "$skip=100"),
        ["inside a single row"] = (groups, rows) => groups.Expand("parent", c => c.Select("code").Expand("items", i => i.Select("code"), pageRows: rows)),
        ["inside two"] = (groups, rows) => groups.Expand("children", c => c.Select("code").Expand("parent", p => p.Select("code").Expand("items", i => i.Select("code"), pageRows: rows))),
        ["references"] = (groups, rows) => groups.Expand("items", kind: ExpansionKind.References, pageRows: rows),
    };

    public static TheoryData<string> Names => [.. Expansions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_collection_that_cannot_be_continued_is_whole_or_a_problem(string name)
    {
        Assert.Null((await ReadAsync(name, 30, RowFormat.Default)).Problem);

        var problem = (await ReadAsync(name, 29, RowFormat.Default)).Problem;

        Assert.Equal(ErrorCode.TooComplex, problem?.Code);
        Assert.Contains("$it", problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_row_whose_expansions_are_too_large_is_a_problem(string name)
    {
        var whole = await ReadAsync(name, 1_000, RowFormat.Default);
        var bytes = whole.Expanded.Max(e => e.Sum(x => System.Text.Encoding.UTF8.GetByteCount(x.Json ?? "")));

        Assert.Null((await ReadAsync(name, 1_000, RowFormat.Default with { MaxExpandedBytes = bytes })).Problem);

        var problem = (await ReadAsync(name, 1_000, RowFormat.Default with { MaxExpandedBytes = bytes - 1 })).Problem;

        Assert.Equal((ErrorCode.TooComplex, "The rows expanded in one row are too large for an answer."), (problem?.Code, problem?.Message));
    }

    private Task<Answer> ReadAsync(string name, int rows, RowFormat format) => database.ReadAsync(Expansions[name](database.Ask("groups").Select("code"), rows).Plan(pageRows: 10), format);
}
