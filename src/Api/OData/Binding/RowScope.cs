using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>What names in an expression can mean: the row, the root row, computed columns, lambda variables.</summary>
/// <param name="This">The row the option is evaluated on.</param>
/// <param name="It">The row the resource path identifies (`$it`).</param>
internal sealed record RowScope(RowVariable This, RowVariable It)
{
    /// <summary>The complex value inside <see cref="This"/> that the option is evaluated on; null when it is the row itself.</summary>
    public ComplexRow? Complex { get; init; }

    /// <summary>What plain names are members of.</summary>
    public RowExpression Here => Complex is null ? new VariableRow(This) : Complex;

    /// <summary>Columns of `$compute`, by alias.</summary>
    public Dictionary<string, Expression> Computed { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Gives the current collection (`$these`), anew for each use; null where an expression has none.</summary>
    public Func<RowSource>? These { get; init; }

    /// <summary>The innermost lambda variable; null outside of lambdas.</summary>
    public LambdaVariable? Lambdas { get; init; }

    /// <summary>The lambda variable of that name; null if there is none.</summary>
    public LambdaVariable? FindLambda(string name)
    {
        for (var variable = Lambdas; variable is not null; variable = variable.Outer)
        {
            if (variable.Name == name)
            {
                return variable;
            }
        }

        return null;
    }

    /// <summary>The scope inside a lambda over rows.</summary>
    public RowScope With(string name, RowVariable row) => this with { Lambdas = new LambdaVariable(name, row, null, Lambdas) };

    /// <summary>The scope inside a lambda over values.</summary>
    public RowScope With(string name, ValueVariable value) => this with { Lambdas = new LambdaVariable(name, null, value, Lambdas) };
}

/// <summary>A lambda's variable: for a row or for a value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Row">The row; null if a value.</param>
/// <param name="Value">The value; null if a row.</param>
/// <param name="Outer">The variable around; null if outermost.</param>
internal sealed record LambdaVariable(string Name, RowVariable? Row, ValueVariable? Value, LambdaVariable? Outer);
