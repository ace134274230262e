using System.Text;
using Kawasaki.Infrastructure.Postgres.Cluster;
using Xunit;

namespace Kawasaki.Tests.Unit.Postgres;

public sealed class ClusterFolderTests
{
    [Theory]
    [InlineData("/srv/plan", false, "/data", "/srv/plan/postgres")]
    [InlineData("/srv/plan", true, null, "/srv/plan/postgres")]
    [InlineData(null, false, "/data", "/data/kawasaki-plan-api/postgres")]
    [InlineData(null, false, null, "/home/city/.local/share/kawasaki-plan-api/postgres")]
    [InlineData(null, true, "/data", "/var/lib/kawasaki-plan-api/postgres")]
    public void Folder_is_where_the_operator_or_the_platform_says(string? given, bool isRoot, string? dataHome, string expected) =>
        Assert.Equal(expected, Of(given, isRoot, dataHome).Root);

    [Fact]
    public void Socket_is_beside_the_data_while_its_path_fits() => Assert.Equal("/srv/plan/postgres/run", Of("/srv/plan", false, null).Sockets);

    [Fact]
    public void Socket_of_a_deep_folder_has_a_short_path_of_its_own()
    {
        var deep = Of("/" + new string('川', 40), false, null);

        Assert.StartsWith("/tmp/kawasaki-", deep.Sockets, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(deep.Sockets) < 50);
        Assert.Equal(deep.Sockets, Of("/" + new string('川', 40), false, null).Sockets);
        Assert.NotEqual(deep.Sockets, Of("/" + new string('崎', 40), false, null).Sockets);
    }

    private static ClusterFolder Of(string? given, bool isRoot, string? dataHome) =>
        ClusterFolder.Of(new PrivateClusterOptions { DataHome = given }, isRoot, name => name switch { "XDG_DATA_HOME" => dataHome, "HOME" => "/home/city", _ => null });
}
