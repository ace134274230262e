namespace Kawasaki.Domain.Model;

/// <summary>Marks an enumeration that is published as a string with a closed list of allowed values (camelCase names).</summary>
/// <remarks>Strings, not Edm enumeration types: see docs/decisions/0003-vocabularies-are-strings.md.</remarks>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class VocabularyAttribute : Attribute;
