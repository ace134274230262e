using System.Globalization;
using System.Text.Json.Nodes;
using Kawasaki.Api.Catalog;

namespace Kawasaki.Api.Datasets;

/// <summary>What is said about a file wherever it goes: where it is from, on what terms it may be used, and of when its content is.</summary>
/// <param name="Address">Absolute address of the file.</param>
/// <param name="Options">The terms.</param>
/// <param name="Change">The last change of its content.</param>
/// <param name="At">The moment asked for, as it was given; empty for now.</param>
internal sealed record FileTerms(string Address, PublicationOptions Options, SetChange Change, string At)
{
    /// <summary>The source sentences.</summary>
    public Attribution Attribution { get; } = Attribution.Of(Options, Address);

    /// <summary>When the content last changed, in UTC to the second; empty when nothing was ever loaded.</summary>
    public string Modified => Change.At is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    /// <summary>A text in both languages.</summary>
    /// <param name="japanese">In Japanese.</param>
    /// <param name="english">In English.</param>
    public static JsonObject Both(string japanese, string english) => new() { ["ja"] = japanese, ["en"] = english };

    /// <summary>Adds the terms as members of a JSON document.</summary>
    /// <param name="document">The document.</param>
    public void AddTo(JsonObject document)
    {
        document["url"] = Address;
        document["attribution"] = Both(Attribution.Japanese, Attribution.English);
        document["licence"] = new JsonObject { ["name"] = Options.LicenceName, ["url"] = Options.Licence.AbsoluteUri };
        document["rights"] = Both(Attribution.RightsJapanese, Attribution.RightsEnglish);
        document["publisher"] = Options.Publisher;
        document["modified"] = Modified.Length == 0 ? null : Modified;
        if (At.Length > 0)
        {
            document["at"] = At;
        }
    }

    /// <summary>The terms as lines of a table: what, in Japanese and English, and its text.</summary>
    public IEnumerable<IReadOnlyList<string>> Lines()
    {
        yield return ["出典", "Source", Attribution.Japanese];
        yield return ["出典(英語)", "Source, in English", Attribution.English];
        yield return ["ライセンス", "Licence", $"{Options.LicenceName} {Options.Licence.AbsoluteUri}"];
        yield return ["権利", "Rights", $"{Attribution.RightsJapanese} {Attribution.RightsEnglish}"];
        yield return ["提供者", "Publisher", Options.Publisher];
        yield return ["最終更新", "Last change of the data", Modified];
        if (At.Length > 0)
        {
            yield return ["指定時点", "As of", At];
        }

        yield return ["アドレス", "Address", Address];
    }
}
