using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>What every reader of the lists works on, and how a list is compared with the sheets.</summary>
/// <param name="Document">The document.</param>
/// <param name="Ledger">Its account.</param>
/// <param name="Package">Where rows go.</param>
internal sealed record ListContext(SourceDocument Document, LineLedger Ledger, PackageBuilder Package)
{
    /// <summary>Notes that the list prints a text of a row otherwise than the sheet does; blanks and widths are no difference.</summary>
    /// <param name="set">Published set of the row.</param>
    /// <param name="code">Its code.</param>
    /// <param name="field">Published property.</param>
    /// <param name="list">What the list prints, and where.</param>
    /// <param name="sheet">What the row says, and where it is from.</param>
    public void Compare(string set, string code, string field, (Place Place, string Text) list, (Place Place, string Text) sheet)
    {
        if (TextFolding.Comparable(list.Text) != TextFolding.Comparable(sheet.Text))
        {
            Package.Contradict(set, code, field, (list.Place, TextFolding.Name(list.Text)), sheet);
        }
    }

    /// <summary>Compares the name of a pillar or item with its heading in a list.</summary>
    /// <param name="code">Code of the pillar or item.</param>
    /// <param name="name">Name in the list.</param>
    /// <param name="line">1-based line of the list.</param>
    public void CompareOutline(string code, string name, int line)
    {
        if (Package.Data.ReformItems.Find(i => i.Code == code) is { } item)
        {
            Compare("reformItems", code, "name", (new Place(Document.Code, line), name), (new Place(Document.Code, item.Line, item.Page), item.Name));
        }
        else if (Package.Data.ReformPillars.Find(p => p.Code == code) is { } pillar)
        {
            Compare("reformPillars", code, "name", (new Place(Document.Code, line), name), (new Place(Document.Code, pillar.Line, pillar.Page), pillar.Name));
        }
    }

    /// <summary>Compares name and department of a task with the list; false where there is no such task.</summary>
    /// <param name="code">Code of the task.</param>
    /// <param name="name">Name in the list.</param>
    /// <param name="department">Department in the list.</param>
    /// <param name="place">Place in the list.</param>
    public bool CompareTask(string code, string name, string? department, Place place)
    {
        if (Package.Data.ReformTasks.Find(t => t.Code == code) is not { } task)
        {
            Ledger.NotRecognized(place.Line, $"a row of a reform task: there is no task {code}");
            return false;
        }

        var sheet = new Place(Document.Code, task.Line, task.Page);
        Compare("reformTasks", code, "name", (place, name), (sheet, task.Name));
        if (department is not null)
        {
            Compare("reformTasks", code, "departmentText", (place, department), (sheet, task.DepartmentText));
        }

        return true;
    }
}
