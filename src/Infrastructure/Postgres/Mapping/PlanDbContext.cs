using Kawasaki.Domain.Plan;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>The one definition of tables, keys and relations; writes go through it, reads take names and joins from it.</summary>
internal sealed class PlanDbContext(DbContextOptions<PlanDbContext> options) : DbContext(options)
{
    /// <summary>Schema of every table.</summary>
    public const string Schema = "plan";

    /// <summary>Schema of what the tables held before; made and filled by the scripts, no part of the mapping.</summary>
    public const string PastSchema = "past";

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Indexes stand in the migration scripts only: they serve queries, not the mapping. Unique ones are declared here too.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();

        // Byte order of UTF-8 is the order of code points: the same on every machine and in every version, which keyset pages need.
        configurationBuilder.Properties<string>().UseCollation("C");
        foreach (var vocabulary in typeof(Entity).Assembly.GetTypes().Where(Vocabulary.Is))
        {
            configurationBuilder.Properties(vocabulary).HaveConversion(typeof(VocabularyConverter<>).MakeGenericType(vocabulary)).UseCollation("C");
        }
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.HasSequence<long>("revisions");
        Sources(modelBuilder);
        Hierarchy(modelBuilder);
        Reform(modelBuilder);
        Figures(modelBuilder);
        Evaluations(modelBuilder);
        Finances(modelBuilder);
        Operations(modelBuilder);
        TableConventions.Apply(modelBuilder);
        TableChecks.Apply(modelBuilder);
    }

    private static void Sources(ModelBuilder model)
    {
        model.Entity<Document>().HasKey(d => d.Code);
        Fact<PlanProgramme>(model);
        Fact<Citation>(model);
        var discrepancy = Fact<Discrepancy>(model);
        discrepancy.HasOne<Document>().WithMany().HasForeignKey(d => d.FirstDocumentCode);
        discrepancy.HasOne<Document>().WithMany().HasForeignKey(d => d.SecondDocumentCode);
        Fact<Passage>(model);
        Fact<Theme>(model).HasOne(t => t.Parent).WithMany(t => t.Children).HasForeignKey(t => t.ParentCode);
    }

    private static void Hierarchy(ModelBuilder model)
    {
        Fact<BasicPolicy>(model);
        Fact<Policy>(model).HasOne(p => p.BasicPolicy).WithMany(b => b.Policies).HasForeignKey(p => p.BasicPolicyCode);
        Fact<Measure>(model).HasOne(m => m.Policy).WithMany(p => p.Measures).HasForeignKey(m => m.PolicyCode);
        var project = Fact<Project>(model);
        project.HasOne(p => p.Plan).WithMany(p => p.Projects).HasForeignKey(p => p.PlanCode);
        project.HasOne(p => p.Measure).WithMany(m => m.Projects).HasForeignKey(p => p.MeasureCode);
        project.Ignore(p => p.LatestReport);
        project.HasOne(p => p.Predecessor).WithMany(p => p.Successors).HasForeignKey(p => p.PredecessorCode);
        var action = Fact<PlannedAction>(model);
        action.HasOne(a => a.Plan).WithMany().HasForeignKey(a => a.PlanCode);
        action.HasOne(a => a.Project).WithMany(p => p.Actions).HasForeignKey(a => a.ProjectCode);
        action.HasOne(a => a.ReformTask).WithMany(t => t.Actions).HasForeignKey(a => a.ReformTaskCode);
    }

    private static void Reform(ModelBuilder model)
    {
        Fact<ReformPillar>(model).HasOne(p => p.Plan).WithMany(p => p.ReformPillars).HasForeignKey(p => p.PlanCode);
        Fact<ReformItem>(model).HasOne(i => i.Pillar).WithMany(p => p.Items).HasForeignKey(i => i.PillarCode);
        var task = Fact<ReformTask>(model);
        task.HasOne(t => t.Item).WithMany(i => i.Tasks).HasForeignKey(t => t.ItemCode);
        task.Ignore(t => t.LatestReport);
        task.HasMany(t => t.Departments).WithMany(d => d.ReformTasks).UsingEntity<ReformTaskDepartment>(
            link => link.HasOne<Department>().WithMany().HasForeignKey(l => l.DepartmentCode),
            link => link.HasOne<ReformTask>().WithMany().HasForeignKey(l => l.ReformTaskCode),
            link => link.HasKey(l => new { l.ReformTaskCode, l.DepartmentCode }));
        Fact<Ward>(model);
        Fact<Department>(model).HasOne(d => d.Ward).WithMany(w => w.Departments).HasForeignKey(d => d.WardCode);
    }

    private static void Figures(ModelBuilder model)
    {
        var indicator = Fact<Indicator>(model);
        indicator.HasOne(i => i.Plan).WithMany().HasForeignKey(i => i.PlanCode);
        indicator.HasOne(i => i.Policy).WithMany(p => p.Indicators).HasForeignKey(i => i.PolicyCode);
        indicator.HasOne(i => i.Measure).WithMany(m => m.Indicators).HasForeignKey(i => i.MeasureCode);
        indicator.HasOne(i => i.Project).WithMany(p => p.Indicators).HasForeignKey(i => i.ProjectCode);
        indicator.HasOne(i => i.ReformTask).WithMany(t => t.Indicators).HasForeignKey(i => i.ReformTaskCode);
        var observation = Reportable<Observation>(model);
        HasRevision(observation);
        observation.HasIndex(o => new { o.SourceSystem, o.ExternalId }).IsUnique();
        observation.HasOne(o => o.Indicator).WithMany(i => i.Observations).HasForeignKey(o => o.IndicatorCode);
        observation.HasOne(o => o.Ward).WithMany(w => w.Observations).HasForeignKey(o => o.WardCode);
        observation.HasMany(o => o.Citations).WithOne().HasForeignKey(c => c.ObservationCode);
        Reportable<IndicatorFact>(model).ToView("indicator_facts", Schema);
        TargetResults(model.Entity<TargetResult>());
    }

    private static void TargetResults(EntityTypeBuilder<TargetResult> result)
    {
        result.ToView("target_results", Schema).HasKey(r => r.Code);
        result.HasOne(r => r.Indicator).WithMany().HasForeignKey(r => r.IndicatorCode);
        result.HasOne(r => r.Target).WithMany().HasForeignKey(r => r.TargetCode);
        result.HasOne(r => r.Actual).WithMany().HasForeignKey(r => r.ActualCode);
        result.HasOne(r => r.Ward).WithMany().HasForeignKey(r => r.WardCode);
    }

    private static void Evaluations(ModelBuilder model)
    {
        Fact<Grade>(model);
        var evaluation = Fact<Evaluation>(model);
        evaluation.HasOne(e => e.Plan).WithMany(p => p.Evaluations).HasForeignKey(e => e.PlanCode);
        evaluation.HasOne(e => e.Measure).WithMany(m => m.Evaluations).HasForeignKey(e => e.MeasureCode);
        evaluation.HasOne<Grade>().WithMany().HasForeignKey(e => e.AchievementGrade);
        evaluation.HasOne<Grade>().WithMany().HasForeignKey(e => e.DirectionGrade);
        var result = Fact<IndicatorResult>(model);
        result.HasOne(r => r.Evaluation).WithMany(e => e.Results).HasForeignKey(r => r.EvaluationCode);
        result.HasOne(r => r.Indicator).WithMany(i => i.Results).HasForeignKey(r => r.IndicatorCode);
    }

    private static void Finances(ModelBuilder model)
    {
        Fact<FiscalLine>(model).HasOne(l => l.Parent).WithMany(l => l.Children).HasForeignKey(l => l.ParentCode);
        Fact<FiscalAmount>(model).HasOne(a => a.FiscalLine).WithMany(l => l.Amounts).HasForeignKey(a => a.LineCode);
    }

    private static void Operations(ModelBuilder model)
    {
        var report = model.Entity<StatusReport>();
        report.HasKey(r => r.Code);
        HasRevision(report);
        report.HasOne(r => r.Project).WithMany(p => p.StatusReports).HasForeignKey(r => r.ProjectCode);
        report.HasOne(r => r.ReformTask).WithMany(t => t.StatusReports).HasForeignKey(r => r.ReformTaskCode);
        report.HasOne(r => r.Action).WithMany(a => a.StatusReports).HasForeignKey(r => r.ActionCode);
        report.HasIndex(r => new { r.SourceSystem, r.ExternalId }).IsUnique();

        var progress = model.Entity<YearProgress>();
        progress.HasKey(p => new { p.SubjectKind, p.SubjectCode, p.FiscalYear });
        progress.ToView("progress", Schema);

        var change = model.Entity<ChangeEntry>();
        change.HasKey(c => c.Sequence);
        change.Property(c => c.Sequence).UseIdentityAlwaysColumn();

        var entry = model.Entity<AuditEntry>().ToView("audit_log", Schema);
        entry.HasKey(e => e.Sequence);
        entry.ComplexCollection(e => e.Changes, c =>
        {
            c.ToJson("changes");
            c.Property(x => x.Property).HasJsonPropertyName("property");
            c.Property(x => x.Before).HasJsonPropertyName("before");
            c.Property(x => x.After).HasJsonPropertyName("after");
        });
    }

    // One sequence for all tables: a revision is never used again, not even by another row of the same key.
    private static void HasRevision<T>(EntityTypeBuilder<T> entity)
        where T : Entity =>
        entity.Property<long>(PublishedModelBuilder.Revision).HasDefaultValueSql("nextval('plan.revisions'::regclass)");

    private static EntityTypeBuilder<T> Reportable<T>(ModelBuilder model)
        where T : ReportableFact
    {
        var entity = model.Entity<T>();
        entity.HasKey(f => f.Code);
        entity.HasOne(f => f.Document).WithMany().HasForeignKey(f => f.DocumentCode);
        return entity;
    }

    private static EntityTypeBuilder<T> Fact<T>(ModelBuilder model)
        where T : Fact
    {
        var entity = model.Entity<T>();
        entity.HasKey(f => f.Code);
        entity.HasOne(f => f.Document).WithMany().HasForeignKey(f => f.DocumentCode);
        return entity;
    }
}
