namespace Kawasaki.Domain.Settings;

/// <summary>Marks a property of an options record as a setting an operator can give; listed in docs/settings.md.</summary>
/// <param name="name">Name of the environment variable or configuration key, `KAWASAKI_...`.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string name) : Attribute
{
    /// <summary>Name of the environment variable or configuration key.</summary>
    public string Name { get; } = name;

    /// <summary>Unit of the value, such as rows, bytes, seconds; empty for text and switches.</summary>
    public string Unit { get; init; } = "";

    /// <summary>True for a value that must never be shown, such as a password.</summary>
    public bool IsSecret { get; init; }
}
