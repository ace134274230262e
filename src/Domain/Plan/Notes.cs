namespace Kawasaki.Domain.Plan;

/// <summary>Sentences of a `note` that a program may look for.</summary>
public static class Notes
{
    /// <summary>約 stands before the number: the value is the number printed, and the document does not call it exact.</summary>
    public const string Approximate = "approximate (約)";
}
