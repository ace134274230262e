using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using CsvHelper;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>Programs that people open tables with read ours: openpyxl and Gnumeric. The cells equal a plain SQL query.</summary>
public sealed class OfficeTests(ShippedService service) : IClassFixture<ShippedService>
{
    private const string Workbook = "xlsx";
    private const string CsvForExcel = "text/csv;bom=true";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is asked, and a JSON array of its cells: numbers, dates and truth values are that, not texts that look like them.</summary>
    public static TheoryData<string, string> Tables => new()
    {
        { "documents?$select=code,title,kind,issuedOn,lineCount", "json_build_array(code, title, kind, issued_on, line_count) from plan.documents" },
        { "reformTasks?$select=code,page,number,name,securesMoney", "json_build_array(code, page, number, name, secures_money) from plan.reform_tasks" },
        {
            "actions?$select=code,line,text,firstFiscalYear,fiscalYears,isOngoing",
            "json_build_array(code, line, text, first_fiscal_year, nullif(array_to_string(fiscal_years, ';'), ''), is_ongoing) from plan.actions"
        },
        {
            "observations?$select=code,fiscalYear,periodStart,value,valueText,unit",
            "json_build_array(code, fiscal_year, period_start, trim_scale(value), nullif(value_text, ''), unit) from plan.observations"
        },
        {
            "indicatorFacts?$select=code,value,upperValue,valueText,indicatorName,departmentText",
            "json_build_array(code, trim_scale(value), trim_scale(upper_value), nullif(value_text, ''), indicator_name, department_text) from plan.indicator_facts"
        },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Openpyxl_reads_a_workbook_cell_by_cell(string url, string sql)
    {
        using var folder = ThrowAwayFolder.Create();
        var book = await SaveAsync(folder, url, Workbook);
        var read = await RunAsync("/usr/bin/python3", "-W", "error", Path.Combine(ClientProgram.Folder, "workbook.py"), book);

        var header = url.Split("$select=")[1].Split(',').Select(name => $"\"{name}\"");
        Assert.Equal([$"[{string.Join(", ", header)}]", .. await service.Database.RowsAsync($"select {sql} order by code")], read.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(Workbook)]
    [InlineData(CsvForExcel)]
    [InlineData("csv")]
    public async Task Gnumeric_reads_every_cell(string format)
    {
        using var folder = ThrowAwayFolder.Create();
        var file = await SaveAsync(folder, "actions?$select=code,line,group,text,firstFiscalYear", format);
        var table = Path.Combine(folder.Path, "read.csv");
        await RunAsync("ssconvert", file, table);

        using var reader = new CsvReader(new StreamReader(table), CultureInfo.InvariantCulture);
        var rows = new List<string>();
        await reader.ReadAsync();
        reader.ReadHeader();
        Assert.Equal(["code", "line", "group", "text", "firstFiscalYear"], reader.HeaderRecord!);
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', reader.Parser.Record!));
        }

        Assert.Equal(await service.Database.RowsAsync("select code, line, \"group\", text, first_fiscal_year from plan.actions order by code"), rows);
    }

    private async Task<string> SaveAsync(ThrowAwayFolder folder, string url, string format)
    {
        using var response = await service.SendAsync($"{url}&$format={format}");
        Assert.True(response.IsSuccessStatusCode, $"{url}: {(int)response.StatusCode}");
        var path = Path.Combine(folder.Path, "table" + Path.GetExtension(response.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        await using var file = File.Create(path);
        await response.Content.CopyToAsync(file, Token);
        return path;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, $"{program}: {await error}");
        return await output;
    }
}
