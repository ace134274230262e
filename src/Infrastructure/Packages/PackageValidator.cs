using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Packages.Rules;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>L5: holds a package against every rule. Finds everything, not the first fault only.</summary>
internal static class PackageValidator
{
    /// <summary>The rules in the order of their findings: first the files, then the cells, then what they say.</summary>
    public static IReadOnlyList<IPackageRule> Rules { get; } =
    [
        new DescriptorRule(),
        new FilesPresentRule(),
        new HashRule(),
        new EncodingRule(),
        new CsvRule(),
        new HeaderRule(),
        new CellRule(),
        new VocabularyRule(),
        new TextRule(),
        new KeyRule(),
        new CodeRule(),
        new ReferenceRule(),
        new SubjectRule(),
        new LevelRule(),
        new PlaceRule(),
        new FiscalYearRule(),
        new PeriodRule(),
        new SeriesRule(),
        new ActionYearsRule(),
        new UnitRule(),
        new ComparatorRule(),
        new ApproximateRule(),
        new StatusRule(),
        new PrintedValueRule(),
        new FiscalTotalsRule(),
        new EvaluationRule(),
        new ContradictionRule(),
    ];

    /// <summary>Every finding; empty when the package is good.</summary>
    /// <param name="content">The package as it was read.</param>
    public static IReadOnlyList<Problem> Validate(PackageContent content) => [.. Rules.SelectMany(r => r.Check(content))];
}
