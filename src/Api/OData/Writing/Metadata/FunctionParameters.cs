namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>Names of parameters that no class gives.</summary>
internal static class FunctionParameters
{
    /// <summary>The rows that a function is called on.</summary>
    public const string Binding = "bindingParameter";
}
