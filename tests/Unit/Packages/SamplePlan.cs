using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Tests.Unit.Packages;

/// <summary>A small plan made by hand: a row or more of every set of the package, every form of cell, and no finding.</summary>
internal static class SamplePlan
{
    public static PlanData Build()
    {
        var data = new PlanData();
        Hierarchy(data);
        Reform(data);
        Figures(data);
        Evaluations(data);
        Finances(data);
        return data;
    }

    private static void Hierarchy(PlanData data)
    {
        data.Documents.Add(Document("ip3", DocumentKind.ImplementationPlan, null));
        data.Documents.Add(Document("ar3", DocumentKind.ReformProgramme, null));
        data.Documents.Add(Document("civic2015", DocumentKind.Review, new DateOnly(2015, 6, 12)));
        data.Plans.Add(new PlanProgramme { Code = "ip3", DocumentCode = "ip3", Line = 1, MunicipalityCode = "141305", Name = "第3期実施計画", Kind = PlanKind.ImplementationPlan, FirstFiscalYear = 2022, LastFiscalYear = 2025 });
        data.Plans.Add(new PlanProgramme { Code = "ar3", DocumentCode = "ar3", Line = 1, MunicipalityCode = "141305", Name = "行財政改革第3期プログラム", Kind = PlanKind.ReformProgramme, FirstFiscalYear = 2022, LastFiscalYear = 2025 });
        data.BasicPolicies.Add(new BasicPolicy { Code = "5", DocumentCode = "ip3", Line = 2, Page = 1, Name = "誰もが生きがいを持てる市民自治の地域づくり" });
        data.Policies.Add(new Policy { Code = "5-1", DocumentCode = "ip3", Line = 3, BasicPolicyCode = "5", Name = "参加と協働" });
        data.Measures.Add(new Measure { Code = "5-1-1", DocumentCode = "ip3", Line = 4, PolicyCode = "5-1", Name = "地域の課題解決, \"自治\"" });
        data.Projects.Add(new Project { Code = "ip3-5-1-1-p02", DocumentCode = "ip3", Line = 6, PlanCode = "ip3", MeasureCode = "5-1-1", Number = 2, Name = "区における行政", IsMajor = true });
        data.Projects.Add(new Project { Code = "ip3-5-1-1-p01", DocumentCode = "ip3", Line = 5, PlanCode = "ip3", MeasureCode = "5-1-1", Number = 1, Name = "町内会支援", IsMajor = null, PredecessorCode = "ip3-5-1-1-p02" });
        data.Themes.Add(new Theme { Code = "1", DocumentCode = "civic2015", Line = 2, Name = "自治" });
        data.Themes.Add(new Theme { Code = "1-2", DocumentCode = "civic2015", Line = 3, ParentCode = "1", Name = "区" });
        data.Wards.Add(new Ward { Code = "141313", DocumentCode = "civic2015", Line = 4, Name = "川崎区", NameEn = "Kawasaki-ku" });
    }

    private static void Reform(PlanData data)
    {
        data.ReformPillars.Add(new ReformPillar { Code = "ar3-1", DocumentCode = "ar3", Line = 2, PlanCode = "ar3", Number = 1, Name = "共に支える" });
        data.ReformItems.Add(new ReformItem { Code = "ar3-1-2", DocumentCode = "ar3", Line = 3, PillarCode = "ar3-1", Number = 2, Name = "市民サービス" });
        data.ReformTasks.Add(new ReformTask
        {
            Code = "ar3-1-2-4",
            DocumentCode = "ar3",
            Line = 4,
            ItemCode = "ar3-1-2",
            Number = 4,
            Name = "窓口",
            DepartmentText = "市民文化局・川崎区役所",
            SecuresPeople = true,
            SecuresGoods = false,
            SecuresMoney = true,
            SecuresInformation = false,
            SecuresTime = true,
        });
        data.Departments.Add(new Department { Code = "kawasaki-ward", DocumentCode = "ar3", Line = 4, Name = "川崎区役所", Kind = DepartmentKind.WardOffice, WardCode = "141313" });
        data.Departments.Add(new Department { Code = "citizens", DocumentCode = "ar3", Line = 4, Name = "市民文化局", Kind = DepartmentKind.Bureau });
        data.ReformTaskDepartments.Add(new ReformTaskDepartment { ReformTaskCode = "ar3-1-2-4", DepartmentCode = "kawasaki-ward" });
        data.ReformTaskDepartments.Add(new ReformTaskDepartment { ReformTaskCode = "ar3-1-2-4", DepartmentCode = "citizens" });
        data.Actions.Add(new PlannedAction { Code = "ar3-1-2-4-k01", DocumentCode = "ar3", Line = 5, PlanCode = "ar3", ReformTaskCode = "ar3-1-2-4", Number = 1, Text = "●窓口の見直し", FirstFiscalYear = 2022, LastFiscalYear = 2024, FiscalYears = [2022, 2023, 2024], IsOngoing = true });
        data.Actions.Add(new PlannedAction { Code = "ip3-5-1-1-p01-k01", DocumentCode = "ip3", Line = 7, PlanCode = "ip3", ProjectCode = "ip3-5-1-1-p01", Number = 1, Group = "支援", Text = "加入の促進", IsOngoing = false, Note = "the year's cell is empty" });
    }

