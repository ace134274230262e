using System.Globalization;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>
/// Writes the reform tasks of a sheet: one, or seven where the ward offices share the sheet. Every one of the seven gets
/// the whole sheet: its own department, actions, indicators and passages.
/// </summary>
/// <param name="section">The section.</param>
internal sealed class TaskWriter(SheetSection section)
{
    /// <summary>Writes the tasks; the code of the last one, or null where the head or the resources are not understood.</summary>
    /// <param name="sheet">Sheet.</param>
    /// <param name="head">Its head.</param>
    /// <param name="offices">The offices of a shared sheet; null otherwise.</param>
    public string? Write(Sheet sheet, SheetHead head, WardOfficeTable? offices)
    {
        var resources = ResourceMarks.Read([.. sheet.Of(SheetPart.Resources)]);
        var owners = Owners(sheet, head, offices);
        if (resources is null || owners.Count == 0)
        {
            return null;
        }

        AccountForHead(sheet, resources, offices);
        foreach (var owner in owners)
        {
            AddTask(sheet, head, resources, owner);
            AddPassages(sheet, owner, shared: owners.Count > 1);
        }

        WriteActions(sheet, owners);
        new IndicatorWriter(section).Write(sheet, owners);
        return owners[^1].Code;
    }

    private List<TaskOwner> Owners(Sheet sheet, SheetHead head, WardOfficeTable? offices)
    {
        if (offices is not null)
        {
            var numbers = offices.Offices.Select(o => o.TaskNumber);
            return numbers.SequenceEqual(Enumerable.Range(head.FirstTask, head.LastTask - head.FirstTask + 1))
                ? [.. offices.Offices.Select(o => Owner(head, o.TaskNumber, [o.Department], o.Line))]
                : [];
        }

        var departments = head.FirstTask == head.LastTask ? DepartmentRegister.FindAll(head.Office) : null;
        return departments is null ? [] : [Owner(head, head.FirstTask, departments, sheet.Rows[0].Line)];
    }

    private TaskOwner Owner(SheetHead head, int number, IReadOnlyList<DepartmentEntry> departments, int line)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"{head.ItemCode}-{number}");
        return new TaskOwner(code, number, departments, line, section.Pages.TryGetValue(code, out var page) ? page : null);
    }

    private void AccountForHead(Sheet sheet, ResourceMarks resources, WardOfficeTable? offices)
    {
        foreach (var row in sheet.Rows.Where(r => r.Part is SheetPart.Office or SheetPart.Pillar or SheetPart.Item or SheetPart.Resources))
        {
            section.Ledger.PartOfRecord(row.Line);
        }

        foreach (var row in sheet.Of(SheetPart.Heading))
        {
            section.Ledger.PageFurniture(row.Line, "heading");
            section.Ledger.Cells(new TableRow(row.Line, section.Document[row.Line]), c => row.Cells.Take(c - 1).All(t => t.Length == 0));
        }

        foreach (var line in offices?.Lines ?? [])
        {
            section.Ledger.PartOfRecord(line);
        }

        if (resources.IsScattered)
        {
            section.Ledger.Repair(sheet.Of(SheetPart.Resources).First().Line, SheetRepairs.ScatteredResources, "ten words in their order");
        }
    }

    private void WriteActions(Sheet sheet, IReadOnlyList<TaskOwner> owners)
    {
        var rows = sheet.Of(SheetPart.Action).ToList();
        if (ActionListReader.Read(rows) is not var (actions, _))
        {
            return;
        }

        var writer = new ActionWriter(section);
        writer.Account(rows, actions);
        foreach (var owner in owners)
        {
            writer.Write(actions, owner);
        }
    }

    private void AddTask(Sheet sheet, SheetHead head, ResourceMarks resources, TaskOwner owner)
    {
        var line = sheet.Single(SheetPart.Task)!.Line;
        section.Package.Data.ReformTasks.Add(new ReformTask
        {
            Code = owner.Code,
            DocumentCode = section.Document.Code,
            Line = line,
            Page = owner.Page,
            ItemCode = head.ItemCode,
            Number = owner.Number,
            Name = head.TaskName,
            DepartmentText = head.Office,
            SecuresPeople = resources.People,
            SecuresGoods = resources.Goods,
            SecuresMoney = resources.Money,
            SecuresInformation = resources.Information,
            SecuresTime = resources.Time,
        });
        section.Ledger.Record(line, "reformTasks");
        foreach (var department in owner.Departments)
        {
            AddDepartment(department, owner.DepartmentLine);
            section.Package.Data.ReformTaskDepartments.Add(new ReformTaskDepartment { ReformTaskCode = owner.Code, DepartmentCode = department.Code });
        }
    }

    private void AddDepartment(DepartmentEntry department, int line)
    {
        if (section.Package.Data.Departments.Exists(d => d.Code == department.Code))
        {
            return;
        }

        section.Package.Data.Departments.Add(new Department
        {
            Code = department.Code,
            DocumentCode = section.Document.Code,
            Line = line,
            Name = department.Name,
            Kind = department.Kind,
            WardCode = department.WardCode,
        });
        section.Ledger.Record(line, "departments");
    }

    private void AddPassages(Sheet sheet, TaskOwner owner, bool shared)
    {
        foreach (var row in sheet.Rows)
        {
            var kind = row.Part switch
            {
                SheetPart.CurrentState => "currentState",
                SheetPart.Approach => "approach",
                SheetPart.Goal => "goal",
                _ => null,
            };
            if (kind is not null && row.Filled is [var text])
            {
                var suffix = shared ? string.Create(CultureInfo.InvariantCulture, $"-{owner.Number}") : null;
                section.Prose(row.Line, kind, "reformTasks", owner.Code, SheetText.Paragraphs(text), owner.Page, suffix);
            }
        }
    }
}

/// <summary>One task of a sheet.</summary>
/// <param name="Code">Task code.</param>
/// <param name="Number">課題No.</param>
/// <param name="Departments">Departments whose business it is.</param>
/// <param name="DepartmentLine">Line that names them.</param>
/// <param name="Page">Printed page of the sheet.</param>
internal sealed record TaskOwner(string Code, int Number, IReadOnlyList<DepartmentEntry> Departments, int DepartmentLine, int? Page);
