namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Requests for pages, files and plain REST, made of addresses that the service names, damaged at random.</summary>
/// <param name="seed">Chooses the damage.</param>
/// <param name="seeds">The addresses.</param>
internal sealed class PageRequests(int seed, IReadOnlyList<FuzzQuestion> seeds) : IFuzzRequests
{
    /// <summary>Markup in many values: an answer that holds it as it is has escaped nothing.</summary>
    public const string Mark = "<kws onx=1>";

    /// <summary>A header that only an answer has that takes a line break out of a value.</summary>
    public const string Injected = "X-Injected";

    private const int MostParameters = 6;

    private static readonly string[] Values =
    [
        "", "0", "1", "-1", "10000", "2147483648", "99999999999999999999", "1e3", "NaN", "true", "false", "True", "ja", "en", "ja-JP", "null", "ip3", "5-1-1-o2", "indicators", "csv", "html", "json", "jsonld",
        "2026-11-23", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00+09:00", "2026-11-23T10:00:00.1234567Z", "0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59Z", "1969-12-31T23:59:59-14:00", "2000-02-30", "-4713-01-01", "0000-01-01", "2016-12-31T23:59:60Z",
        "\"><script>alert(1)</script>" + Mark, Mark, "'\"" + Mark + "--></script>", "javascript:alert(1)", "//evil.example/x", "http://evil.example/", "\\\\evil.example", "\r\n" + Injected + ": 1", "\n" + Injected + ": 1", "\0", "\u0001", "\u007f", "\u0085", "\u2028",
        "\u202e川崎", "\u200f", "\ufeff", "\ufffe", "\uffff", "\u0301\u3099", "ﾞ", "ｶﾞ", "e\u0301", "㍿", "𠮷", "😀\u200d🏳", "\U000e0041", "𝔘", "ﷺ", "İ", "ß", "../../etc/passwd", "..%2f..%2f", "%2e%2e/", "..\\..\\", ".", "..", "%", "_", "\\", "$&", "' or 1=1--", "code,-code", "code,code", "-", ",", "name,value,unit",
        "市", "NOT 市", "市 AND 町 OR NOT 村", "\"", "\"市 民\"", "(((市)))", "AND", "OR OR", "*", "?", "auditEntries", "webhooks", "changes", "W/\"x\"", "\t市\u3000民 ",
    ];

    private static readonly string[] Known = ["at", "lang", "bom", "limit", "fields", "sort", "q", "set", "format", "code", "plan", "since"];

    private static readonly string[] Names = ["AT", "cursor", "feed", "fiscalYear", "name", "value", "unit", "isCumulative", "reportedAt", "periodStart", "where", "x", "", "__proto__", "$filter", "url", "configUrl", "utm_source"];

