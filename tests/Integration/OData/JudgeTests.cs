using System.Text;
using System.Xml;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Microsoft's libraries read what the service writes: an independent judge of metadata and payloads.</summary>
public sealed class JudgeTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string OneTask = "reformTasks('ar3-1-2-4')";

    public static TheoryData<string> Sets => SetTests.Sets;

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    public async Task Edm_reads_the_metadata_without_error(string version)
    {
        var model = await ModelAsync(version);

        Assert.Equal(PlanModel.Instance.Published.Sets.Select(s => s.Name), model.EntityContainer.EntitySets().Select(s => s.Name));
        model.Validate(out var errors);
        // 7.7.2 does not know that a string is an Edm.PrimitiveType, the type of Value in Validation.AllowedValues.
        Assert.Empty(errors.Where(e => e.ErrorCode != EdmErrorCode.ExpressionPrimitiveKindNotValidForAssertedType).Select(e => $"{e.ErrorLocation} {e.ErrorCode} {e.ErrorMessage}"));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Core_reads_a_page_of_every_set(string set)
    {
        var model = await ModelAsync("4.0");
        foreach (var (url, accept) in ((string, string)[])[
            ($"{set}?$count=true", "application/json"),
            ($"{set}?$count=true", "application/json;odata.metadata=full"),
            ($"{set}?$expand=*", "application/json;odata.metadata=full;IEEE754Compatible=true"),
            ($"{set}?$expand=*", "application/json;IEEE754Compatible=true"),
        ])
        {
            using var judge = await JudgeAsync(model, url, accept, "4.0");
            var found = judge.Rows(model.EntityContainer.FindEntitySet(set));
            Assert.NotEqual(default, found);
            Assert.Equal(judge.Expected(isCollection: true), found);
        }
    }

    /// <summary>Collections, one for each form of context.</summary>
    public static TheoryData<string> Collections =>
    [
        "reformTasks", "reformTasks?$select=code,name", "reformTasks?$select=*", "reformTasks?$select=code,item", "reformTasks?$count=true&$top=1",
        "reformTasks?$expand=item", "reformTasks?$expand=*", "reformTasks?$select=code&$expand=item", "reformTasks?$select=code,item&$expand=item",
        "reformTasks?$expand=item($select=name)", "reformTasks?$select=code&$expand=item($select=name;$expand=pillar),departments($select=code)",
        "reformTasks?$select=code&$expand=departments($count=true;$top=1)", "departments?$expand=reformTasks/$ref",
        "themes?$expand=children($levels=2)", "actions?$select=code,fiscalYears", "documents?$select=code,issuedOn", "statusReports?$expand=project",
        "reformTasks?$compute=number mul 2 as twice", "reformTasks?$compute=number mul 2 as twice&$select=code,twice",
        "reformTasks?$compute=number mul 2 as twice&$select=twice&$expand=item($select=name)", "reformTasks?$compute=number mul 2 as twice&$expand=item($compute=number mul 2 as twice)",
        "reformTasks?$apply=groupby((itemCode),aggregate(number with sum as total))", "reformTasks?$apply=groupby((item/name,item/pillar/name),aggregate($count as tasks))",
        "documents?$compute=issuedOn as day&$select=day", "plans?$expand=document($compute=issuedOn as day;$select=day)", "departments?$expand=reformTasks($apply=aggregate(number with average as mean))",
        "reformTasks?$apply=aggregate($count as tasks)", "reformTasks?$apply=compute(number mul 2 as twice)", "reformTasks?$apply=filter(number gt 0)&$expand=item",
        "plans('ip3')/projects", "plans('ip3')/projects?$select=code&$expand=measure", "reformTasks/$filter(number gt 0)",
        "$crossjoin(plans,grades)", "measures/kawasaki.progress(fiscalYear=2025)", "departments/kawasaki.progress(fiscalYear=2025)?$select=subjectCode,noReport&$count=true",
        "projects?$expand=latestReport", "reformTasks?$select=code&$expand=latestReport($select=status)",
    ];

    [Theory]
    [MemberData(nameof(Collections))]
    public async Task Core_reads_a_collection_by_its_context(string url)
    {
        foreach (var (version, metadata) in Forms)
        {
            using var judge = await JudgeAsync(await ModelAsync(version), url, metadata, version);
            var found = judge.Rows();
            Assert.NotEqual(default, found);
            Assert.Equal((url, version, metadata, judge.Expected(isCollection: true)), (url, version, metadata, found));
        }
    }

    [Theory]
    [InlineData(OneTask)]
    [InlineData(OneTask + "?$select=code,name")]
    [InlineData(OneTask + "?$select=code&$expand=item")]
    [InlineData(OneTask + "?$expand=item($select=name;$expand=pillar),departments")]
    [InlineData(OneTask + "?$compute=number mul 2 as twice&$select=code,twice")]
    [InlineData(OneTask + "/item")]
    [InlineData(OneTask + "/item/pillar?$select=name")]
    [InlineData("$entity?$id=plans('ip3')")]
    public async Task Core_reads_a_row_by_its_context(string url)
    {
        foreach (var (version, metadata) in Forms)
        {
            using var judge = await JudgeAsync(await ModelAsync(version), url, metadata, version);
            Assert.Equal((url, version, metadata, judge.Expected(isCollection: false)), (url, version, metadata, judge.Row()));
        }
    }

    [Theory]
    [InlineData(OneTask + "/name", "窓口")]
    [InlineData(OneTask + "/number", 4)]
    [InlineData(OneTask + "/securesMoney", true)]
    [InlineData("actions('ar3-1-2-4-k01')/fiscalYears", "2022 2023 2024")]
    public async Task Core_reads_a_property_by_its_context(string url, object value)
    {
        foreach (var (version, metadata) in Forms)
        {
            using var judge = await JudgeAsync(await ModelAsync(version), url, metadata, version);
            var read = judge.Property();
            Assert.Equal(value, read is ODataCollectionValue many ? string.Join(' ', many.Items) : read);
        }
    }

    [Theory]
    [InlineData("documents?$filter=code eq 'civic2015'&$compute=issuedOn as computed&$select=computed", "2015-06-12", typeof(Date))]
    [InlineData("themes?$top=1&$expand=document($compute=issuedOn as computed;$select=computed)", "2015-06-12", typeof(Date))]
    [InlineData("documents?$apply=aggregate(issuedOn with max as computed)", "2015-06-12", typeof(Date))]
    [InlineData("observations?$filter=code eq '5-1-1-o1.target.2025'&$compute=value mul 2 as computed", "127", typeof(decimal))]
    [InlineData("observations?$apply=filter(code eq '5-1-1-o1.target.2025')/aggregate(value with max as computed)", "63.50", typeof(decimal))]
    [InlineData("departments?$filter=code eq 'citizens'&$expand=reformTasks($apply=aggregate(number with sum as computed))", "4", typeof(long))]
    public async Task Core_reads_a_computed_value_as_what_it_is(string url, string value, Type type)
    {
        foreach (var (version, metadata) in Forms)
        {
            using var judge = await JudgeAsync(await ModelAsync(version), url, metadata + ";IEEE754Compatible=true", version);
            var read = Assert.Single(judge.Values("computed"));
            Assert.IsType(type, read);
            Assert.Equal(value, Convert.ToString(read, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Core_reads_references()
    {
        foreach (var (version, metadata) in Forms)
        {
            var model = await ModelAsync(version);
            using var set = await JudgeAsync(model, "plans/$ref", metadata, version);
            Assert.Equal([service.Root + "plans('ar3')", service.Root + "plans('ip3')"], set.References());
            using var one = await JudgeAsync(model, OneTask + "/item/$ref", metadata, version);
            Assert.Equal(service.Root + "reformItems('ar3-1-2')", one.Reference());
        }
    }

    private static IEnumerable<(string Version, string Metadata)> Forms =>
        from version in (string[])["4.0", "4.01"]
        from metadata in (string[])["application/json;odata.metadata=minimal", "application/json;odata.metadata=full"]
        select (version, metadata);

    private async Task<IEdmModel> ModelAsync(string version)
    {
        using var response = await service.SendAsync("$metadata", ("OData-MaxVersion", version), ("Accept", "application/xml"));
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { Async = true });
        Assert.True(CsdlReader.TryParse(xml, out var model, out var errors), string.Join('\n', errors.Select(e => e.ToString())));
        Assert.Empty(errors);
        return model;
    }

    private async Task<PayloadJudge> JudgeAsync(IEdmModel model, string url, string accept, string version)
    {
        // What a question adds to a row is no property of its type, and the types are not open.
        var isDynamic = url.Contains(" as ", StringComparison.Ordinal) || url.StartsWith("$crossjoin", StringComparison.Ordinal);
        var validations = isDynamic ? ValidationKinds.All & ~ValidationKinds.ThrowOnUndeclaredPropertyForNonOpenType : ValidationKinds.All;
        using var response = await service.SendAsync(url, ("Accept", accept), ("OData-MaxVersion", version));
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {Encoding.UTF8.GetString(body)}");
        return new PayloadJudge(model, body, response.Content.Headers.ContentType!.ToString(), version, validations);
    }
}
