namespace Kawasaki.Api.Statistics;

/// <summary>A column of the data structure: a dimension, the measure or an attribute.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Japanese">Name in Japanese.</param>
/// <param name="English">Name in English.</param>
/// <param name="Value">Its value for a figure; null for none.</param>
internal sealed record SdmxComponent(string Id, string Japanese, string English, Func<Fact, string?> Value)
{
    /// <summary>Type of the values, as SDMX names it.</summary>
    public string DataType { get; init; } = "String";

    /// <summary>Names of the values by the value; null where a value speaks for itself.</summary>
    public Func<Fact, (string Japanese, string English)>? Name { get; init; }

    /// <summary>True for what is the same in all figures of a series.</summary>
    public bool IsOfSeries { get; init; }
}
