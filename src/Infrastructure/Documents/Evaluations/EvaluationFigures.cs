using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Evaluations;

/// <summary>Answers of the surveys and counts that the evaluation prints in its text.</summary>
/// <param name="scope">The document.</param>
internal sealed partial class EvaluationFigures(DocumentScope scope)
{
    private static readonly IReadOnlyList<(Func<Regex> Pattern, string Name)> Counts =
    [
        (Samples, "かわさき市民アンケート 有効回収数"),
        (SmallArea, "地域の範囲を小学校の校区より狭い範囲と回答した人の割合"),
        (Interested, "地域活動に関心がある人の割合"),
        (Undecided, "地域活動への関心がどちらともいえない人の割合"),
        (TakingPart, "地域活動に継続して参加している人の割合"),
        (Asked, "町内会・自治会アンケート 対象"),
        (Answers, "町内会・自治会アンケート 回答数"),
        (AnswerRate, "町内会・自治会アンケート 回答率"),
        (YoungPeople, "「川崎ワカモノ未来PROJECT」の参加人数"),
        (MatchedGroups, "プロボノワーカーをマッチングした団体数"),
        (MatchedPeople, "マッチングしたプロボノワーカーの人数"),
        (Trainees, "「シン・コミュニケーション研修」に参加した職員数"),
        (CompanyAgreements, "協定締結数(企業)"),
        (UniversityAgreements, "協定締結数(大学)"),
        (PublicComments, "パブリックコメントの実施件数"),
        (Briefings, "NPO法の説明会・相談会の実施回数(年度計)"),
    ];

    private readonly ContextFigures context = new(scope);
    private string? question;
    private Period? survey;

    /// <summary>Takes the figures of a line.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">The line.</param>
    /// <returns>True where the line is a question or an answer and nothing else.</returns>
    public bool Read(int line, string text)
    {
        if (SurveySource().Match(text) is { Success: true } source)
        {
            survey = PeriodReader.Read(source.Groups["period"].Value)?.Period;
        }
        else if (text == "(今後の検討)")
        {
            // The page with the survey's results ends here.
            survey = null;
        }

        if (text.StartsWith('●'))
        {
            question = NextIsAnswer(line) ? text.TrimStart('●', ' ') : null;
            if (question is not null)
            {
                scope.Ledger.PartOfRecord(line);
            }

            return question is not null;
        }

        if (question is not null && Answer().Match(text) is { Success: true } answer)
        {
            var number = answer.Groups["number"].Value[0] - '①' + 1;
            var figure = FigureReader.Read(answer.Groups["value"].Value) with { ValueText = text.TrimStart('-', ' ') };
            var part = (number, TextFolding.Name(answer.Groups["text"].Value));
            context.State(line, question, ObservationType.Actual, null, figure, source: "町内会・自治会アンケート", note: "no date is printed", part: part);
            return true;
        }

        ReadCounts(line, text);
        return false;
    }

    private void ReadCounts(int line, string text)
    {
        foreach (var (pattern, name) in Counts)
        {
            if (pattern().Match(text) is not { Success: true } match)
            {
                continue;
            }

            var period = match.Groups["period"] is { Success: true, Value: var printed } ? PeriodReader.Read(printed)?.Period
                : survey;
            context.State(
                line, name, ObservationType.Actual, period, FigureReader.Read(match.Groups["value"].Value), note: period is null ? "no date is printed" : null);
        }
    }

    private bool NextIsAnswer(int line)
    {
        var next = Enumerable.Range(line + 1, scope.LineCount - line).FirstOrDefault(l => scope[l].Length > 0);
        return next > 0 && Answer().IsMatch(scope[next]);
    }

    [GeneratedRegex(@"^\(出典：(?<period>平成\d+年度)第\d回かわさき市民アンケート")]
    private static partial Regex SurveySource();

    [GeneratedRegex(@"^- (?<number>[①-⑨])(?<text>.+)\((?<value>\d+%)\)$")]
    private static partial Regex Answer();

    [GeneratedRegex(@"有効回収数 (?<value>[\d,]+標本)")]
    private static partial Regex Samples();

    [GeneratedRegex(@"(?<value>約\d割)の方が小学校の校区より狭い範囲と回答")]
    private static partial Regex SmallArea();

    [GeneratedRegex(@"地域活動に関心がある人が(?<value>約\d+%)")]
    private static partial Regex Interested();

    [GeneratedRegex(@"どちらともいえない人が(?<value>約\d+%)")]
    private static partial Regex Undecided();

    [GeneratedRegex(@"地域活動に継続して参加している人は(?<value>約\d+%)")]
    private static partial Regex TakingPart();

    [GeneratedRegex(@"対象：(?<value>\d+町会・自治会)")]
    private static partial Regex Asked();

    [GeneratedRegex(@"回答数：(?<value>\d+)")]
    private static partial Regex Answers();

    [GeneratedRegex(@"回答率：(?<value>[\d.]+%)")]
    private static partial Regex AnswerRate();

    [GeneratedRegex(@"「川崎ワカモノ未来PROJECT」の実施\((?<value>\d+人)参加\)$")]
    private static partial Regex YoungPeople();

    [GeneratedRegex(@"\(合計で(?<value>\d+団体)に\d+人のプロボノワーカーをマッチング\)$")]
    private static partial Regex MatchedGroups();

    [GeneratedRegex(@"\(合計で\d+団体に(?<value>\d+人)のプロボノワーカーをマッチング\)$")]
    private static partial Regex MatchedPeople();

    [GeneratedRegex(@"^⇒(?<period>平成\d+年度)は.+研修」を実施し、(?<value>\d+名)の職員が参加$")]
    private static partial Regex Trainees();

    [GeneratedRegex(@"^- 協定締結数\(企業:(?<value>\d+件)、.+※(?<period>平成.+現在)")]
    private static partial Regex CompanyAgreements();

    [GeneratedRegex(@"^- 協定締結数\(.+大学:(?<value>\d+件)\)※(?<period>平成.+現在)")]
    private static partial Regex UniversityAgreements();

    [GeneratedRegex(@"パブリックコメントの実施件数\((?<value>\d+件)実施\)$")]
    private static partial Regex PublicComments();

    [GeneratedRegex(@"説明会、相談会を市内各所で実施\(年度計(?<value>\d+回)\)$")]
    private static partial Regex Briefings();
}
