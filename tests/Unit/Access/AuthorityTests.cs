using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Unit.Access;

public sealed class AuthorityTests
{
    private static readonly Caller Limited = new("portal", "k", new HashSet<string> { "statusReports.write" }, new HashSet<string> { "finance" }, new HashSet<string> { "portal" }, "r");
    private static readonly Caller Free = Limited with { Departments = null, SourceSystems = null };

    [Fact]
    public void A_scope_is_asked_of_whoever_asks()
    {
        Assert.Equal(ErrorCode.NoCredentials, Authority.RefuseScope(null, Scopes.WriteStatusReports)!.Code);
        Assert.Equal(ErrorCode.ScopeMissing, Authority.RefuseScope(Limited, Scopes.ReadAudit)!.Code);
        Assert.Null(Authority.RefuseScope(Limited, Scopes.WriteStatusReports));
    }

    [Fact]
    public void A_source_system_is_written_under_by_who_may()
    {
        Assert.Null(Authority.RefuseSourceSystem(Limited, "portal"));
        Assert.Equal(ErrorCode.RowNotAllowed, Authority.RefuseSourceSystem(Limited, "Portal")!.Code);
        Assert.Null(Authority.RefuseSourceSystem(Free, "anything"));
    }

    [Fact]
    public void Who_is_limited_to_departments_writes_about_their_business_only()
    {
        Assert.True(Authority.MayWriteAbout(Limited, ["health", "finance"]));
        Assert.False(Authority.MayWriteAbout(Limited, ["health"]));
        Assert.False(Authority.MayWriteAbout(Limited, []));
        Assert.False(Authority.MayWriteAbout(Limited with { Departments = new HashSet<string>() }, ["health"]));
        Assert.True(Authority.MayWriteAbout(Free, []));
    }

    [Fact]
    public void Every_set_that_a_scope_is_for_says_what_its_rows_are_about()
    {
        var written = PlanModel.Instance.Published.Sets.Where(s => Scopes.ToWrite(s.Name) is not null).ToList();

        Assert.Equal(["observations", "statusReports"], written.Select(s => s.Name).Order(StringComparer.Ordinal));
        foreach (var set in written)
        {
            Assert.NotEmpty(RowSubject.Of(set.Name));
            foreach (var subject in RowSubject.Of(set.Name))
            {
                var type = Follow(set.Type, subject.Navigation);
                Assert.True(subject.Departments.Count == 0 || subject.Departments.Aggregate(type, Follow).Name == "Department", subject.ToString());
            }
        }
    }

    [Fact]
    public void What_a_scope_guards_is_no_part_of_what_everybody_reads()
    {
        var guarded = PlanModel.Instance.Whole.Sets.Where(s => s.ReadScope is not null).ToList();

        Assert.Equal([("auditEntries", Scopes.ReadAudit)], guarded.Select(s => (s.Name, s.ReadScope!)));
        Assert.All(guarded, s => Assert.Equal(s.ReadScope, Scopes.ToRead(s.Name.ToUpperInvariant())));
        Assert.All(PlanModel.Instance.Published.Sets, s => Assert.Null(Scopes.ToRead(s.Name)));
        Assert.Equal(
            ["AuditChange", "AuditEntry"],
            PlanModel.Instance.Whole.Types.Except(PlanModel.Instance.Published.Types).Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    private static StructuredTypeModel Follow(StructuredTypeModel type, string navigation) => type.Navigations.Single(n => n.Name == navigation).Target.Type;
}
