using Kawasaki.Domain.Model;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Requests made of parts of good ones, damaged at random. The same seed and number give the same request.</summary>
/// <param name="seed">Chooses the damage.</param>
/// <param name="model">Names that damage takes.</param>
/// <param name="seeds">The good ones.</param>
internal sealed class FuzzRequests(int seed, PublishedModel model, IReadOnlyList<FuzzQuestion> seeds) : IFuzzRequests
{
    private static readonly (string Name, string Value)[] HeaderPool =
    [
        ("Accept", "application/json"), ("Accept", "application/json;odata.metadata=full;IEEE754Compatible=true"), ("Accept", "text/csv;header=absent"), ("Accept", "*/*;q=0.1,text/html"), ("Accept", "application/json;odata.streaming=true"), ("Accept", ";;,"),
        ("Accept", "application/xml"), ("Accept-Encoding", "br, gzip;q=0.5"), ("Accept-Encoding", "identity;q=0,*;q=0"), ("Prefer", "maxpagesize=2"), ("Prefer", "odata.maxpagesize=0"), ("Prefer", "maxpagesize"), ("Prefer", "maxpagesize=1000000000,respond-async"), ("Prefer", "maxpagesize=-1"),
        ("OData-Version", "4.0"), ("OData-Version", "9.9.9"), ("OData-MaxVersion", "4.01"), ("OData-MaxVersion", "3.0"), ("If-None-Match", "*"), ("If-None-Match", "W/\"x\", \"y\""), ("If-None-Match", "\"unclosed"), ("OData-Isolation", "snapshot"), ("X-Request-Id", "a b\u0001"), ("Accept-Language", "ja;q=2"),
        ("If-Match", "\"x\""), ("Range", "bytes=0-5"), ("X-Forwarded-Host", "evil.example"), ("Accept-Charset", "utf-7"), ("Content-Type", "application/json"), ("Cookie", "a=b"), ("Authorization", "Bearer x"),
    ];

    /// <inheritdoc/>
    public FuzzRequest Request(int number)
    {
        var random = FuzzTarget.RandomOf(seed, number);
        var question = random.Next(3) == 0 ? new ModelQuestions(random, model).Next() : Any(random, seeds);
        for (var times = Math.Max(0, random.Next(6) - 2); times > 0; times--)
        {
            question = Mutate(random, question);
        }

        return Send(random, question);
    }

    private FuzzQuestion Mutate(Random random, FuzzQuestion question)
    {
        var other = Any(random, seeds);
        var at = random.Next(question.Options.Count + 1);
        return random.Next(9) switch
        {
            0 => question with { Path = other.Path },
            1 when other.Options.Count > 0 => With(question, [Any(random, other.Options)]),
            2 when at < question.Options.Count => question with { Options = [.. question.Options.Where((_, i) => i != at)] },
            3 => question with { Path = FuzzText.Mutate(random, question.Path) },
            4 => question with { Path = $"{question.Path}/{Any<string>(random, ["$count", "$ref", "$value", "$each", "code", "kawasaki.Plan", "$filter(true)", "0", "$query", "name/$value"])}" },
            _ when at < question.Options.Count => question with { Options = [.. question.Options.Select((o, i) => i == at ? MutateOption(random, o) : o)] },
            _ => With(question, new ModelQuestions(random, model).Next().Options),
        };
    }

    // In place of options of the same name: twice the same is one error only.
    private static FuzzQuestion With(FuzzQuestion question, IReadOnlyList<(string Name, string Value)> options) =>
        question with { Options = [.. question.Options.Where(o => options.All(n => n.Name != o.Name)), .. options] };

    private static (string Name, string Value) MutateOption(Random random, (string Name, string Value) option) => random.Next(9) switch
    {
        0 => (Any<string>(random, ["$filter", "$orderby", "$select", "$expand", "$apply", "$compute", "$search", "$top", "$skip", "$count", "$format", "$skiptoken", "$deltatoken", "$id", "@p", "$levels", "$at", "filter", "$FILTER", "x"]), option.Value),
        1 => (option.Name, FuzzText.Deepen(random, option.Value)),
        2 => (option.Name, FuzzText.Lengthen(random, option.Value)),
        3 => (FuzzText.Mutate(random, option.Name), option.Value),
        _ => (option.Name, FuzzText.Mutate(random, option.Value)),
    };

    private static FuzzRequest Send(Random random, FuzzQuestion question)
    {
        List<(string Name, string Value)> headers = [];
        for (var times = random.Next(3) == 0 ? random.Next(1, 4) : 0; times > 0; times--)
        {
            headers.Add(Any(random, HeaderPool));
        }

        var query = string.Join('&', question.Options.Select(o => $"{FuzzTarget.Encode(random, o.Name)}={FuzzTarget.Encode(random, o.Value)}"));
        if (random.Next(12) == 0)
        {
            headers.RemoveAll(h => h.Name == "Content-Type");
            headers.Add(("Content-Type", random.Next(10) == 0 ? "application/json" : "text/plain"));
            return new("POST", FuzzTarget.Limit(FuzzTarget.Encode(random, question.Path)) + "/$query", headers, query);
        }

        var target = FuzzTarget.Encode(random, question.Path) + (query.Length > 0 ? "?" + query : "");
        if (random.Next(8) == 0)
        {
            target = FuzzTarget.Break(random, target);
        }

        return new(random.Next(40) == 0 ? Any<string>(random, ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) : "GET", FuzzTarget.Limit(target), headers, null);
    }

    private static T Any<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
