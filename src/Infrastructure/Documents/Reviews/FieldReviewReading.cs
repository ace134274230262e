using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reviews;

/// <summary>One reading of the review.</summary>
internal sealed partial class FieldReviewReading(DocumentScope scope, ContextFigures context)
{
    private readonly ThemeList themes = new(scope);
    private readonly ReviewFigures figures = new(scope, context);
    private readonly List<int> paragraph = [];
    private bool inContents;
    private bool inThemes;
    private ReviewTable? table;

    /// <summary>Reads line after line.</summary>
    public void Run()
    {
        for (var line = 1; line <= scope.LineCount; line++)
        {
            var text = scope[line];
            if (text.Length == 0)
            {
                EndParagraph();
                table = null;
            }
            else if (TableRow.IsRow(scope.Raw(line)))
            {
                ReadRow(new TableRow(line, scope.Raw(line)));
            }
            else
            {
                inThemes = inThemes && themes.Read(line, text);
                if (!inThemes)
                {
                    ReadText(line, text);
                }
            }
        }

        EndParagraph();
    }

    /// <summary>Lines without a blank line or a bullet between them are one paragraph: the document breaks lines by their width.</summary>
    private void EndParagraph()
    {
        if (paragraph.Count > 0)
        {
            paragraph.ForEach(scope.Ledger.Prose);
            scope.Passage(paragraph[0], string.Join('\n', paragraph.Select(l => scope[l])).TrimStart('-', ' '), "text");
            paragraph.Clear();
        }
    }

    private void ReadText(int line, string text)
    {
        if (text.StartsWith('#'))
        {
            EndParagraph();
        }

        if (line <= 8 && (TitleLine().IsMatch(text) || text == "川崎市"))
        {
            scope.Furniture(line, "title page");
        }
        else if (text.StartsWith('#'))
        {
            // Contents are the headings before the first of level 1.
            inContents = text.Contains("本資料の構成", StringComparison.Ordinal) || (inContents && !text.StartsWith("# ", StringComparison.Ordinal));
            inThemes = text == "### 重点検討テーマ";
            scope.Furniture(line, inContents ? "table of contents" : "heading");
            figures.ReadHeading(line, text);
        }
        else if (inContents)
        {
            scope.Furniture(line, "table of contents");
        }
        else if (!figures.ReadText(line, text))
        {
            if (text.StartsWith('-'))
            {
                EndParagraph();
            }

            paragraph.Add(line);
        }
    }

    private void ReadRow(TableRow row)
    {
        if (table is null)
        {
            table = ReviewTable.FromHeader(scope, context, figures.BlockPeriod, row);
        }
        else
        {
            table.Read(row);
        }
    }

    [GeneratedRegex(@"^(政策の方向性と本市の取組|～「.+」分野～|平成\d+年\d+月\d+日)$")]
    private static partial Regex TitleLine();
}