    private static readonly string[] Segments =
        ["..", ".", "", "api", "v1", "id", "docs", "assets", "odata", "plans", "indicators", "auditEntries", "webhooks", "changes", "series", "datasets", "catalog", "swagger", "site.css", "v-x", "kawasaki-plan-data.zip", "plans.csv", "plans.CSV", "plans.xlsx", "plans.csv-metadata.json", "indicatorFacts.sdmx.xml", "index.html", "data", "$metadata", "appsettings.json"];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"), ("Accept", "application/json"), ("Accept", "application/ld+json"), ("Accept", "text/turtle"), ("Accept", "image/png"), ("Accept", "text/html;q=0"), ("Accept", ";;,"), ("Accept", "*/*;q=x"), ("Accept", Mark), ("Accept", "application/openmetrics-text;version=1.0.0"),
        ("Accept-Language", "en"), ("Accept-Language", "ja;q=0.1,en;q=0.2"), ("Accept-Language", "*"), ("Accept-Language", "en\";" + Mark), ("Accept-Language", "日本語"), ("Accept-Encoding", "br"), ("Accept-Encoding", "gzip, br;q=0.1"), ("Accept-Encoding", "identity;q=0,*;q=0"), ("Accept-Encoding", "zstd"), ("Accept-Encoding", "gzip;q=é"),
        ("If-None-Match", "*"), ("If-None-Match", "\"x\", W/\"y\""), ("If-None-Match", "\"unclosed"), ("If-None-Match", "\"é\""), ("If-Modified-Since", "Mon, 23 Nov 2099 10:00:00 GMT"), ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"), ("If-Modified-Since", "yesterday"), ("If-Match", "\"x\""), ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("Range", "bytes=0-5"), ("Range", "bytes=5-0,-1,x"), ("Range", "bytes=0-,0-,0-,0-"), ("If-Range", "\"x\""), ("Origin", "https://page.example"), ("Origin", "null"), ("Origin", "https://evil.example\u00e9"), ("Access-Control-Request-Method", "GET"), ("Want-Server-Timing", "?1"), ("Want-Server-Timing", "?1;x=\"" + Mark + "\""),
        ("X-Forwarded-For", "198.51.100.7, 10.0.0.1"), ("X-Forwarded-For", "unknown"), ("X-Forwarded-For", "[2001:db8::1]:99999"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "javascript"), ("X-Forwarded-Prefix", "//evil.example"), ("Forwarded", "host=evil.example;proto=https"), ("X-Original-URL", "/odata/auditEntries"), ("X-HTTP-Method-Override", "DELETE"),
        ("X-Request-Id", "mine-1"), ("X-Request-Id", "a b"), ("X-Request-Id", Mark), ("X-Request-Id", "日本"), ("Host", "evil.example"), ("Host", "localhost:80"), ("Host", "LOCALHOST"), ("Host", "127.0.0.1.evil.example"), ("Authorization", "Basic eDp4"), ("Authorization", "Bearer x"), ("Cookie", "lang=" + Mark), ("Content-Encoding", "gzip"), ("Expect", "x"),
        ("Cache-Control", "no-store, max-age=0"), ("Pragma", "no-cache"), ("Prefer", "return=minimal"), ("Upgrade-Insecure-Requests", "1"), ("Sec-Fetch-Site", "cross-site"), ("Referer", "http://evil.example/"), ("TE", "trailers"), ("Upgrade", "h2c"),
    ];

    /// <inheritdoc/>
    public FuzzRequest Request(int number)
    {
        var random = FuzzTarget.RandomOf(seed, number);
        var question = Any(random, seeds);
        for (var times = random.Next(4); times > 0; times--)
        {
            question = Damage(random, question);
        }

        return Send(random, question);
    }

    private FuzzQuestion Damage(Random random, FuzzQuestion question)
    {
        var options = question.Options.ToList();
        var at = options.Count == 0 ? -1 : random.Next(options.Count);
        switch (random.Next(9))
        {
            case 0 or 1 when at >= 0:
                options[at] = (options[at].Name, Any(random, Values));
                break;
            case 2 when at >= 0:
                options[at] = (options[at].Name, FuzzText.Mutate(random, options[at].Value));
                break;
            case 3 when at >= 0:
                options.Add(options[at]);
                break;
            case 4 when at >= 0:
                options[at] = (options[at].Name, FuzzText.Lengthen(random, options[at].Value + Any(random, Values)));
                break;
            case 5:
                return question with { Path = Walk(random, question.Path) };
            case 6:
                return question with { Options = [.. options, .. Any(random, seeds).Options] };
            default:
                options.Add((random.Next(4) == 0 ? Any(random, Names) : Any(random, Known), random.Next(3) == 0 ? Any(random, Values) + Any(random, Values) : Any(random, Values)));
                break;
        }

        return question with { Options = [.. options.Take(MostParameters)] };
    }

    // Another segment, one more, one less, or a word of one changed.
    private string Walk(Random random, string path)
    {
        var parts = path.Split('/').ToList();
        var at = random.Next(parts.Count);
        switch (random.Next(7))
        {
            case 0:
                parts[at] = Any(random, Segments);
                break;
            case 1:
                parts.Insert(at, Any(random, Segments));
                break;
            case 2:
                parts.RemoveAt(at);
                break;
            case 3:
                parts[^1] = Any(random, Values);
                break;
            case 4:
                parts[at] = FuzzText.Mutate(random, parts[at]);
                break;
            case 5:
                parts[at] = Any(random, seeds).Path.Split('/')[^1];
                break;
            default:
                parts[^1] = FuzzText.Lengthen(random, parts[^1]);
                break;
        }

        return string.Join('/', parts);
    }

    private static FuzzRequest Send(Random random, FuzzQuestion question)
    {
        List<(string Name, string Value)> headers = [];
        for (var times = random.Next(3) == 0 ? random.Next(1, 5) : 0; times > 0; times--)
        {
            var header = Any(random, Headers);
            headers.RemoveAll(h => h.Name == header.Name && header.Name == "Host");
            headers.Add(header);
        }

        var query = string.Join('&', question.Options.Select(o => $"{FuzzTarget.Encode(random, o.Name)}={FuzzTarget.Encode(random, o.Value)}"));
        var target = FuzzTarget.Encode(random, question.Path) + (query.Length > 0 ? "?" + query : "");
        target = random.Next(12) == 0 ? FuzzTarget.Break(random, target) : target;
        var method = random.Next(20) == 0 ? Any<string>(random, ["HEAD", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", "X"]) : "GET";
        return new(method, FuzzTarget.Limit(target), headers, method is "POST" or "PUT" or "PATCH" ? "{\"a\":1}" : null);
    }

    private static T Any<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
