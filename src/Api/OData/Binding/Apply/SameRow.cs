using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Finds a row again by what its key was.</summary>
internal static class SameRow
{
    /// <summary>Those of the rows whose key another row holds: one, or none.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">Columns of their key, each with the column of the other row.</param>
    /// <param name="other">The other row.</param>
    /// <param name="conditions">What must hold beside.</param>
    public static RowSource Of(RowSource rows, IEnumerable<KeyValuePair<PropertyModel, PropertyModel>> key, RowExpression other, params IEnumerable<Expression> conditions)
    {
        var all = conditions.Concat(key.Select(k => Equal(new PropertyValue(new VariableRow(rows.Rows), k.Key), new PropertyValue(other, k.Value)))).ToList();
        return all.Count == 0 ? rows : new FilteredRows(rows, all.Aggregate((left, right) => new Binary(BinaryOperator.And, left, right, TypeRules.Boolean)));
    }

    /// <summary>That two values are the same, null with null too.</summary>
    public static Expression Equal(Expression left, Expression right) => new Binary(BinaryOperator.Equal, left, right, TypeRules.Boolean);
}
