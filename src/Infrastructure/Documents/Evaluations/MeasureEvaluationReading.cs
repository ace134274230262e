using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Evaluations;

/// <summary>One reading of the evaluation of a measure.</summary>
internal sealed partial class MeasureEvaluationReading(DocumentScope scope)
{
    /// <summary>Titles of pages and blocks, as printed; they state nothing.</summary>
    private static readonly HashSet<string> Headings =
    [
        "施策の概要", "主な事務事業", "実施計画に位置付けた成果指標", "コミュニティ施策", "○これまでの取組経緯", "現状と課題", "これらを踏まえて", "今後の取組", "町内会・自治会",
        "施策の達成状況", "理由", "施策の今後の方向性", "町内会・自治会の活動の活性化の取組", "NPO法人活動促進事業の取組", "地方分権改革の取組", "目標値達成に向けた今後の取組",
        "(結果)", "(今後の検討)", "<取組の概要>", "<主な取組事例>", "(成果の主な意見)", "(課題の主な意見)", "(主な意見)", "成果について", "課題について",
    ];

    private static readonly HashSet<string> BackCover = ["Colors, Future!", "いろいろって、未来。", "川崎市"];

    private readonly EvaluationDraft evaluation = new(scope);
    private readonly EvaluationFigures figures = new(scope);
    private string passageKind = "text";
    private bool inProjects;

    /// <summary>Reads line after line.</summary>
    public void Run()
    {
        for (var line = 1; line <= scope.LineCount; line++)
        {
            var text = TextFolding.Collapse(scope.Raw(line).Replace('\t', '\u0001')).Replace('\u0001', '\t');
            if (text.Length == 0)
            {
                continue;
            }

            if (TableRow.IsRow(scope.Raw(line)))
            {
                ReadRow(new TableRow(line, scope.Raw(line)));
            }
            else if (!evaluation.ReadLevel(line, text) && !evaluation.ReadGrade(line, text) && !figures.Read(line, text) && !ReadFurniture(line, text))
            {
                ReadText(line, text);
            }
        }

        evaluation.Finish();
    }

    private void ReadRow(TableRow row)
    {
        if (inProjects && row.Filled.Count() == 1)
        {
            evaluation.CiteProject(row);
        }
        else if (!evaluation.Definitions.Read(row) && !evaluation.Results.Read(row))
        {
            // Left unclaimed: the account names it.
            inProjects = false;
        }
    }

    private bool ReadFurniture(int line, string text)
    {
        if (ChapterIndex().IsMatch(text))
        {
            scope.Furniture(line, "chapter index");
        }
        else if (BackCover.Contains(text) && line > scope.LineCount - 6)
        {
            scope.Furniture(line, "back cover");
        }
        else if (Headings.Contains(text) || PageTitle().IsMatch(text))
        {
            inProjects = text == "主な事務事業";
            passageKind = text switch { "現状と課題" => "currentState", "理由" => "reason", "今後の取組" => "approach", _ when text.EndsWith("取組", StringComparison.Ordinal) => "progress", _ => "text" };
            scope.Furniture(line, "page or block title");
        }
        else if (IsCaption(line, text))
        {
            scope.Furniture(line, "caption or title");
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>A short line of its own with no full stop, set off by blank lines on both sides, without bullet or figure.</summary>
    private bool IsCaption(int line, string text) =>
        text.Length <= 40 && !text.EndsWith('。') && !Bullet().IsMatch(text) && !text.Any(char.IsAsciiDigit) && IsBlank(line - 1) && IsBlank(line + 1)
        && !text.Contains('\t', StringComparison.Ordinal) && !DirectGoal().IsMatch(text);

    private bool IsBlank(int line) => line < 1 || line > scope.LineCount || scope[line].Length == 0;

    private void ReadText(int line, string text)
    {
        var (set, subject) = evaluation.Subject;
        if (DirectGoal().Match(text) is { Success: true } goal)
        {
            scope.Passage(line, goal.Groups["text"].Value, "directGoal", set, subject);
        }
        else
        {
            scope.Passage(line, text, passageKind, set, subject);
        }
    }

    [GeneratedRegex(@"^概要[ /]+背景[ /]+取組[ /]+成果[ /]+まとめ$")]
    private static partial Regex ChapterIndex();

    [GeneratedRegex(@"^(成果指標[①-⑨]の達成状況\(.+\)|その他成果\(.+\)[①-⑨]|多様な主体による協働・連携の取組[①-⑨]|「\(仮称\)今後のコミュニティ施策の基本的考え方」に関する検討の取組[①-⑨])$")]
    private static partial Regex PageTitle();

    [GeneratedRegex(@"^(-|●|⇒|・|①|②|③|④|⑤|⑥|\()")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^直接目標 (?<text>.+)$")]
    private static partial Regex DirectGoal();
}
