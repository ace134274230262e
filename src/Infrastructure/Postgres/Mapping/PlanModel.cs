using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>The model of the plan: what is published, and where it is kept. Built once; needs no database.</summary>
public sealed class PlanModel
{
    /// <summary>OData namespace.</summary>
    public const string Namespace = "kawasaki";

    private static readonly string[] SetOrder =
    [
        "documents", "plans", "basicPolicies", "policies", "measures", "projects", "reformPillars", "reformItems", "reformTasks", "actions",
        "indicators", "observations", "citations", "evaluations", "indicatorResults", "grades", "departments", "wards", "fiscalLines",
        "fiscalAmounts", "themes", "discrepancies", "passages", "statusReports", "changes", "indicatorFacts", "targetResults", "auditEntries",
    ];

    private PlanModel(IModel entities)
    {
        Entities = entities;
        (Whole, Storage) = PublishedModelBuilder.Build(entities, Namespace, SetOrder, PlanDbContext.PastSchema);
        Published = Whole.OpenPart();
    }

    /// <summary>The one model of the process.</summary>
    public static PlanModel Instance { get; } = Build();

    /// <summary>What everybody may read.</summary>
    public PublishedModel Published { get; }

    /// <summary>The same, and what is read with a scope only.</summary>
    public PublishedModel Whole { get; }

    /// <summary>Where it is kept.</summary>
    internal StorageMap Storage { get; }

    /// <summary>The EF Core model with everything the database is made from: comments, checks, collations.</summary>
    internal IModel Entities { get; }

    private static PlanModel Build()
    {
        using var context = new PlanDbContext(new DbContextOptionsBuilder<PlanDbContext>().UseNpgsql().Options);
        return new PlanModel(context.GetService<IDesignTimeModel>().Model);
    }
}
