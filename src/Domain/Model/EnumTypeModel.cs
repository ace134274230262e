namespace Kawasaki.Domain.Model;

/// <summary>An Edm enumeration type.</summary>
/// <param name="Name">Unqualified name.</param>
/// <param name="IsFlags">True when values combine.</param>
/// <param name="Members">Members in order.</param>
/// <param name="Text">Names for the reader.</param>
public sealed record EnumTypeModel(string Name, bool IsFlags, IReadOnlyList<EnumMemberModel> Members, ModelText Text);

/// <summary>A member of an enumeration type.</summary>
/// <param name="Name">Name of the member.</param>
/// <param name="Value">Its number.</param>
public sealed record EnumMemberModel(string Name, long Value);
