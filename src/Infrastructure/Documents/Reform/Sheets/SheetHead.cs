using System.Globalization;
using System.Text.RegularExpressions;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>The head of a sheet: where its task stands in the programme.</summary>
/// <param name="Office">所管 as printed.</param>
/// <param name="PillarNumber">取組No.</param>
/// <param name="PillarName">取組名.</param>
/// <param name="ItemNumber">項目No.</param>
/// <param name="ItemName">項目名.</param>
/// <param name="FirstTask">課題No., or the first of a shared sheet.</param>
/// <param name="LastTask">課題No., or the last of a shared sheet (14~20).</param>
/// <param name="TaskName">課題名.</param>
internal sealed partial record SheetHead(
    string Office, int PillarNumber, string PillarName, int ItemNumber, string ItemName, int FirstTask, int LastTask, string TaskName)
{
    /// <summary>Code of the pillar.</summary>
    public string PillarCode => string.Create(CultureInfo.InvariantCulture, $"ar3-{PillarNumber}");

    /// <summary>Code of the item.</summary>
    public string ItemCode => string.Create(CultureInfo.InvariantCulture, $"ar3-{PillarNumber}-{ItemNumber}");

    /// <summary>Reads the head; null where a line is missing or not of its form.</summary>
    /// <param name="sheet">Sheet.</param>
    public static SheetHead? Read(Sheet sheet)
    {
        var office = sheet.Single(SheetPart.Office)?.Filled;
        var pillar = Named(sheet.Single(SheetPart.Pillar), "取組名");
        var item = Named(sheet.Single(SheetPart.Item), "項目名");
        var task = Named(sheet.Single(SheetPart.Task), "課題名");
        if (office is not [var name] || pillar is null || item is null || task is null)
        {
            return null;
        }

        var range = TaskNumbers().Match(task.Value.Number);
        if (!range.Success || !int.TryParse(pillar.Value.Number, CultureInfo.InvariantCulture, out var pillarNumber)
            || !int.TryParse(item.Value.Number.Trim('(', ')', '（', '）'), CultureInfo.InvariantCulture, out var itemNumber))
        {
            return null;
        }

        var first = int.Parse(range.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
        var last = range.Groups["last"].Success ? int.Parse(range.Groups["last"].ValueSpan, CultureInfo.InvariantCulture) : first;
        return last < first ? null : new SheetHead(name, pillarNumber, pillar.Value.Name, itemNumber, item.Value.Name, first, last, task.Value.Name);
    }

    private static (string Number, string Name)? Named(SheetRow? row, string label) =>
        row?.Filled is [var number, var nameLabel, var name] && SheetText.WithoutBlanks(nameLabel) == label ? (number, name) : null;

    [GeneratedRegex("^(?<first>[0-9]{1,3})(?:[~～](?<last>[0-9]{1,3}))?$")]
    private static partial Regex TaskNumbers();
}
