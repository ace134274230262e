using System.Collections;
using System.Runtime.CompilerServices;

namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>An immutable list that is equal to another with equal members in the same order.</summary>
/// <typeparam name="T">Type of the members.</typeparam>
[CollectionBuilder(typeof(SyntaxList), nameof(SyntaxList.Create))]
internal readonly struct SyntaxList<T> : IReadOnlyList<T>, IEquatable<SyntaxList<T>>
{
    private readonly T[]? items;

    internal SyntaxList(T[] items) => this.items = items;

    /// <inheritdoc/>
    public int Count => items?.Length ?? 0;

    /// <inheritdoc/>
    public T this[int index] => (items ?? [])[index];

    public static bool operator ==(SyntaxList<T> left, SyntaxList<T> right) => left.Equals(right);

    public static bool operator !=(SyntaxList<T> left, SyntaxList<T> right) => !left.Equals(right);

    /// <summary>The members, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => items;

    /// <summary>Enumerates without allocation.</summary>
    public Enumerator GetEnumerator() => new(items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (items ?? []).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(SyntaxList<T> other) => AsSpan().SequenceEqual(other.AsSpan(), EqualityComparer<T>.Default);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SyntaxList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in this)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>Enumerates the members; unlike a span's enumerator, also in iterators.</summary>
    internal struct Enumerator(T[] items)
    {
        private int index = -1;

        /// <summary>The member reached.</summary>
        public readonly T Current => items[index];

        /// <summary>Goes to the next member.</summary>
        public bool MoveNext() => ++index < items.Length;
    }
}

/// <summary>Builds <see cref="SyntaxList{T}"/> from collection expressions.</summary>
internal static class SyntaxList
{
    /// <summary>Copies the members.</summary>
    public static SyntaxList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
