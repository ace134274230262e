using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>Headings of the implementation plans: 政策 and 施策 with their numbers, sections, table heads.</summary>
internal static partial class PlanGrammar
{
    /// <summary>Reads `施策5-1-1 name`, blanks in the number allowed.</summary>
    /// <param name="text">Line without leading `#`.</param>
    /// <returns>Code and name; null if the line is no such heading.</returns>
    public static (string Code, string Name)? Measure(string text) => Match(MeasureHeading(), text);

    /// <summary>Reads `政策5-1 name`.</summary>
    /// <param name="text">Line.</param>
    public static (string Code, string Name)? Policy(string text) => Match(PolicyHeading(), text);

    /// <summary>Reads `基本政策 5 name`.</summary>
    /// <param name="text">Line.</param>
    public static (string Code, string Name)? BasicPolicy(string text) => Match(BasicPolicyHeading(), text);

    /// <summary>Code of the policy a measure belongs to: 5-1 of 5-1-1.</summary>
    /// <param name="measureCode">Measure code.</param>
    public static string PolicyOf(string measureCode) => measureCode[..measureCode.LastIndexOf('-')];

    /// <summary>True for the first header row of an action table.</summary>
    /// <param name="row">The row.</param>
    public static bool IsActionHead(TableRow row) => TextFolding.Comparable(row[1]) == "事務事業名";

    /// <summary>Whether a cell of the first header row of an action table is one of the heads that the plans print.</summary>
    /// <param name="text">The cell.</param>
    public static bool IsHeadOfActions(string text) => TextFolding.Comparable(text) is "事務事業名" or "現状" or "事業内容・目標";

    /// <summary>True for the header row of an outcome indicator table.</summary>
    /// <param name="row">The row.</param>
    public static bool IsOutcomeHead(TableRow row) => TextFolding.Comparable(row[1]) == "名称(指標の出典)";

    private static (string Code, string Name)? Match(Regex pattern, string text) =>
        pattern.Match(TextFolding.Collapse(text)) is { Success: true } match
            ? (match.Groups["code"].Value.Replace(" ", "", StringComparison.Ordinal), TextFolding.Name(match.Groups["name"].Value))
            : null;

    [GeneratedRegex(@"^施策 ?(?<code>\d ?- ?\d ?- ?\d) ?(?<name>\D.*)$")]
    private static partial Regex MeasureHeading();

    [GeneratedRegex(@"^政策 ?(?<code>\d ?- ?\d) (?<name>[^-].*)$")]
    private static partial Regex PolicyHeading();

    [GeneratedRegex(@"^基本政策 ?(?<code>\d) (?<name>.+)$")]
    private static partial Regex BasicPolicyHeading();
}
