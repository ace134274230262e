using Kawasaki.Domain.Plan;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>What the database itself refuses: values outside a vocabulary, impossible years and lines, badly formed codes.</summary>
internal static class TableChecks
{
    /// <summary>Unit of every property that holds a western year beginning in April.</summary>
    private const string FiscalYear = "fiscal year";

    private static readonly HashSet<string> FromOne = ["line", "first_line", "second_line", "plan_period"];
    private static readonly HashSet<string> FromZero = ["page", "line_count", "number", "order"];

    /// <summary>Runs after <see cref="TableConventions"/>: the checks are written with column names.</summary>
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes().Where(e => e.GetTableName() is not null))
        {
            foreach (var property in entity.GetProperties())
            {
                if (Condition(property, property.GetColumnName()) is { } condition)
                {
                    entity.AddCheckConstraint($"ck_{entity.GetTableName()}_{property.GetColumnName()}", condition);
                }
            }
        }

        Add<PlanProgramme>(model, "years", "last_fiscal_year >= first_fiscal_year");
        Add<PlannedAction>(model, "years", "last_fiscal_year >= first_fiscal_year");
        Add<Indicator>(
            model,
            "levels",
            "(measure_code is null or policy_code is not null) and (project_code is null or measure_code is not null and plan_code is not null) "
            + "and (reform_task_code is null or plan_code is not null)");
        Add<Observation>(model, "years", "last_fiscal_year >= fiscal_year");
        Add<Observation>(model, "period", "period_end >= period_start");
        Add<Observation>(model, "period_of_kind", "(period_kind is null) = (fiscal_year is null and last_fiscal_year is null and period_start is null and period_end is null)");
        Add<Observation>(model, "upper", "upper_value is null or value is not null");
        Add<Observation>(
            model,
            "origin",
            "(document_code is null) = (line is null) and (document_code is null) = (source_system is not null) and (document_code is null) = starts_with(code, 'r.') "
            + "and (external_id is null or source_system is not null)");
        Add<Observation>(model, "reported", "document_code is not null or (value_type = 'actual' and value is not null and fiscal_year is not null)");
        Add<Observation>(model, "lengths", "char_length(source_system) <= 100 and char_length(external_id) <= 200");
        Add<StatusReport>(model, "subject", "num_nonnulls(project_code, reform_task_code, action_code) >= 1");
        Add<StatusReport>(model, "percent", "progress_percent between 0 and 100");
        Add<StatusReport>(model, "lengths", "char_length(summary) <= 4000 and char_length(source_system) <= 100 and char_length(external_id) <= 200 and char_length(created_by) <= 200");
        Add<ChangeEntry>(model, "lengths", "char_length(entity_set) <= 100 and char_length(entity_code) <= 200 and char_length(changed_by) <= 200");
    }

    private static string? Condition(IMutableProperty property, string column)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (Vocabulary.Is(type))
        {
            return $"{column} in ({string.Join(", ", Vocabulary.Values(type).Select(v => $"'{v.Value}'"))})";
        }

        var isFiscalYear = property.PropertyInfo is { } member && PublishedNames.Text(member).Unit == FiscalYear;
        return column switch
        {
            "code" => "code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200",
            "sha256" => "sha256 ~ '^[0-9a-f]{64}$'",
            "name" => "name <> ''",
            _ when isFiscalYear && property.IsPrimitiveCollection => $"1900 <= all ({column}) and 2200 >= all ({column})",
            _ when isFiscalYear => $"{column} between 1900 and 2200",
            _ when type == typeof(int) && FromOne.Contains(column) => $"{column} >= 1",
            _ when type == typeof(int) && FromZero.Contains(column) => $"{Quoted(column)} >= 0",
            _ => null,
        };
    }

    private static string Quoted(string column) => column == "order" ? "\"order\"" : column;

    private static void Add<T>(ModelBuilder model, string name, string condition)
        where T : class
    {
        var entity = model.Entity<T>().Metadata;
        entity.AddCheckConstraint($"ck_{entity.GetTableName()}_{name}", condition);
    }
}
