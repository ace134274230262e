namespace Kawasaki.Api.Catalog;

/// <summary>The city and the time of its plans as the rest of the world names them.</summary>
internal static class CityTerms
{
    /// <summary>Local government code of the city (全国地方公共団体コード).</summary>
    public const string Code = "141305";

    /// <summary>Corporate number of the city (法人番号); its first digit proves the others.</summary>
    public const string CorporateNumber = "7000020141305";

    /// <summary>The city as an area in the linked data of Japan's official statistics (標準地域コード 14130).</summary>
    public const string Area = "http://data.e-stat.go.jp/lod/sac/C14130";

    /// <summary>Home page of the city.</summary>
    public const string HomePage = "https://www.city.kawasaki.jp/";

    /// <summary>First year of the plans' figures.</summary>
    public const string FirstYear = "2015";

    /// <summary>Last year of the plans' figures.</summary>
    public const string LastYear = "2031";
}
