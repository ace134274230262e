using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>The columns of a result that is put together with others, by their place.</summary>
internal sealed class PartColumns
{
    private PartColumns(Dictionary<string, PartColumn> columns, Dictionary<string, Func<RowExpression, Expression>> exists) => (Columns, Exists) = (columns, exists);

    /// <summary>The columns.</summary>
    public Dictionary<string, PartColumn> Columns { get; }

    /// <summary>For objects that may be null: whether they are there.</summary>
    public Dictionary<string, Func<RowExpression, Expression>> Exists { get; }

    /// <summary>The columns of rows of a type, those of derived types included; null with a problem.</summary>
    /// <param name="type">The type.</param>
    /// <param name="syntax">Where the results are put together.</param>
    /// <param name="context">The request.</param>
    public static PartColumns? Of(StructuredTypeModel type, SyntaxNode syntax, BindContext context)
    {
        var columns = ResultType.Columns(type).ToDictionary(c => c.Place, c => Own(c, type), StringComparer.Ordinal);
        foreach (var derived in type.Declared.IsEntity ? context.Model.DerivedFrom(type.Declared) : [])
        {
            foreach (var property in derived.Properties.Skip(derived.BaseType!.Properties.Count))
            {
                var column = new PartColumn(
                    new ResultColumn([property.Name], property), row => new PropertyValue(new CastRow(row, derived), property), row => new IsOfType(row, derived), IsOwn: false);
                if (!columns.TryAdd(property.Name, column))
                {
                    return context.NotSupported<PartColumns>(syntax, $"Putting together rows where several types have a property '{property.Name}'");
                }
            }
        }

        return new PartColumns(columns, ResultType.Existences(type).ToDictionary(e => e.Key, e => (Func<RowExpression, Expression>)(row => new PropertyValue(row, e.Value))));
    }

    /// <summary>Takes complex values apart where another part has an object with some of their members.</summary>
    /// <param name="parts">The parts.</param>
    public static void Align(List<PartColumns> parts)
    {
        // Each round takes one value apart; complex values end somewhere.
        while (parts.SelectMany(p => p.Columns.Values.Where(c => c.Column.Property.Type is { IsCollection: false, Structured: not null }).Select(c => (Part: p, Column: c)))
            .FirstOrDefault(c => parts.Exists(o => o.Columns.Keys.Any(k => k.StartsWith(c.Column.Column.Place + "/", StringComparison.Ordinal)))) is { Part: { } part, Column: var complex })
        {
            part.TakeApart(complex);
        }
    }

    private void TakeApart(PartColumn complex)
    {
        var (place, property) = (complex.Column.Place, complex.Column.Property);
        Columns.Remove(place);
        foreach (var member in property.Type.Structured!.Properties)
        {
            var column = new ResultColumn([.. complex.Column.Path, member.Name], member);
            Columns.Add(column.Place, new PartColumn(column, row => new PropertyValue(Value(row), member), complex.Has, IsOwn: false));
        }

        if (property.Type.IsNullable)
        {
            Exists.Add(place, row => new Unary(UnaryOperator.Not, new RowIsNull(Value(row)), TypeRules.Boolean));
        }

        ComplexRow Value(RowExpression row) => new(complex.Value(row).Row, complex.Value(row).Property);
    }

    private static PartColumn Own(ResultColumn column, StructuredTypeModel type) => new(
        column, row => new PropertyValue(row, column.Property), type.Presence.TryGetValue(column.Property, out var mark) ? row => new PropertyValue(row, mark) : null);
}
