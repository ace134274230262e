namespace Kawasaki.Domain.Plan;

/// <summary>Link row: a reform task is the business of a department. Not a set of its own; published as navigations.</summary>
public sealed class ReformTaskDepartment
{
    /// <summary>Code of the <see cref="ReformTask"/>.</summary>
    public required string ReformTaskCode { get; init; }

    /// <summary>Code of the <see cref="Department"/>.</summary>
    public required string DepartmentCode { get; init; }
}
