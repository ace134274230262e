using System.Globalization;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>Binds the parameters that say which rows, in which order and shape, and how many.</summary>
/// <param name="limits">What a question may cost.</param>
internal sealed class RowParameters(QueryLimits limits)
{
    private static readonly TypeReference Boolean = TypeReference.Of(PrimitiveKind.Boolean, isNullable: false);

    /// <summary>Names of the properties that rows can be filtered by.</summary>
    /// <param name="type">Type of the rows.</param>
    public static IReadOnlyList<string> Filters(StructuredTypeModel type) => [.. type.Properties.Where(p => RestLiteral.IsKnown(p.Type)).Select(p => p.Name)];

    /// <summary>The rows for which every filter holds: `name=value`, given twice for one of two values; of a collection, one of its members.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="parameters">The parameters.</param>
    public static Result<RowSource> Filter(RowSource rows, RestParameters parameters)
    {
        foreach (var name in parameters.Names)
        {
            if (rows.Rows.Type.FindProperty(name) is not { } property)
            {
                continue;
            }

            var values = parameters.All(name).Select(text => RestLiteral.Read(property, text)).ToList();
            if (values.Find(v => !v.IsOk) is { IsOk: false } wrong)
            {
                return wrong.Problem;
            }

            rows = new FilteredRows(rows, Condition(new PropertyValue(new VariableRow(rows.Rows), property), [.. values.Select(v => v.Value!)]));
        }

        return rows;
    }

    /// <summary>The order: `sort=-fiscalYear,code`, completed with the key.</summary>
    /// <param name="row">A row.</param>
    /// <param name="sort">The text; null for the order of the key.</param>
    public Result<OrderTerm[]> Order(RowVariable row, string? sort)
    {
        var terms = new List<OrderTerm>();
        foreach (var part in Parts(sort))
        {
            var (name, isDescending) = part.StartsWith('-') ? (part[1..], true) : (part, false);
            if (row.Type.FindProperty(name) is not { } property)
            {
                return NoProperty(row.Type, name, "sort");
            }

            if (!TypeRules.IsSortable(property.Type))
            {
                return new Problem(ErrorCode.TypeMismatch, $"Values of {property.Name} have no order.", "sort");
            }

            if (terms.TrueForAll(t => ((PropertyValue)t.Value).Property != property))
            {
                terms.Add(new OrderTerm(new PropertyValue(new VariableRow(row), property), isDescending));
            }
        }

        return terms.Count > limits.MaxOrderTerms
            ? new Problem(ErrorCode.TooComplex, $"sort has {terms.Count} terms, at most {limits.MaxOrderTerms} are allowed.", "sort")
            : terms.Concat(row.Type.Key.Where(k => terms.TrueForAll(t => ((PropertyValue)t.Value).Property != k)).Select(k => new OrderTerm(new PropertyValue(new VariableRow(row), k), Descending: false))).ToArray();
    }

    /// <summary>The shape: `fields=code,name`, in the order of the model.</summary>
    /// <param name="type">Type of the rows.</param>
    /// <param name="fields">The text; null for every property.</param>
    public static Result<Shape> Shape(StructuredTypeModel type, string? fields)
    {
        if (fields is null)
        {
            return new Shape(type.Properties, [], [], IsEverything: true);
        }

        var wanted = new HashSet<PropertyModel>();
        foreach (var name in Parts(fields))
        {
            if (type.FindProperty(name) is not { } property)
            {
                return NoProperty(type, name, "fields");
            }

            wanted.Add(property);
        }

        return wanted.Count == 0
            ? new Problem(ErrorCode.BadLiteral, "fields names at least one property.", "fields", Properties(type))
            : new Shape([.. type.Properties.Where(wanted.Contains)], [], [], IsEverything: false);
    }

    /// <summary>Most rows of a page.</summary>
    /// <param name="text">The text of `limit`; null for the service's own size.</param>
    public Result<int> Limit(string? text) =>
        text is null ? Math.Min(limits.PageRows, limits.MaxPageRows)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows >= 1 && rows <= limits.MaxPageRows ? rows
        : new Problem(ErrorCode.BadLiteral, $"limit is a number from 1 to {limits.MaxPageRows}.", "limit");

    /// <summary>The question as of a moment.</summary>
    /// <param name="plan">The question as of now.</param>
    /// <param name="text">The text of `at`; null for now.</param>
    public static Result<ReadPlan> At(ReadPlan plan, string? text)
    {
        if (text is null)
        {
            return plan;
        }

        var moment = RestLiteral.Moment(text);
        return moment.IsOk ? plan with { At = moment.Value } : moment.Problem;
    }

    private static Expression Condition(PropertyValue property, IReadOnlyList<Literal> values)
    {
        if (property.Type.IsCollection)
        {
            var member = new ValueVariable("member", property.Type.Element with { IsNullable = false });
            return new QuantifiedValues(Quantifier.Any, property, member, new InList(new VariableValue(member), values));
        }

        return values is [var value] ? new Binary(BinaryOperator.Equal, property, value, Boolean) : new InList(property, values);
    }

    private static string[] Parts(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Problem NoProperty(StructuredTypeModel type, string name, string parameter) => new(
        ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(name)}'.", parameter,
        BindContext.DidYouMean(name, type.Properties.Select(p => p.Name)) ?? Properties(type));

    private static string Properties(StructuredTypeModel type) => $"Properties are {string.Join(", ", type.Properties.Select(p => p.Name))}.";
}
