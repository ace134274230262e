using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Datasets;

/// <summary>The words of the whole package: its title, and the README that lies in the archive, with every file and column.</summary>
internal static class PackageText
{
    /// <summary>Title in Japanese.</summary>
    public const string TitleJapanese = "川崎市総合計画・行財政改革プログラム 計画データ";

    /// <summary>Title in English.</summary>
    public const string TitleEnglish = "Kawasaki City comprehensive plan and administrative reform programme: plan data";

    /// <summary>What it is, in English.</summary>
    public const string DescriptionEnglish = "Policies, measures, projects, indicators with baselines, targets and actuals, reform tasks, evaluations and the fiscal frame, each row with its document and line.";

    private const string DescriptionJapanese = "政策・施策・事務事業、成果指標の現状値・目標値・実績値、改革課題、施策評価、収支フレームを、原資料の文書と行番号とともに収録しています。";

    /// <summary>What is done to texts in CSV files, in Japanese.</summary>
    public const string TextsJapanese = "文字列は原資料に記載されたとおり、または登録されたとおりです。表計算ソフトで開く場合は、数式とみなされる文字列の前に「'」を付けた CSV(?bom=true)または XLSX をご利用ください。数値はどの形式でも変わりません。";

    /// <summary>What is done to texts in CSV files, in English.</summary>
    public const string TextsEnglish = "Texts stand as they were printed or reported. For a spreadsheet take the CSV with ?bom=true, where a text that would run as a formula has an apostrophe before it, or XLSX. Figures are the same in all of them.";

    private static readonly (string Japanese, string English)[] Notes =
    [
        ("CSV は UTF-8(BOM なし)、カンマ区切り、行末は CR LF、1行目は項目名です。空欄は値がないことを表します。", "The CSV files are UTF-8 without a byte order mark, with commas, lines end in CR LF, the first line has the names of the columns. An empty cell means that there is no value."),
        ("コードは文字列です。表計算ソフトで開くと先頭の 0 が失われることがあるため、文字列として読み込むか、XLSX をお使いください。", "Codes are text. A spreadsheet may drop their leading zeros: import them as text, or take the XLSX file."),
        ("一つの欄に複数の値があるときは「;」で区切ります。", "Several values in one cell are joined by `;`."),
        ("年度は開始年の西暦です(令和7年度は 2025)。", "A fiscal year is the western year in which it begins in April (令和7年度 is 2025)."),
        ("valueText は原資料の表記そのままです。数値として確実に読めるものだけが value に入り、読めない理由は status に入ります。", "valueText is what the document prints. value is the number if there is one for certain; status says why not."),
        ("comparator は「以上」が ge、「以下」が le、記載がなければ eq です。", "comparator is ge for 以上, le for 以下, eq where no word is printed."),
        ("reformTaskDepartments.csv は改革課題と所管部署の対応表です。", "reformTaskDepartments.csv says which reform task belongs to which department."),
        (TextsJapanese, TextsEnglish),
        ("すべてのファイルは同じ時点のデータです。", "All files are of one state of the data."),
    ];

    /// <summary>The README of the archive, in Markdown.</summary>
    /// <param name="tables">The files.</param>
    /// <param name="rows">Rows of each set.</param>
    /// <param name="terms">The terms.</param>
    public static string Readme(IReadOnlyList<DatasetTable> tables, IReadOnlyDictionary<EntitySetModel, long> rows, FileTerms terms)
    {
        var text = new StringBuilder();
        text.Append($"# {TitleJapanese}\n\n{TitleEnglish}\n\n{DescriptionJapanese}\n{DescriptionEnglish}\n\n");
        text.Append("| | | |\n|---|---|---|\n");
        foreach (var line in terms.Lines())
        {
            Row(text, line);
        }

        text.Append("\n## 読み方 / How to read the files\n\n");
        foreach (var (japanese, english) in Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {japanese}\n  {english}\n");
        }

        text.Append($"- `{DataPackage.FileName}`: Data Package (Frictionless); `{PackageZip.MetadataName}`: CSV on the Web (W3C).\n");
        text.Append("\n## ファイル / Files\n\n| file | 行数 / rows | 1行の単位 | row unit |\n|---|---:|---|---|\n");
        foreach (var table in tables)
        {
            Row(text, [$"[{table.Set.Name}.csv](#{table.Set.Name.ToLowerInvariant()})", rows[table.Set].ToString("N0", CultureInfo.InvariantCulture), RowUnit.Japanese(table.Set), RowUnit.English(table.Set)], escapes: false);
        }

        foreach (var table in tables)
        {
            Columns(text, table);
        }

        return text.ToString();
    }

    private static void Columns(StringBuilder text, DatasetTable table)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {table.Set.Name}\n\n{Cell(table.Set.Japanese)} / {Cell(table.Set.English)}\n\n");
        text.Append("| column | 項目名 | name | type | unit | 説明 / description | 値 / values |\n|---|---|---|---|---|---|---|\n");
        foreach (var column in table.Columns)
        {
            var reference = column.Reference is { } to ? $"→ {to.Name}.csv" : "";
            Row(text,
            [
                column.Name, column.Text.Japanese, column.Text.English, TypeName(column), column.Text.UnitPath.Length == 0 ? column.Text.Unit : "→ " + column.Text.UnitPath,
                string.Join(' ', new[] { column.Text.DescriptionJapanese, column.Text.Description, reference }.Where(t => t.Length > 0)),
                string.Join("; ", column.Allowed.Select(a => $"{a.Value} = {a.Japanese} ({a.English})")),
            ]);
        }
    }

    private static string TypeName(DatasetColumn column) => column.Type.ToString().Replace("Edm.", "", StringComparison.Ordinal);

    private static void Row(StringBuilder text, IReadOnlyList<string> cells, bool escapes = true) =>
        text.Append("| ").AppendJoin(" | ", escapes ? cells.Select(Cell) : cells).Append(" |\n");

    // A cell of a Markdown table is one line; what could be markup is not.
    private static string Cell(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '|' or '\\' or '<' or '>' or '[' or ']' or '*' or '_' or '`' or '#' => $"\\{c}",
                '\r' or '\n' or '\t' => " ",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
