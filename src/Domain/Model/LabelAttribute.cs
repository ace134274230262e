namespace Kawasaki.Domain.Model;

/// <summary>The Japanese and English name of a published type, property, navigation or vocabulary value.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Enum | AttributeTargets.Field)]
public sealed class LabelAttribute(string japanese, string english) : Attribute
{
    /// <summary>Name in Japanese, the city's own word where there is one.</summary>
    public string Japanese { get; } = japanese;

    /// <summary>Name in English.</summary>
    public string English { get; } = english;

    /// <summary>One English sentence for the reader of `$metadata`; empty when the name says it all.</summary>
    public string Description { get; init; } = "";

    /// <summary>The same sentence in Japanese; empty when the name says it all.</summary>
    public string DescriptionJapanese { get; init; } = "";

    /// <summary>Published name where it differs from the member's name in camelCase; empty otherwise.</summary>
    public string PublishedName { get; init; } = "";

    /// <summary>Unit of the values, such as 億円 or fiscal year; empty when they have none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Path of the property that holds the unit of each row's value, such as `unit` or `indicator/unit`; empty when the unit is fixed or there is none.</summary>
    public string UnitPath { get; init; } = "";
}
