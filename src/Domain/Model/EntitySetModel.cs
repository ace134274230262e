namespace Kawasaki.Domain.Model;

/// <summary>A published set of entities.</summary>
/// <param name="Name">Name in URLs, camelCase plural.</param>
/// <param name="Type">Type of its rows.</param>
/// <param name="Japanese">Japanese name.</param>
/// <param name="English">English name.</param>
/// <param name="InPackage">True when the data package holds a file for it.</param>
public sealed record EntitySetModel(string Name, StructuredTypeModel Type, string Japanese, string English, bool InPackage)
{
    /// <summary>The type that `$metadata` declares for the rows, whatever a question has made of them.</summary>
    public StructuredTypeModel DeclaredType => Before ?? Type.Declared;

    /// <summary>The set with rows that a question has made of its own.</summary>
    /// <param name="type">Their type.</param>
    public EntitySetModel Holding(StructuredTypeModel type) => this with { Type = type, Before = DeclaredType };

    private StructuredTypeModel? Before { get; init; }

    /// <summary>Whether what has changed of its rows can be asked for; not of the feed itself, which is followed by its sequence.</summary>
    public bool IsTracked { get; init; }

    /// <summary>Scope without which nobody learns of the set or its rows; null for a set that everybody reads.</summary>
    public string? ReadScope { get; init; }

    /// <summary>True for the rows of `$crossjoin` and what `$apply` makes of them: no set of the model, their type has no name.</summary>
    public bool IsCrossjoin => Name.StartsWith("$crossjoin", StringComparison.Ordinal);

    /// <summary>True for a set whose rows are made of those of other sets: the feed names those.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Names of the sets whose rows a derived one is made of; empty for all others.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>True for the rows that a function gives: no set of the model, its rows have no address.</summary>
    public bool IsComputed { get; init; }

    /// <summary>What of its rows may be written; null for a set that nobody writes over HTTP.</summary>
    public WritingModel? Writing { get; private set; }

    /// <summary>Sets what may be written; called once by the model's builder, since it names members of the type.</summary>
    /// <param name="writing">What may be written.</param>
    public void LinkWriting(WritingModel writing) => Writing = writing;
}
