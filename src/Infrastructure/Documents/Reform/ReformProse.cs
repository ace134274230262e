using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>
/// Reads the running text between the tables: paragraphs become passages, headings and captions are furniture. A line of no
/// known kind stays unclaimed, so that the account names it.
/// </summary>
internal static partial class ReformProse
{
    private static readonly (string Kind, Regex Form)[] Furniture =
    [
        ("contents entry", ContentsTitle()),
        ("figure caption", FigureCaption()),
        ("chapter heading", ChapterHeading()),
        ("heading", Heading()),
        ("figure source", FigureSource()),
        ("title", Title()),
        ("unit of a table", UnitOfTable()),
        ("contact", Contact()),
        ("brand message", BrandMessage()),
    ];

    /// <summary>Claims what no other reader has claimed in the range.</summary>
    /// <param name="document">The document.</param>
    /// <param name="ledger">Its account.</param>
    /// <param name="package">Where passages go.</param>
    /// <param name="range">The lines.</param>
    public static void Read(SourceDocument document, LineLedger ledger, PackageBuilder package, LineRange range)
    {
        foreach (var line in range.Lines.Where(l => !string.IsNullOrWhiteSpace(document[l]) && !ledger.IsClaimed(l)))
        {
            var text = TextFolding.Narrow(TextFolding.Collapse(document[line]));
            var isRow = TableRow.IsRow(document[line]);
            if (isRow && ContentsEntry().IsMatch(document[line]))
            {
                ledger.PageFurniture(line, "contents entry");
            }
            else if (!isRow && Array.Find(Furniture, f => f.Form.IsMatch(text)) is { Kind: { } kind })
            {
                ledger.PageFurniture(line, kind);
            }
            else if (isRow ? IsTableOfText(document[line]) : Paragraph().IsMatch(text))
            {
                AddPassage(document, package, line, HtmlCell.Text(document[line].Replace('\t', ' ')));
                ledger.Prose(line);
            }
        }
    }

    /// <summary>Adds a paragraph to the passages.</summary>
    /// <param name="document">The document.</param>
    /// <param name="package">Where it goes.</param>
    /// <param name="line">Its line.</param>
    /// <param name="text">Its text.</param>
    /// <param name="kind">What it is, as <see cref="Passage.Kind"/> says.</param>
    /// <param name="subject">Set and code of the row it is about.</param>
    /// <param name="mark">Tells apart several passages of one line.</param>
    public static void AddPassage(
        SourceDocument document, PackageBuilder package, int line, string text, string kind = "text", (string Kind, string Code)? subject = null, string mark = "") =>
        package.Data.Passages.Add(new Passage
        {
            Code = $"{document.Code}-l{line}{mark}",
            DocumentCode = document.Code,
            Line = line,
            SubjectKind = subject?.Kind,
            SubjectCode = subject?.Code,
            Kind = kind,
            Number = line,
            Text = text,
        });

    /// <summary>A table without figures that the published sets hold: lists of points, of meetings, of members.</summary>
    private static bool IsTableOfText(string text) => text.Contains("<ul", StringComparison.Ordinal) || MeetingRow().IsMatch(TextFolding.Narrow(text));

    [GeneratedRegex(@"^[^\t]+\t\d{1,3}$")]
    private static partial Regex ContentsEntry();

    [GeneratedRegex(@"^目次$")]
    private static partial Regex ContentsTitle();

    [GeneratedRegex(@"^図表[-－ー―]\d+ |^\(テレワーク・時差出勤呼び掛け後|^○ |^\(第3期プログラム関係\)$")]
    private static partial Regex FigureCaption();

    [GeneratedRegex(@"^第\d章 \S+$|^■ 参考資料$")]
    private static partial Regex ChapterHeading();

    // 1, (1), ア, ①, ■, ● and <…> open a heading where no sentence follows.
    [GeneratedRegex(@"^(\d|\(\d\)|[アイウエオカキ]|[①-⑨]|■|●)[ ]?[^。]+$|^[<【\[][^。]+[>】\]]$|^はじめに$|^(平成|令和)[^。]+の主な組織改正$|の設定の考え方$|^\*[ ]?第\d", RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[^。]+(から作成|から転載|交通局作成)$", RegexOptions.ExplicitCapture)]
    private static partial Regex FigureSource();

    [GeneratedRegex(@"^川崎市$|^(川崎市)?行財政改革第3期プログラム$|^令和\s?4\s?\(2022\)年\s?3\s?月( 川崎市長.*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Title();

    [GeneratedRegex(@"^\(単位 [^)]+\)$")]
    private static partial Regex UnitOfTable();

    [GeneratedRegex(@"^\[お問い合わせ先\]$|^川崎市総務企画局|^電話 |^F ?A ?X |^E-mail ")]
    private static partial Regex Contact();

    [GeneratedRegex(@"^Colors, Future!$|^いろいろって、未来。$|^多様性は、|^川崎は、1色|^あかるく。|^明日は、|^次の100年|^あたらしい川崎")]
    private static partial Regex BrandMessage();

    // A sentence, a point of a list, a note.
    [GeneratedRegex(@"。|^[-*※・] ?|^[¹²³⁴-⁹⁰]+ |^\(注\)|もの$|など$|の観点$|^<ul ")]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"^年\t月日|^((平成|令和)[^\t]*)?\t(\d+月|(平成|令和)[^\t]*\t\d+月)|^氏名 |^[^\t\d]+\t[^\t]*(大学|公認会計士|代表理事)|^回数\t|^第\d回\t", RegexOptions.ExplicitCapture)]
    private static partial Regex MeetingRow();
}
