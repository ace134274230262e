using System.Runtime.CompilerServices;
using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>What the binders of one request share: the model, the aliases, the cost so far and the first problem found.</summary>
/// <remarks>A binder that cannot bind tells <see cref="Fail{T}(Problem)"/> and returns null; who gets null returns null.</remarks>
internal sealed class BindContext(PublishedModel model, QueryLimits limits, SyntaxList<AliasSyntax> aliases, LiteralSlots? slots = null)
{
    // Aliases nest beyond what the parser counted; the tree of one text is at most 50 deep.
    private const int MaxDepth = 100;

    private readonly HashSet<string> aliasesInUse = [];
    private readonly Dictionary<object, int> weights = new(ReferenceEqualityComparer.Instance);
    private int nodes;
    private int depth;
    private readonly Dictionary<NavigationModel, NestedRows> nested = [];
    private int expansions;
    private int steps;
    private int parts;
    private int collections;

    /// <summary>What is published.</summary>
    public PublishedModel Model => model;

    /// <summary>What a question may cost.</summary>
    public QueryLimits Limits => limits;

    /// <summary>Aliases of the request.</summary>
    public SyntaxList<AliasSyntax> Aliases => aliases;

    /// <summary>The moment as of which the rows being bound are read, as written: links to the rest of an expansion keep it. Null for now.</summary>
    public ExpressionSyntax? At { get; set; }

    /// <summary>Learns what may fail when it is computed; null when nobody asks.</summary>
    public FaultPlaces? Faults { get; init; }

    /// <summary>Which literals are exchangeable; null when nobody asks.</summary>
    public LiteralSlots? Slots => slots;

    /// <summary>How often an expansion has named the row around it by `$it`: what does so cannot be continued by a URL of its own.</summary>
    public int OuterRowUses { get; set; }

    /// <summary>Whether the question asks for the time of day.</summary>
    public bool UsesClock { get; set; }

    /// <summary>The first problem; null as long as all is well.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Keeps the problem, unless an earlier one is kept.</summary>
    public T? Fail<T>(Problem problem)
        where T : class
    {
        Problem ??= problem;
        return null;
    }

    /// <summary>Keeps a problem at a place.</summary>
    public T? Fail<T>(SyntaxNode at, ErrorCode code, string message, string? hint = null)
        where T : class => Fail<T>(at.Position.Problem(code, message, hint));

    /// <summary>Keeps a problem at a place, for binders that answer with true or false.</summary>
    /// <returns>False.</returns>
    public bool Refuse(SyntaxNode at, ErrorCode code, string message, string? hint = null)
    {
        Problem ??= at.Position.Problem(code, message, hint);
        return false;
    }

    /// <summary>Keeps "not supported" at a place.</summary>
    public T? NotSupported<T>(SyntaxNode at, string what)
        where T : class => Fail<T>(at, ErrorCode.NotSupported, $"{what} is not supported by this service.");

    /// <summary>Counts a node and a level; false when a limit is passed. Pair with <see cref="Leave"/>.</summary>
    public bool Enter(SyntaxNode at)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        depth++;
        if (depth > MaxDepth)
        {
            Fail<Problem>(at, ErrorCode.TooComplex, $"The expression nests deeper than {MaxDepth} levels, aliases included.");
            return false;
        }

        if (++nodes > limits.MaxNodes)
        {
            Fail<Problem>(at, ErrorCode.TooComplex, $"The expressions of the request have more than {limits.MaxNodes} parts, aliases included.");
            return false;
        }