    private static void Figures(PlanData data)
    {
        data.Indicators.Add(new Indicator { Code = "5-1-1-o1", DocumentCode = "ip3", Line = 8, Kind = IndicatorKind.Outcome, PolicyCode = "5-1", MeasureCode = "5-1-1", Number = 1, Name = "加入率", Unit = "%", Direction = Direction.Increase, IsCumulative = false, Source = "市民文化局調べ" });
        data.Observations.Add(Observation("5-1-1-o1.target.2025", 2025, "63.50%以上", 63.50m, Comparator.Ge));
        data.Observations.Add(Observation("5-1-1-o1.actual.2020", 2020, "0%", 0m, Comparator.Eq));
        data.Observations.Add(Observation("5-1-1-o1.target.2024", 2024, "－", status: ValueStatus.NotSet));
        data.Observations.Add(Observation("5-1-1-o1.target.2022-2025", 2022, "継続実施", status: ValueStatus.Text, lastYear: 2025));
        data.Citations.Add(new Citation { Code = "5-1-1-o1.target.2025.c1", DocumentCode = "ar3", Line = 6, SubjectKind = "observations", SubjectCode = "5-1-1-o1.target.2025", ObservationCode = "5-1-1-o1.target.2025", ValueText = "６３．５％以上" });
        data.Discrepancies.Add(new Discrepancy
        {
            Code = "5-1-1-o1.actual.2020.d1",
            DocumentCode = "ip3",
            Line = 9,
            SubjectKind = "observations",
            SubjectCode = "5-1-1-o1.actual.2020",
            Field = "value",
            Description = "ar3 prints 1, ip3 prints 0",
            FirstDocumentCode = "ar3",
            FirstLine = 6,
            FirstText = "1%",
            SecondDocumentCode = "ip3",
            SecondLine = 9,
            SecondText = "0%",
        });
    }

    private static void Evaluations(PlanData data)
    {
        data.Grades.Add(new Grade { Code = "achievement-c", DocumentCode = "ip3", Line = 10, Scale = GradeScale.Achievement, Symbol = "C", Label = "一定の進捗があった", Order = 3 });
        data.Evaluations.Add(new Evaluation { Code = "eval1-5-1-1", DocumentCode = "ip3", Line = 10, PlanCode = "ip3", MeasureCode = "5-1-1", FiscalYear = 2025, AchievementGrade = "achievement-c" });
        data.IndicatorResults.Add(new IndicatorResult { Code = "eval1-5-1-1-r1", DocumentCode = "ip3", Line = 10, EvaluationCode = "eval1-5-1-1", IndicatorCode = "5-1-1-o1", Target = 63.50m, Actual = 0m, IsAchieved = false });
    }

    private static void Finances(PlanData data)
    {
        data.FiscalLines.Add(Line("frame-01", 1, null, "歳入"));
        data.FiscalLines.Add(Line("frame-02", 2, "frame-01", "市税"));
        data.FiscalLines.Add(Line("frame-03", 3, "frame-01", "その他"));
        data.FiscalAmounts.Add(Amount("frame-01", 7925m, "7,925"));
        data.FiscalAmounts.Add(Amount("frame-02", 3600m, "3,600"));
        data.FiscalAmounts.Add(Amount("frame-03", 4326m, "4,326"));
    }

    private static Document Document(string code, DocumentKind kind, DateOnly? issuedOn) =>
        new() { Code = code, Title = "文書" + code, Kind = kind, IssuedOn = issuedOn, IssuedLabel = "令和3年度", FileName = code + ".txt", Sha256 = new string('a', 64), LineCount = 20 };

    private static Observation Observation(
        string code, int year, string text, decimal? value = null, Comparator? comparator = null, ValueStatus status = ValueStatus.Ok, int? lastYear = null) => new()
        {
            Code = code,
            DocumentCode = "ip3",
            Line = 9,
            Page = value is null ? null : 12,
            IndicatorCode = "5-1-1-o1",
            ValueType = code.Contains("actual", StringComparison.Ordinal) ? ObservationType.Actual : ObservationType.Target,
            FiscalYear = year,
            LastFiscalYear = lastYear,
            PeriodKind = lastYear is null ? PeriodKind.FiscalYear : PeriodKind.MultiYear,
            PeriodStart = new DateOnly(year, 4, 1),
            PeriodEnd = new DateOnly((lastYear ?? year) + 1, 3, 31),
            PeriodLabel = $"令和{year - 2018}年度",
            PlanPeriod = value is null ? null : 3,
            Value = value,
            Comparator = comparator,
            ValueText = text,
            Unit = "%",
            Subgroup = value == 0 ? "大人" : null,
            WardCode = value == 0 ? "141313" : null,
            Status = status,
            Note = lastYear is null ? null : "※ 4年間の計",
        };

    private static FiscalLine Line(string code, int number, string? parent, string name) =>
        new() { Code = code, DocumentCode = "ar3", Line = 10 + number, Statement = FiscalStatement.Frame, Number = number, ParentCode = parent, Name = name, Unit = "億円" };

    private static FiscalAmount Amount(string line, decimal amount, string text) =>
        new() { Code = line + ".2022", DocumentCode = "ar3", Line = 15, LineCode = line, FiscalYear = 2022, Amount = amount, ValueText = text, Status = ValueStatus.Ok, Basis = AmountBasis.Frame };
}
