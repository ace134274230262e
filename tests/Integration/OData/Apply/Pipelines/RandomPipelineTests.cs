using System.Globalization;
using System.Text.Json;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Apply.Pipelines;

/// <summary>Random pipelines of transformations over the shipped observations: the answer equals that of an interpreter in memory, row by row in order.</summary>
public sealed class RandomPipelineTests(ShippedService service) : IClassFixture<ShippedService>
{
    private const int Pipelines = 300;
    private const string Start = "filter(indicator/measureCode eq '5-1-1' or value gt 900)";

    [Theory]
    [InlineData(20261123)]
    [InlineData(4711)]
    public async Task Random_pipelines_equal_an_interpreter(int seed)
    {
        var table = await ObservationsAsync();
        Assert.InRange(table.Rows.Count, 50, 500);
        var (generator, filled) = (new PipelineGenerator(new Random(seed)), 0);
        for (var i = 0; i < Pipelines; i++)
        {
            var pipeline = generator.Next(table);
            var expected = pipeline.Apply(table);
            var columns = expected.Columns.Keys.ToList();
            var rows = expected.Sorted(expected.Order).Select(r => PlainSql.Canonical(r.Json(columns))).ToList();
            var url = $"observations?$apply={Start}/{pipeline.Text}&$select={string.Join(',', columns)}";
            var actual = (await service.RowsAsync(url)).Select(Canonical).ToList();
            Assert.True(rows.SequenceEqual(actual), $"seed {seed}, pipeline {i}: {url}\nexpected {string.Join('\n', rows.Take(20))}\nactual   {string.Join('\n', actual.Take(20))}");
            filled += rows.Count > 0 ? 1 : 0;
        }

        Assert.InRange(filled, Pipelines / 2, Pipelines);
    }

    private async Task<PipelineTable> ObservationsAsync()
    {
        var rows = await service.RowsAsync($"observations?$apply={Start}&$expand=indicator($select=code,kind,number)&$select=code,valueType,unit,status,fiscalYear,value");
        var columns = new Dictionary<string, ColumnKind>
        {
            ["code"] = ColumnKind.Text,
            ["valueType"] = ColumnKind.Text,
            ["unit"] = ColumnKind.Text,
            ["status"] = ColumnKind.Text,
            ["fiscalYear"] = ColumnKind.Amount,
            ["value"] = ColumnKind.Number,
        };
        return new PipelineTable(
            [.. rows.Select(r => new PipelineRow { Values = Values(r, columns.Keys), Indicator = Values(r.GetProperty("indicator"), ["code", "kind", "number"]) })], columns, ["code"], [])
        { IsEntity = true };
    }

    private static Dictionary<string, object?> Values(JsonElement row, IEnumerable<string> names) =>
        names.ToDictionary(n => n, n => Value(row.GetProperty(n)), StringComparer.Ordinal);

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => value.GetString(),
    };

    private static string Canonical(JsonElement row) => PlainSql.Canonical(System.Text.Json.Nodes.JsonNode.Parse(row.GetRawText()));
}
