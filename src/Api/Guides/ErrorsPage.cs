using System.Globalization;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Guides;

/// <summary>The list of all errors that an answer can have: where the `type` of a problem leads.</summary>
/// <param name="site">What all pages have in common.</param>
internal sealed class ErrorsPage(Site site)
{
    /// <summary>Its title.</summary>
    /// <param name="language">Language of the page.</param>
    public static string Title(PageLanguage language) => language.Text("エラーコード一覧", "Error codes");

    /// <summary>What it is about.</summary>
    /// <param name="language">Language of the page.</param>
    public static string Description(PageLanguage language) => language.Text(
        "応答に含まれるエラーコード(KWS で始まる番号)の意味を示します。", "What each error code (KWS and a number) of an answer means.");

    /// <summary>Makes the page.</summary>
    /// <param name="language">Language of the page.</param>
    public PageContent Make(PageLanguage language) => new(language, Title(language), ProblemWords.Page, [
        new Tag("h1", Title(language)),
        new Tag("p", Description(language)),
        .. Notes(language).Select(n => new Tag("p", n)),
        new Tag("p", new Tag("a", language.Text("使い方", "Guides")) { ["href"] = site.Link(language, GuideEndpoints.Root) }),
        Table(language),
    ])
    { Description = Description(language) };

    private static IEnumerable<string> Notes(PageLanguage language)
    {
        yield return language.Text("コードの意味は変わりません。プログラムでは、文面ではなくコードで判定してください。", "A code never changes its meaning: let programs decide by it, not by the text.");
        yield return language.Text(
            "要求のヘッダーに Accept-Language: ja を付けると、この表の日本語の説明が応答に入ります(JSON の title、OData では message の先頭)。どこに誤りがあり何を期待したかの説明は英語です。",
            "With Accept-Language: ja in the request, the answer has the Japanese sentence of this table (as title; in OData at the beginning of message). What exactly was wrong, where, and what was expected is said in English.");
    }

    private static Tag Table(PageLanguage language) => new(
        "table",
        new Tag("thead", new Tag("tr", Head(language.Text("コード", "Code")), Head("HTTP"), Head(language.Text("意味", "Meaning")))),
        new Tag("tbody", Enum.GetValues<ErrorCode>().Where(IsAnswered).Select(c => Row(language, c))));

    // Problems of settings, documents and the data package are told on the command line only; over HTTP they would be faults.
    private static bool IsAnswered(ErrorCode code) => code == ErrorCode.Fault || ProblemStatus.Of(code) != 500;

    private static Tag Head(string text) => new("th", text) { ["scope"] = "col" };

    private static Tag Row(PageLanguage language, ErrorCode code)
    {
        var title = ErrorTitle.Of(code);
        return new Tag(
            "tr", new Tag("th", ErrorWriter.CodeText(code)) { ["scope"] = "row", ["class"] = "keep" }, new Tag("td", ProblemStatus.Of(code).ToString(CultureInfo.InvariantCulture)),
            new Tag("td", language.Text(title.Japanese, title.English)))
        { ["id"] = ErrorWriter.CodeText(code) };
    }
}
