using System.Reflection;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>The files of a data package: read from the published model, so that columns, names and vocabularies stand in one place.</summary>
internal sealed class PackageSchema
{
    /// <summary>References that no navigation publishes.</summary>
    private static readonly Dictionary<string, PackageReference[]> UnpublishedReferences = new()
    {
        ["evaluations"] = [new("achievementGrade", "grades", "code"), new("directionGrade", "grades", "code")],
        ["citations"] = [new("observationCode", "observations", "code")],
        ["discrepancies"] = [new("firstDocumentCode", "documents", "code"), new("secondDocumentCode", "documents", "code")],
    };

    private readonly Dictionary<string, PackageTable> tablesByName;

    private PackageSchema(IReadOnlyList<PackageTable> tables)
    {
        Tables = tables;
        tablesByName = tables.ToDictionary(t => t.Name);
    }

    /// <summary>Tables in the order of the model's sets, the link table last.</summary>
    public IReadOnlyList<PackageTable> Tables { get; }

    /// <summary>The table of a set's name; null if there is none.</summary>
    /// <param name="name">Published name of the set.</param>
    public PackageTable? Find(string name) => tablesByName.GetValueOrDefault(name);

    /// <summary>Reads the schema from the published model.</summary>
    /// <param name="model">The published model.</param>
    public static PackageSchema From(PublishedModel model)
    {
        var rowTypes = typeof(Entity).Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<PublishedSetAttribute>() is not null)
            .ToDictionary(t => t.GetCustomAttribute<PublishedSetAttribute>()!.Name);
        return new PackageSchema([.. model.Sets.Where(s => s.InPackage).Select(s => TableOf(s, rowTypes[s.Name])), LinkTable()]);
    }

    /// <summary>The table of one published set, also of one that is in no package: an import of the documents loads `passages` so.</summary>
    /// <param name="set">The set.</param>
    /// <param name="rowType">Class of its rows.</param>
    internal static PackageTable TableOf(EntitySetModel set, Type rowType)
    {
        var references = set.Type.Navigations
            .Where(n => n.Constraint.Count == 1)
            .Select(n => new PackageReference(n.Constraint[0].Own.Name, n.Target.Name, n.Constraint[0].Referenced.Name))
            .Concat(UnpublishedReferences.GetValueOrDefault(set.Name, []))
            .DistinctBy(r => r.Column)
            .ToArray();
        var columns = set.Type.Properties
            .Select(p => (Property: p, Member: rowType.GetProperties().First(m => PublishedNames.Of(m) == p.Name)))
            .Where(p => p.Member.GetCustomAttribute<PackageCellAttribute>()?.IsAbsent != true)
            .Select(p => ColumnOf(p.Property, p.Member, references)).ToArray();
        return new PackageTable
        {
            Name = set.Name,
            Text = set.Type.Text,
            RowType = rowType,
            Columns = columns,
            Key = [.. set.Type.Key.Select(k => columns.First(c => c.Name == k.Name))],
            References = references,
            Rows = ListOf(rowType),
        };
    }

    private static PackageColumn ColumnOf(PropertyModel property, PropertyInfo member, PackageReference[] references)
    {
        var isRequired = member.GetCustomAttribute<PackageCellAttribute>()?.IsRequired == true || !property.Type.IsNullable;
        return new PackageColumn
        {
            Name = property.Name,
            Kind = KindOf(property),
            IsRequired = isRequired && !property.Type.IsCollection,
            IsCode = property.Name == "code" || references.Any(r => r.Column == property.Name),
            Text = property.Text,
            AllowedValues = property.AllowedValues,
            Property = member,
        };
    }

    private static ColumnKind KindOf(PropertyModel property) => property switch
    {
        { AllowedValues.Count: > 0 } => ColumnKind.Vocabulary,
        { Type: { IsCollection: true, Primitive: PrimitiveKind.Int32 } } => ColumnKind.IntegerList,
        { Type: { IsCollection: false, Primitive: PrimitiveKind.String } } => ColumnKind.Text,
        { Type: { IsCollection: false, Primitive: PrimitiveKind.Int32 } } => ColumnKind.Integer,
        { Type: { IsCollection: false, Primitive: PrimitiveKind.Decimal } } => ColumnKind.Number,
        { Type: { IsCollection: false, Primitive: PrimitiveKind.Boolean } } => ColumnKind.Boolean,
        { Type: { IsCollection: false, Primitive: PrimitiveKind.Date } } => ColumnKind.Date,
        _ => throw new NotSupportedException($"a package has no form for {property.Type} of {property.Name}"),
    };

    private static PropertyInfo ListOf(Type rowType) =>
        typeof(PlanData).GetProperties().First(p => p.PropertyType == typeof(List<>).MakeGenericType(rowType));

    /// <summary>Reform tasks and their departments: many to many, so a file of its own that no set publishes.</summary>
    private static PackageTable LinkTable()
    {
        PackageColumn[] columns =
        [
            Column(nameof(ReformTaskDepartment.ReformTaskCode), new ModelText("改革課題コード", "Reform task code")),
            Column(nameof(ReformTaskDepartment.DepartmentCode), new ModelText("所管部署コード", "Department code")),
        ];
        return new PackageTable
        {
            Name = "reformTaskDepartments",
            Text = new ModelText("改革課題の所管部署", "Departments of reform tasks"),
            RowType = typeof(ReformTaskDepartment),
            Columns = columns,
            Key = columns,
            References = [new("reformTaskCode", "reformTasks", "code"), new("departmentCode", "departments", "code")],
            Rows = ListOf(typeof(ReformTaskDepartment)),
        };

        static PackageColumn Column(string property, ModelText text) => new()
        {
            Name = PublishedNames.CamelCase(property),
            Kind = ColumnKind.Text,
            IsRequired = true,
            IsCode = true,
            Text = text,
            Property = typeof(ReformTaskDepartment).GetProperty(property)!,
        };
    }
}
