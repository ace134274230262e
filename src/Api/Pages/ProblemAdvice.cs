using System.Globalization;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Pages;

/// <summary>What a page about a problem says to somebody who has only clicked a link: in a few words what happened, and what to do now.</summary>
/// <param name="language">Language of the page.</param>
/// <param name="problem">What went wrong.</param>
/// <param name="status">HTTP status.</param>
internal sealed class ProblemAdvice(PageLanguage language, Problem problem, int status)
{
    /// <summary>Heading of the page.</summary>
    public string Heading => (problem.Code, status) switch
    {
        (ErrorCode.StateGone, _) => language.Text("このリンクは使えなくなりました", "This link is no longer good"),
        (_, 401 or 403) => language.Text("ご覧になるには権限が必要です", "This is not open to everybody"),
        (_, 404) => language.Text("ページが見つかりません", "Page not found"),
        (_, 410) => language.Text("このデータは削除されました", "This has been deleted"),
        (_, 429) => language.Text("アクセスが短時間に集中しています", "Too many requests at once"),
        (_, 503) => language.Text("ただいま応答できません", "Not available just now"),
        (_, 500) => language.Text("エラーが発生しました", "Something went wrong"),
        _ => language.Text("この要求には応答できません", "This cannot be answered"),
    };

    /// <summary>What to do; null where the page says enough.</summary>
    public string? Advice => (ProblemStatus.Wait(problem), status) switch
    {
        ({ } seconds, _) => language.Text($"{Length(seconds)}ほど待ってから、もう一度お試しください。", $"Please wait for about {Length(seconds)} and try again."),
        (_, 400) => language.Text("アドレスのパラメーターを確認してください。", "Please check the parameters of the address."),
        (_, 401 or 403) => language.Text("利用の方法については、運用者にお問い合わせください。", "Please ask the operator how to get access."),
        (_, 404) => language.Text("アドレスに誤りがないか確認してください。", "Please check the address."),
        (_, 500) => language.Text("時間をおいても解消しない場合は、次の照会番号を運用者にお知らせください。", "If it stays like this, please tell the operator the request id below."),
        _ => null,
    };

    // Half a minute more or less does not matter to who waits for several.
    private string Length(int seconds) =>
        seconds <= 90 ? Counted(seconds, "秒", "second") : Counted((int)Math.Ceiling(seconds / 60d), "分", "minute");

    private string Counted(int number, string japanese, string english)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return language.Text(digits + japanese, number == 1 ? $"{digits} {english}" : $"{digits} {english}s");
    }
}
