using System.Globalization;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>One office of a shared sheet with the number of its own task.</summary>
/// <param name="Department">Ward office.</param>
/// <param name="TaskNumber">課題No.</param>
/// <param name="Line">1-based line.</param>
internal sealed record WardOfficeTask(DepartmentEntry Department, int TaskNumber, int Line);

/// <summary>The table 【所管区役所別課題No.】 below a sheet that the ward offices share: office and number in pairs, three to a line.</summary>
/// <param name="Offices">Offices in the order of their task numbers.</param>
/// <param name="Lines">The lines of the table.</param>
internal sealed record WardOfficeTable(IReadOnlyList<WardOfficeTask> Offices, IReadOnlyList<int> Lines)
{
    private const string Heading = "【所管区役所別課題No.】";

    /// <summary>Reads the table below a line; null where there is none or a pair is not understood.</summary>
    /// <param name="document">Document.</param>
    /// <param name="after">Last line of the sheet.</param>
    /// <param name="lastLine">Last line of the range.</param>
    public static WardOfficeTable? Read(SourceDocument document, int after, int lastLine)
    {
        var offices = new List<WardOfficeTask>();
        var lines = new List<int>();
        for (var line = after + 1; line <= lastLine; line++)
        {
            var cells = SheetText.Cells(document[line]).Where(c => c.Length > 0).ToList();
            if (cells.Count == 0)
            {
                if (offices.Count > 0)
                {
                    break;
                }

                continue;
            }

            var expected = lines.Count switch { 0 => cells is [Heading], 1 => cells.Index().All(c => c.Item == (c.Index % 2 == 0 ? "区役所名" : "課題No.")), _ => AddPairs(cells, line, offices) };
            if (!expected)
            {
                return null;
            }

            lines.Add(line);
        }

        return offices.Count > 0 ? new WardOfficeTable([.. offices.OrderBy(o => o.TaskNumber)], lines) : null;
    }

    private static bool AddPairs(List<string> cells, int line, List<WardOfficeTask> offices)
    {
        foreach (var pair in cells.Chunk(2))
        {
            if (pair is not [var name, var number] || DepartmentRegister.Find(name) is not { } department
                || !int.TryParse(number, CultureInfo.InvariantCulture, out var taskNumber))
            {
                return false;
            }

            offices.Add(new WardOfficeTask(department, taskNumber, line));
        }

        return true;
    }
}
