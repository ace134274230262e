using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Names and comments of tables, columns and constraints, from the published names and labels.</summary>
internal static class TableConventions
{
    /// <summary>Runs over the whole model once all relations are known.</summary>
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            NameTable(entity);
            foreach (var property in entity.GetProperties())
            {
                NameColumn(property);
            }
        }

        foreach (var entity in model.Model.GetEntityTypes())
        {
            NameConstraints(entity);
        }
    }

    private static void NameTable(IMutableEntityType entity)
    {
        if (entity.GetViewName() is null)
        {
            entity.SetTableName(SnakeCase.From(PublishedNames.Set(entity.ClrType)?.Name ?? entity.ClrType.Name + "s"));
            var text = PublishedNames.Text(entity.ClrType);
            entity.SetComment(Names(text));
        }
    }

    private static void NameColumn(IMutableProperty property)
    {
        property.SetColumnName(SnakeCase.From(property.PropertyInfo is { } member ? PublishedNames.Of(member) : property.Name));
        if (property.PropertyInfo is { } labelled && property.DeclaringType.GetTableName() is not null)
        {
            var text = PublishedNames.Text(labelled);
            var sentence = text.Description.Length == 0 ? "" : " " + text.Description;
            var unit = text.Unit.Length == 0 ? "" : $" [{text.Unit}]";
            property.SetComment($"{Names(text)}{unit}{sentence}");
        }
    }

    private static string Names(ModelText text) => text.Japanese == text.English ? text.English : $"{text.Japanese} ({text.English})";

    private static void NameConstraints(IMutableEntityType entity)
    {
        var table = entity.GetTableName();
        foreach (var key in entity.GetKeys())
        {
            key.SetName($"pk_{table}");
        }

        foreach (var foreignKey in entity.GetForeignKeys())
        {
            foreignKey.SetConstraintName($"fk_{table}_{Columns(foreignKey.Properties)}");
            foreignKey.DeleteBehavior = DeleteBehavior.NoAction;
        }

        foreach (var index in entity.GetIndexes())
        {
            index.SetDatabaseName($"{(index.IsUnique ? "uq" : "ix")}_{table}_{Columns(index.Properties)}");
        }
    }

    private static string Columns(IEnumerable<IMutableProperty> properties) => string.Join('_', properties.Select(p => p.GetColumnName()));
}
