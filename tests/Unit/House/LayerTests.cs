using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace Kawasaki.Tests.Unit.House;

/// <summary>Reads the names of namespaces in the code: who may see whom.</summary>
public sealed partial class LayerTests
{
    /// <summary>Folder, and the namespaces a file in it must not use.</summary>
    public static TheoryData<string, string[]> Rules { get; } = new()
    {
        { "src/Domain", ["Kawasaki.Infrastructure", "Kawasaki.Api", "Npgsql", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "System.IO.Pipelines"] },
        { "src/Infrastructure", ["Kawasaki.Api", "Microsoft.AspNetCore"] },
        { "src/Infrastructure/Documents", ["Npgsql", "Microsoft.EntityFrameworkCore", "Kawasaki.Infrastructure.Postgres", "Kawasaki.Infrastructure.Packages"] },
        { "src/Infrastructure/Packages", ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore"] },
        { "src/Api/Access", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/Datasets", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/OData", ["Microsoft.IdentityModel", "Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore"] },
        { "src/Api/Guides", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan", "Kawasaki.Api.Identifiers"] },
        { "src/Api/Identifiers", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/Pages", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan", "Kawasaki.Domain.Query", "Kawasaki.Api.Identifiers", "Kawasaki.Api.Guides"] },
        { "src/Api/Operations", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/OpenApi", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/Rest", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/Catalog", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/Statistics", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/Webhooks", ["Npgsql", "Kawasaki.Infrastructure", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan"] },
        { "src/Infrastructure/Webhooks", ["Npgsql", "Microsoft.EntityFrameworkCore", "Kawasaki.Domain.Plan", "Kawasaki.Domain.Model"] },
        { "src/Api/OData/Parsing", ["Kawasaki.Domain.Model", "Kawasaki.Domain.Plan", "Kawasaki.Domain.Query", "Kawasaki.Api.OData.Binding", "Kawasaki.Api.OData.Writing", "Microsoft.AspNetCore"] },
        { "src/Api/OData/Binding", ["Kawasaki.Api.OData.Writing", "Microsoft.AspNetCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/OData/Bodies", ["Kawasaki.Api.OData.Writing", "Microsoft.AspNetCore", "Kawasaki.Domain.Plan"] },
        { "src/Api/OData/Changing", ["Kawasaki.Domain.Plan"] },
        { "src/Api/OData/Writing", ["Kawasaki.Api.OData.Parsing", "Kawasaki.Api.OData.Binding", "Kawasaki.Domain.Plan"] },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_folder_uses_only_what_it_may_see(string folder, string[] forbidden)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.Empty(
            from file in files
            from use in UsesOf(File.ReadAllText(file), forbidden)
            select $"{Path.GetRelativePath(Repository.Root, file)}: {use}");
    }

    [Fact]
    public void Npgsql_stays_in_the_database_folders()
    {
        var offences =
            from file in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
            where !path.StartsWith("src/Infrastructure/Postgres/", StringComparison.Ordinal) && !path.StartsWith("src/Infrastructure/Packages/", StringComparison.Ordinal)
            where UsesOf(File.ReadAllText(file), ["Npgsql", "NpgsqlTypes"]).Count > 0
            select path;
        Assert.Empty(offences);
    }

    [Theory]
    [InlineData("using Npgsql;", "Npgsql")]
    [InlineData("using static Npgsql.NpgsqlFactory;", "Npgsql")]
    [InlineData("global using Npgsql;", "Npgsql")]
    [InlineData("using Db = Npgsql.NpgsqlConnection;", "Npgsql")]
    [InlineData("global using Rows = System.Collections.Generic.List<Npgsql.NpgsqlDataReader>;", "Npgsql")]
    [InlineData("var c = new Npgsql.NpgsqlConnection();", "Npgsql")]
    [InlineData("var c = new global::Npgsql.NpgsqlConnection();", "Npgsql")]
    [InlineData("namespace Kawasaki.Api.OData.Parsing;\nvar b = Binding.FunctionTable.Names;", "Kawasaki.Api.OData.Binding")]
    [InlineData("namespace Kawasaki.Api.OData.Parsing;\nvar b = OData.Binding.FunctionTable.Names;", "Kawasaki.Api.OData.Binding")]
    [InlineData("using Npgsqlx;", null)]
    [InlineData("// Npgsql.NpgsqlConnection does it.", null)]
    [InlineData("/* Npgsql.X */ var s = \"Npgsql.X\" + $\"Npgsql.Y\" + @\"Npgsql.Z\";", null)]
    [InlineData("var x = \"\"\"\nNpgsql.X \"quoted\"\n\"\"\";", null)]
    [InlineData("var b = plan.Binding.Names;", null)]
    public void A_use_is_found_however_it_is_written(string code, string? found) =>
        Assert.Equal(found is null ? [] : [found], UsesOf(code, ["Npgsql", "Kawasaki.Api.OData.Binding"]));

    /// <summary>The forbidden namespaces that code names: by any kind of `using`, in full, or from a namespace around its own.</summary>
    private static List<string> UsesOf(string code, string[] forbidden)
    {
        var plain = NotCode().Replace(code, " ");
        var own = OwnNamespace().Match(plain).Groups[1].Value;
        return [.. forbidden.Where(f => Names(f, own).Any(name => Regex.IsMatch(plain, $@"(?<![\w.])(global::)?{Regex.Escape(name)}(?!\w)(?=\.[A-Z]|\s*;)")))];
    }

    // Inside Kawasaki.Api.OData.Parsing the name Binding.X means Kawasaki.Api.OData.Binding.X.
    private static IEnumerable<string> Names(string forbidden, string own)
    {
        yield return forbidden;
        for (var end = own.Length; end > 0; end = own.LastIndexOf('.', end - 1))
        {
            if (forbidden.StartsWith(own[..end] + ".", StringComparison.Ordinal))
            {
                yield return forbidden[(end + 1)..];
            }
        }
    }

    // Comments and texts; code inside a text's braces goes with it.
    [GeneratedRegex("""
        \"{3}(?:.|\n)*?\"{3}|\$?@\$?"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'|//[^\n]*|/\*(?:.|\n)*?\*/
        """)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();
}
