using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Packages;
using Xunit;

namespace Kawasaki.Tests.Unit.Packages;

/// <summary>Files that were cut, changed, mixed up or written by another program.</summary>
public sealed class DamagedPackageTests
{
    [Fact]
    public void A_file_cut_at_any_byte_is_found()
    {
        var files = SamplePackage.Files();
        foreach (var name in files.Files.Keys)
        {
            for (var length = 0; length < files.Files[name].Length - 1; length += 1 + (length / 40))
            {
                var findings = SamplePackage.Findings(files.With(name, bytes => bytes[..length]));

                Assert.Contains(findings, f => f.Target!.StartsWith(name, StringComparison.Ordinal) && f.Code is ErrorCode.PackageFileDamaged or ErrorCode.PackageDescriptor);
            }
        }
    }

    [Fact]
    public void A_cut_file_names_the_line_where_it_ends()
    {
        var files = SamplePackage.Files().With("themes.csv", bytes => bytes[..^1]);

        Assert.Equal(
            ["themes.csv has 89 bytes, expected 90", "themes.csv, line 3, character 21: the file ends inside a row: expected a line feed after the last row"],
            SamplePackage.Findings(files).Select(f => f.Message));
    }

    [Fact]
    public void One_changed_byte_is_found_by_the_hash()
    {
        var files = SamplePackage.Files().With("themes.csv", bytes => [.. bytes.Select(b => b == (byte)'2' ? (byte)'3' : b)]);

        var finding = SamplePackage.Findings(files)[0];
        Assert.Equal(ErrorCode.PackageFileDamaged, finding.Code);
        Assert.StartsWith("themes.csv has hash sha256:", finding.Message);
    }

    [Theory]
    [InlineData("bom", "KWS513 themes.csv, line 1: the file begins with a byte order mark, expected UTF-8 without one")]
    [InlineData("nul", "KWS513 themes.csv, line 2: byte 49 is NUL, expected text")]
    [InlineData("utf16", "KWS513 themes.csv, line 1: byte 2 is NUL, expected text")]
    [InlineData("shiftjis", "KWS513 themes.csv, line 2: byte 58 is not UTF-8")]
    [InlineData("crlf", "KWS514 themes.csv, line 1, character 44: unexpected carriage return: expected lines that end with a line feed only")]
    [InlineData("quote", "KWS514 themes.csv, line 2, character 18: unexpected quote in an unquoted cell: expected , or a line feed")]
    [InlineData("open", "KWS514 themes.csv, line 4, character 1: the file ends inside a quoted cell: expected a closing quote")]
    [InlineData("swapped", "KWS515 themes.csv, line 1, column 5: found \"name\", expected parentCode")]
    [InlineData("missing column", "KWS515 themes.csv, line 1, column 6: found nothing, expected name")]
    [InlineData("further column", "KWS515 themes.csv, line 1, column 7: found \"x\", expected no further column")]
    [InlineData("short row", "KWS515 themes.csv, row 2 (line 3): found 5 cells, expected 6")]
    [InlineData("empty", "KWS515 themes.csv, line 1, column 1: found nothing, expected code")]
    [InlineData("twice", "KWS517 themes.csv, row 3 (line 4), column code: the key \"1\" is already that of row 1 (line 2)")]
    public void A_file_in_another_form_is_found(string damage, string expected)
    {
        var files = SamplePackage.Files().With("themes.csv", bytes => Damage(damage, bytes));
        var descriptor = PackageDescriptor.Write(SamplePackage.Schema, SamplePlan.Build().Documents, files.Files);

        var findings = SamplePackage.Findings(files.With(PackageDescriptor.FileName, _ => descriptor));

        Assert.Equal([expected], findings.Select(f => $"KWS{(int)f.Code} {f.Message}"));
    }

