namespace Kawasaki.Domain.Model;

/// <summary>What a reader of `$metadata` is told about a part of the model.</summary>
/// <param name="Japanese">Name in Japanese.</param>
/// <param name="English">Name in English.</param>
/// <param name="Description">One English sentence; empty when the name says it all.</param>
/// <param name="DescriptionJapanese">One Japanese sentence; empty when the name says it all.</param>
/// <param name="Unit">Unit of the values; empty when they have none.</param>
/// <param name="UnitPath">Path of the property that holds the unit of each row's value; empty when the unit is fixed or there is none.</param>
public sealed record ModelText(string Japanese, string English, string Description = "", string DescriptionJapanese = "", string Unit = "", string UnitPath = "");
