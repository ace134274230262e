using System.IO;
using System.IO.Compression;
using System.Xml.Linq;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Writing.Tables;

/// <summary>The parts and cells of a workbook.</summary>
public sealed class XlsxRowsWriterTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public void Cells_have_the_type_of_their_value_and_null_has_none()
    {
        var sheet = Sheet(
            FixedRow.Columns(
                PrimitiveKind.Int32, PrimitiveKind.Int64, PrimitiveKind.Int64, PrimitiveKind.Decimal, PrimitiveKind.Decimal, PrimitiveKind.Boolean, PrimitiveKind.Date, PrimitiveKind.Date,
                PrimitiveKind.DateTimeOffset, PrimitiveKind.TimeOfDay, PrimitiveKind.String, PrimitiveKind.String, PrimitiveKind.Double),
            -5, 999_999_999_999_999L, 9_007_199_254_740_993L, 63.50m, 1234567890123456.7m, true, new DateOnly(2025, 4, 1), new DateOnly(1868, 1, 25),
            new DateTimeOffset(2025, 4, 1, 21, 0, 0, TimeSpan.FromHours(9)), new TimeOnly(6, 0), "=1+1", null, double.NaN);

        Assert.Equal(
            "A2 -5|B2 999999999999999|C2 '9007199254740993|D2 63.50 s7|E2 '1234567890123456.7|F2 b1|G2 45748 s2|H2 '1868-01-25|I2 45748.5 s3|J2 0.25 s4|K2 '=1+1|M2 'NaN",
            string.Join('|', Cells(sheet, 2)));
        Assert.Equal("A1 'a s1", Cells(sheet, 1).First());
    }

    [Theory]
    [InlineData("a<b>&\"c\"")]
    [InlineData(" blanks kept ")]
    [InlineData("line\nbreak\ttab")]
    [InlineData("𠮷野家")]
    public void Text_comes_back_as_it_was(string text) => Assert.Equal($"A2 '{text}", Cells(Sheet(FixedRow.Columns(PrimitiveKind.String), text), 2).Single());

    [Theory]
    [InlineData("a\rb", "a_x000D_b")]
    [InlineData("\u0001", "_x0001_")]
    [InlineData("_x000D_", "_x005F_x000D_")]
    [InlineData("_x", "_x")]
    public void What_xml_cannot_hold_is_written_as_excel_does(string text, string written) =>
        Assert.Equal($"A2 '{written}", Cells(Sheet(FixedRow.Columns(PrimitiveKind.String), text), 2).Single());

    [Fact]
    public void A_text_longer_than_a_cell_is_cut_and_the_fields_sheet_says_so()
    {
        var book = Book(FixedRow.Columns(PrimitiveKind.String), XlsxRowsWriter.MaxRows, [[string.Concat(Enumerable.Repeat("𠮷", 20_000))]]);

        var text = Cells(Part(book, "xl/worksheets/sheet1.xml"), 2).Single();
        Assert.Equal(("A2 '".Length + 32_767, '…'), (text.Length, text[^1]));
        Assert.Contains("1 texts are longer", Part(book, "xl/worksheets/sheet2.xml").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_sheet_is_followed_by_another_and_the_last_describes_the_fields()
    {
        var book = Book(FixedRow.Columns(PrimitiveKind.Int32), rowsOfSheet: 2, [[1], [2], [3]]);

        Assert.Equal(["plans", "plans 2", "_fields"], Part(book, "xl/workbook.xml").Descendants(Main + "sheet").Select(s => s.Attribute("name")!.Value));
        Assert.Equal(["A1 'a s1", "A2 1", "A3 2"], Part(book, "xl/worksheets/sheet1.xml").Descendants(Main + "c").Select(Cell));
        Assert.Equal(["A1 'a s1", "A2 3"], Part(book, "xl/worksheets/sheet2.xml").Descendants(Main + "c").Select(Cell));
        Assert.Equal("A2 'a|D2 'Int32", string.Join('|', Cells(Part(book, "xl/worksheets/sheet3.xml"), 2)));
    }

    [Fact]
    public void The_fields_sheet_has_names_unit_and_values_in_both_languages()
    {
        var property = new PropertyModel
        {
            Name = "value",
            Type = TypeReference.Of(PrimitiveKind.Decimal),
            Text = new ModelText("値", "Value", "The number.", "数。", UnitPath: "unit"),
            AllowedValues = [new AllowedValue("target", "目標", "Target")],
        };
        var column = new TableColumn(new ValueColumn("observation/value", property.Type, null, 0, ValueForm.Native), property);

        Assert.Equal(["observation/value", "値", "Value", "Decimal", "→ observation/unit", "The number.", "数。", "target = 目標 (Target)"], XlsxFields.Lines([column], 0).Last());
    }

    [Fact]
    public void The_same_rows_make_the_same_bytes() =>
        Assert.Equal(Book(FixedRow.Columns(PrimitiveKind.Int32), 10, [[1]]), Book(FixedRow.Columns(PrimitiveKind.Int32), 10, [[1]]));

    private static XDocument Sheet(IReadOnlyList<TableColumn> columns, params object?[] values) => Part(Book(columns, XlsxRowsWriter.MaxRows, [values]), "xl/worksheets/sheet1.xml");

    private static byte[] Book(IReadOnlyList<TableColumn> columns, int rowsOfSheet, object?[][] rows)
    {
        using var buffer = new PageBuffer();
        using var writer = new XlsxRowsWriter(buffer, columns, "plans", rowsOfSheet);
        writer.Begin();
        foreach (var row in rows)
        {
            writer.Write(new FixedRow(row));
        }

        writer.End(null);
        return buffer.Written.ToArray();
    }

    private static XDocument Part(byte[] book, string path)
    {
        using var archive = new ZipArchive(new MemoryStream(book));
        using var part = archive.GetEntry(path)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace);
    }

    private static IEnumerable<string> Cells(XDocument sheet, int row) =>
        sheet.Descendants(Main + "row").Single(r => r.Attribute("r")!.Value == row.ToString(System.Globalization.CultureInfo.InvariantCulture)).Elements(Main + "c").Select(Cell);

    private static string Cell(XElement cell)
    {
        var kind = cell.Attribute("t")?.Value switch { "inlineStr" => "'", "b" => "b", _ => "" };
        return cell.Attribute("r")!.Value + " " + kind + cell.Value + (cell.Attribute("s") is { } style ? " s" + style.Value : "");
    }
}
