namespace Kawasaki.Api.OData.Parsing;

/// <summary>
/// Operands of one associative operator (`and`, `or`), collected to become a balanced tree. A chain of five hundred terms is then nine
/// levels high, not five hundred, for everything that walks it; and it is the same tree however the caller set parentheses in it.
/// </summary>
/// <typeparam name="T">Type of the operands.</typeparam>
/// <typeparam name="TPlace">What is remembered of each operator between two operands.</typeparam>
internal sealed class BalancedChain<T, TPlace>(Func<TPlace, T, T, T> combine)
{
    private readonly List<T> operands = [];
    private readonly List<TPlace> places = [];

    /// <summary>How high the tree will stand above its operands.</summary>
    public int Height => System.Numerics.BitOperations.Log2((uint)Math.Max(1, (operands.Count * 2) - 1));

    /// <summary>Adds an operand, and the operator before it unless it is the first.</summary>
    public void Add(T operand, TPlace place)
    {
        if (operands.Count > 0)
        {
            places.Add(place);
        }

        operands.Add(operand);
    }

    /// <summary>The tree of all operands.</summary>
    public T Build() => Build(0, operands.Count);

    private T Build(int start, int count)
    {
        if (count == 1)
        {
            return operands[start];
        }

        var left = (count + 1) / 2;
        return combine(places[start + left - 1], Build(start, left), Build(start + left, count - left));
    }
}
