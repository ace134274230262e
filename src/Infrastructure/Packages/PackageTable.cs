using System.Collections;
using System.Reflection;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Packages;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>One file of the package: its columns, its key, what it refers to, and where its rows are in <see cref="PlanData"/>.</summary>
internal sealed class PackageTable
{
    /// <summary>Name of the set, or of the link table.</summary>
    public required string Name { get; init; }

    /// <summary>Names for the reader.</summary>
    public required ModelText Text { get; init; }

    /// <summary>Class of the rows.</summary>
    public required Type RowType { get; init; }

    /// <summary>Columns in the order of the file.</summary>
    public required IReadOnlyList<PackageColumn> Columns { get; init; }

    /// <summary>Columns of the key; rows are ordered by them.</summary>
    public required IReadOnlyList<PackageColumn> Key { get; init; }

    /// <summary>What a column refers to.</summary>
    public required IReadOnlyList<PackageReference> References { get; init; }

    /// <summary>The list of <see cref="PlanData"/> that holds the rows.</summary>
    public required PropertyInfo Rows { get; init; }

    /// <summary>Name of the file.</summary>
    public string FileName => Name + ".csv";

    /// <summary>The rows of this table.</summary>
    /// <param name="data">All rows.</param>
    public IList RowsOf(PlanData data) => (IList)Rows.GetValue(data)!;

    /// <summary>The column of that name; null if there is none.</summary>
    /// <param name="name">Header of the column.</param>
    public PackageColumn? FindColumn(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>Position of a column, from 0.</summary>
    /// <param name="name">Header of the column; it must exist.</param>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"{FileName} has no column {name}", nameof(name));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A column whose cells are codes of another table.</summary>
/// <param name="Column">Name of the own column.</param>
/// <param name="Table">Name of the table referred to.</param>
/// <param name="TargetColumn">Name of its key column.</param>
internal sealed record PackageReference(string Column, string Table, string TargetColumn);