        return true;
    }

    /// <summary>Ends a level.</summary>
    public void Leave() => depth--;

    /// <summary>The bound value; a literal that decides about nothing but itself is marked as exchangeable.</summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="bound">What it was bound to, converted.</param>
    public Expression AsValue(ExpressionSyntax syntax, Expression bound) =>
        slots is not null && syntax is LiteralSyntax text && bound is Literal { Value: not null } literal ? slots.Exchange(text, literal) : bound;

    /// <summary>Counts an expanded navigation; false when there are too many.</summary>
    public bool CountExpansion(SyntaxNode at)
    {
        if (++expansions <= limits.MaxExpansions)
        {
            return true;
        }

        Fail<Problem>(at, ErrorCode.TooComplex, $"The request expands more than {limits.MaxExpansions} navigations.");
        return false;
    }

    /// <summary>Counts a collection that an expression looks into; false when there are too many.</summary>
    public bool CountCollection(SyntaxNode at)
    {
        if (++collections <= limits.MaxCollections)
        {
            return true;
        }

        Fail<Problem>(at, ErrorCode.TooComplex, $"The expressions of the request look into more than {limits.MaxCollections} collections.");
        return false;
    }

    /// <summary>How many collections the expressions have looked into so far.</summary>
    public int Collections => collections;

    /// <summary>Keeps what a navigation made by a step leads to, from now on.</summary>
    public void Nest(NavigationModel navigation, NestedRows rows) => nested[navigation] = rows;

    /// <summary>What a navigation made by a step leads to; null for all others.</summary>
    public NestedRows? FindNested(NavigationModel navigation) => nested.GetValueOrDefault(navigation);

    /// <summary>Counts a transformation; false when there are too many.</summary>
    public bool CountStep(SyntaxNode at)
    {
        if (++steps <= limits.MaxApplySteps)
        {
            return true;
        }

        Fail<Problem>(at, ErrorCode.TooComplex, $"$apply has more than {limits.MaxApplySteps} transformations.");
        return false;
    }

    /// <summary>Counts sequences whose results are put together; false when there are too many.</summary>
    public bool CountParts(SyntaxNode at, int more)
    {
        parts += more;
        if (parts <= limits.MaxApplyParts)
        {
            return true;
        }

        Fail<Problem>(at, ErrorCode.TooComplex, $"$apply puts more than {limits.MaxApplyParts} sequences together.");
        return false;
    }

    /// <summary>How many nodes have been counted so far.</summary>
    public int Nodes => nodes;

    /// <summary>Keeps what a computed column is made of: its nodes since <paramref name="before"/>, those of the columns it uses included.</summary>
    /// <param name="column">The column, as <see cref="Use"/> will know it.</param>
    /// <param name="before"><see cref="Nodes"/> before its expression was bound.</param>
    public void Weigh(object column, int before) => weights[column] = nodes - before;

    /// <summary>
    /// Counts the nodes of a computed column again, since its expression is evaluated wherever its name stands: columns that double each other
    /// would grow without bound. False when the limit is passed.
    /// </summary>
    public bool Use(object column, SyntaxNode at)
    {
        nodes += weights.GetValueOrDefault(column);
        if (nodes <= limits.MaxNodes)
        {
            return true;
        }

        Fail<Problem>(at, ErrorCode.TooComplex, $"The expressions of the request have more than {limits.MaxNodes} parts, those of computed properties counted wherever they are used.");
        return false;
    }

    /// <summary>The value an alias stands for; null when the request gives it none, which OData reads as the null literal.</summary>
    public ExpressionSyntax? FindAlias(string name)
    {
        foreach (var alias in aliases)
        {
            if (alias.Name == name)
            {
                return alias.Value;
            }
        }

        return null;
    }

    /// <summary>Marks an alias as being bound; false when it is used inside its own value.</summary>
    public bool EnterAlias(string name, SyntaxNode at)
    {
        if (aliasesInUse.Add(name))
        {
            return true;
        }

        Fail<Problem>(at, ErrorCode.UrlSyntax, $"The alias @{name} is used inside its own value.");
        return false;
    }

    /// <summary>Ends the binding of an alias.</summary>
    public void LeaveAlias(string name) => aliasesInUse.Remove(name);

    /// <summary>The structured type of a qualified name; null if there is none.</summary>
    public StructuredTypeModel? FindType(string name) =>
        name.StartsWith(model.Namespace + ".", StringComparison.OrdinalIgnoreCase) ? model.FindType(name[(model.Namespace.Length + 1)..]) : null;

    /// <summary>The enumeration type of a qualified name; null if there is none.</summary>
    public EnumTypeModel? FindEnum(string name) =>
        model.EnumTypes.FirstOrDefault(t => string.Equals(name, $"{model.Namespace}.{t.Name}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a qualified name is that of a published function.</summary>
    public bool IsFunction(string name) => model.Functions.Any(f => string.Equals(name, $"{model.Namespace}.{f.Name}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps "no such type" at a place.</summary>
    public T? NoType<T>(SyntaxNode at, string name)
        where T : class
    {
        var prefix = model.Namespace + ".";
        var hint = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? Nearest.Of(name[prefix.Length..], model.Types.Select(t => t.Name)) : null;
        return Fail<T>(
            at, ErrorCode.TypeMismatch, $"There is no type '{LiteralBinder.Shorten(name)}'.", hint is not null ? $"Did you mean '{prefix}{hint}'?" : PathHint(name));
    }

    // `item.name` as in most languages; in OData a full stop is part of the name of a type.
    private string? PathHint(string name) =>
        name.Split('.') is [var first, ..] and { Length: > 1 } names && model.Types.Any(t => t.FindNavigation(first) is not null || t.FindProperty(first) is not null)
            ? $"A path is written with slashes: '{LiteralBinder.Shorten(string.Join('/', names))}'." : null;

    /// <summary>A property to be named in a hint; null where rows have none.</summary>
    public static string? Example(StructuredTypeModel type) => type.Key.FirstOrDefault(k => type.FindProperty(k.Name) is not null)?.Name ?? (type.Properties is [var first, ..] ? first.Name : null);

    /// <summary>The hint that names the nearest valid name; null if none is near.</summary>
    public static string? DidYouMean(string name, IEnumerable<string> candidates) =>
        Nearest.Of(name, candidates) is { } nearest ? $"Did you mean '{nearest}'?" : null;
}
