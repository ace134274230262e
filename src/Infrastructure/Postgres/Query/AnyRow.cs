using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>A row of any set, while the rows of one of them are written: it has no column of its own and is cast to a type first.</summary>
internal sealed class AnyRow(SqlContext context, RowVariable current) : RowBinding
{
    private readonly Dictionary<StructuredTypeModel, RowBinding> absent = [];

    /// <inheritdoc/>
    public override string Star => throw Untyped;

    /// <summary>The row as one of the type; one without any value where the rows of the set cannot be.</summary>
    public RowBinding As(StructuredTypeModel type)
    {
        if (current.Type.IsOrDerivesFrom(type))
        {
            return context.Row(current);
        }

        if (type.IsOrDerivesFrom(current.Type))
        {
            return new GuardedRow(context.Row(current), IsOf(type));
        }

        if (!absent.TryGetValue(type, out var row))
        {
            row = ((TableRow)context.Row(current)).Absent(type);
            absent.Add(type, row);
        }

        return row;
    }

    /// <summary>Condition that the row is of a type or of one derived from it.</summary>
    public string IsOf(StructuredTypeModel type) => current.Type.IsOrDerivesFrom(type) ? "true"
        : type.IsOrDerivesFrom(current.Type) ? context.IsOf(context.Row(current), type)
        : "false";

    /// <inheritdoc/>
    public override string Column(string name) => throw Untyped;

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => throw Untyped;

    /// <inheritdoc/>
    public override string Value(PropertyModel property) => throw Untyped;

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => throw Untyped;

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => throw Untyped;

    private static InvalidOperationException Untyped => new("A row of any set has no member before it is cast.");
}
