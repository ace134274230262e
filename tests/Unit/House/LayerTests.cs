using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace Kawasaki.Tests.Unit.House;

/// <summary>Reads the `using` lines: who may see whom.</summary>
public sealed partial class LayerTests
{
    /// <summary>Folder, and the namespaces a file in it must not use.</summary>
    public static TheoryData<string, string[]> Rules { get; } = new()
    {
        { "src/Domain", ["Kawasaki.Infrastructure", "Kawasaki.Api", "Npgsql", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "System.IO.Pipelines"] },
        { "src/Infrastructure", ["Kawasaki.Api", "Microsoft.AspNetCore"] },
        { "src/Infrastructure/Documents", ["Npgsql", "Microsoft.EntityFrameworkCore", "Kawasaki.Infrastructure.Postgres", "Kawasaki.Infrastructure.Packages"] },
        { "src/Infrastructure/Packages", ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore"] },
        { "src/Api/OData", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore"] },
        { "src/Api/OData/Parsing", ["Kawasaki.Domain.Model", "Kawasaki.Domain.Plan", "Kawasaki.Domain.Query", "Kawasaki.Api.OData.Binding", "Kawasaki.Api.OData.Writing", "Microsoft.AspNetCore"] },
        { "src/Api/OData/Binding", ["Kawasaki.Api.OData.Writing", "Microsoft.AspNetCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/OData/Writing", ["Kawasaki.Api.OData.Parsing", "Kawasaki.Api.OData.Binding", "Kawasaki.Domain.Plan"] },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_folder_uses_only_what_it_may_see(string folder, string[] forbidden)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        var offences =
            from file in files
            from Match use in UsingLine().Matches(File.ReadAllText(file))
            let name = use.Groups[1].Value
            where forbidden.Any(f => name == f || name.StartsWith(f + ".", StringComparison.Ordinal))
            select $"{Path.GetRelativePath(Repository.Root, file)}: {name}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Npgsql_stays_in_the_database_folders()
    {
        var offences =
            from file in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
            where !path.StartsWith("src/Infrastructure/Postgres/", StringComparison.Ordinal) && !path.StartsWith("src/Infrastructure/Packages/", StringComparison.Ordinal)
            where UsingLine().Matches(File.ReadAllText(file)).Any(m => m.Groups[1].Value.StartsWith("Npgsql", StringComparison.Ordinal))
            select path;
        Assert.Empty(offences);
    }

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