    [Fact]
    public void Missing_and_foreign_files_are_found()
    {
        var files = SamplePackage.Files();
        var changed = files with { Files = files.Files.Where(f => f.Key != "grades.csv").Append(new("passages.csv", [])).ToDictionary(f => f.Key, f => f.Value) };

        Assert.Equal(["grades.csv is missing", "passages.csv is no file of a data package"], SamplePackage.Findings(changed).Select(f => f.Message));
    }

    [Fact]
    public void A_missing_or_broken_descriptor_is_found()
    {
        var files = SamplePackage.Files();
        var without = files with { Files = files.Files.Where(f => f.Key != PackageDescriptor.FileName).ToDictionary(f => f.Key, f => f.Value) };

        Assert.Equal(["datapackage.json is missing"], SamplePackage.Findings(without).Select(f => f.Message));
        Assert.Equal(["datapackage.json, line 2, byte 2: not JSON"], SamplePackage.Findings(files.With(PackageDescriptor.FileName, _ => "{\n}}"u8.ToArray())).Select(f => f.Message));
        Assert.Equal(["datapackage.json, found something else than a JSON object"], SamplePackage.Findings(files.With(PackageDescriptor.FileName, _ => "[]"u8.ToArray())).Select(f => f.Message));
    }

    [Fact]
    public void A_schema_of_another_version_is_found_and_other_titles_are_not()
    {
        var files = SamplePackage.Files();
        var descriptor = Encoding.UTF8.GetString(files.Files[PackageDescriptor.FileName]);

        Assert.Empty(SamplePackage.Findings(files.With(PackageDescriptor.FileName, _ => Encoding.UTF8.GetBytes(descriptor.Replace("検討テーマ", "テーマ", StringComparison.Ordinal)))));
        Assert.Equal(
            ["datapackage.json, schema of themes.csv: field 6 is title (string), expected name (string)"],
            SamplePackage.Findings(files.With(PackageDescriptor.FileName, _ => RenameLastThemeField(descriptor))).Select(f => f.Message));
    }

    private static byte[] RenameLastThemeField(string descriptor)
    {
        var themes = descriptor.IndexOf("themes.csv", StringComparison.Ordinal);
        var field = descriptor.IndexOf("\"name\": \"name\"", themes, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(descriptor[..field] + "\"name\": \"title\"" + descriptor[(field + "\"name\": \"name\"".Length)..]);
    }

    private static byte[] Damage(string damage, byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return damage switch
        {
            "bom" => [0xEF, 0xBB, 0xBF, .. bytes],
            "nul" => Encoding.UTF8.GetBytes(text.Replace("civic2015", "ci\0ic2015", StringComparison.Ordinal)),
            "utf16" => Encoding.Unicode.GetBytes(text),
            "shiftjis" => [.. Encoding.UTF8.GetBytes(text[..57]), 0x8E, 0xA9, 0x8E, 0xA1, (byte)'\n', .. Encoding.UTF8.GetBytes(text[60..])],
            "crlf" => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            "quote" => Encoding.UTF8.GetBytes(text.Replace("自治", "自\"治", StringComparison.Ordinal)),
            "open" => Encoding.UTF8.GetBytes(text.Replace("自治", "\"自治", StringComparison.Ordinal)),
            "swapped" => Encoding.UTF8.GetBytes(text.Replace("parentCode,name", "name,parentCode", StringComparison.Ordinal)),
            "missing column" => Encoding.UTF8.GetBytes(text.Replace("parentCode,name", "parentCode", StringComparison.Ordinal)),
            "further column" => Encoding.UTF8.GetBytes(text.Replace("parentCode,name", "parentCode,name,x", StringComparison.Ordinal)),
            "short row" => Encoding.UTF8.GetBytes(text.Replace(",1,区", ",1", StringComparison.Ordinal)),
            "empty" => [],
            "twice" => Encoding.UTF8.GetBytes(text + text.Split('\n')[1] + "\n"),
            _ => throw new ArgumentException(damage, nameof(damage)),
        };
    }
}
