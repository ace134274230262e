using System.Text;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Writing.Tables;

/// <summary>The cells of comma-separated values.</summary>
public sealed class CsvRowsWriterTests
{
    [Theory]
    [InlineData("市", "市")]
    [InlineData("a b", "a b")]
    [InlineData("", "\"\"")]
    [InlineData(null, "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a;b\tc", "a;b\tc")]
    [InlineData("𠮷", "𠮷")]
    public void Text_is_quoted_where_it_must_be_and_null_is_not_an_empty_text(string? text, string cell) => Assert.Equal(cell, Text(text));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("- 5", "'- 5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("－", "－")]
    [InlineData(" =1", " =1")]
    public void A_text_that_a_spreadsheet_would_run_gets_an_apostrophe(string text, string cell) => Assert.Equal(cell, Text(text));

    [Theory]
    [InlineData("-")]
    [InlineData("-5")]
    [InlineData("-3.9%")]
    [InlineData("▲1.2")]
    [InlineData("+0.5")]
    public void A_printed_figure_with_a_sign_stays_as_it_is(string text) => Assert.Equal(text, Text(text));

    [Fact]
    public void Numbers_keep_sign_and_printed_scale_and_never_get_an_apostrophe() =>
        Assert.Equal(
            "-5,-9007199254740993,63.50,-0.5,-1.5,true\r\n",
            Row(
                FixedRow.Columns(PrimitiveKind.Int32, PrimitiveKind.Int64, PrimitiveKind.Decimal, PrimitiveKind.Decimal, PrimitiveKind.Double, PrimitiveKind.Boolean),
                -5, -9007199254740993L, 63.50m, -0.5m, -1.5, true));

    [Fact]
    public void Dates_and_identifiers_have_no_quotes() =>
        Assert.Equal(
            "2025-04-01,2025-03-31T14:59:59.123456Z,08:05:00,00000000-0000-0000-0000-000000000001\r\n",
            Row(
                FixedRow.Columns(PrimitiveKind.Date, PrimitiveKind.DateTimeOffset, PrimitiveKind.TimeOfDay, PrimitiveKind.Guid),
                new DateOnly(2025, 4, 1), new DateTimeOffset(2025, 3, 31, 23, 59, 59, TimeSpan.FromHours(9)).AddTicks(1_234_560), new TimeOnly(8, 5), new Guid("00000000-0000-0000-0000-000000000001")));

    [Fact]
    public void Collections_are_joined_and_ready_json_loses_its_quotes() =>
        Assert.Equal(
            "2022;2023,\"a,\"\"b;c\",,'-PT1H,12345678901234567890.10\r\n",
            Row(
                FixedRow.Columns(
                    (TypeReference.Of(PrimitiveKind.Int32) with { IsCollection = true }, ValueForm.Json), (TypeReference.Of(PrimitiveKind.String) with { IsCollection = true }, ValueForm.Json),
                    (TypeReference.Of(PrimitiveKind.String) with { IsCollection = true }, ValueForm.Json), (TypeReference.Of(PrimitiveKind.Duration), ValueForm.Json),
                    (TypeReference.Of(PrimitiveKind.Decimal), ValueForm.Json)),
                "[2022,2023]", """["a,\"b","c"]""", "[]", "\"-PT1H\"", "12345678901234567890.10"));

    [Theory]
    [InlineData(true, false, "a\r\nx\r\n", "text/csv;charset=utf-8;header=present")]
    [InlineData(false, false, "x\r\n", "text/csv;charset=utf-8;header=absent")]
    [InlineData(true, true, "\uFEFFa\r\nx\r\n", "text/csv;charset=utf-8;header=present;bom=true")]
    public void Header_and_mark_come_as_asked(bool hasHeader, bool hasMark, string expected, string contentType)
    {
        using var buffer = new PageBuffer();
        using var writer = new CsvRowsWriter(buffer, FixedRow.Columns(PrimitiveKind.String), new CsvFormat(hasHeader, hasMark), "plans");
        writer.Begin();
        writer.Write(new FixedRow("x"));
        writer.End(null);

        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.Written.Span));
        Assert.Equal(contentType, writer.ContentType);
        Assert.Equal("plans.csv", writer.FileName);
    }

    private static string Text(string? text) => Row(FixedRow.Columns(PrimitiveKind.String), text)[..^2];

    private static string Row(IReadOnlyList<TableColumn> columns, params object?[] values)
    {
        using var buffer = new PageBuffer();
        using var writer = new CsvRowsWriter(buffer, columns, new CsvFormat(HasHeader: false, HasByteOrderMark: false), "x");
        writer.Begin();
        writer.Write(new FixedRow(values));
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }
}
