using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>Makes the rows of a question flat: the properties of a single navigation become columns `measure/name` of the row itself.</summary>
internal static class FlatPlan
{
    // Shapes nest as deep as the binder let `$expand` nest; the counter is the second belt.
    private const int MaxDepth = 50;

    /// <summary>The flat question, or why its answer is no table.</summary>
    /// <param name="plan">The question.</param>
    /// <param name="format">The form asked for.</param>
    public static Result<ReadPlan> Of(ReadPlan plan, TableFormat format)
    {
        if (plan.Result is not (ResultKind.Rows or ResultKind.Row or ResultKind.OptionalRow))
        {
            return NotRows(format);
        }

        if (plan.Query.Rows is AllRows)
        {
            return Refuse(format, "the rows of several sets have no columns in common", null, "Ask for one set, or for $all with a type behind it.");
        }

        if (plan.Query.WithCount)
        {
            return Refuse(format, "it has no place for $count=true", "$count", "Ask for the number by /$count.");
        }

        var shape = plan.Query.Shape;
        var columns = new Columns(format, [.. shape.Computed]);
        var counts = new List<Expansion>();
        var row = new VariableRow(plan.Query.Rows.Rows);
        var spread = shape.Properties.Where(p => p.Type.Structured is { IsSpread: true }).ToList();
        spread.ForEach(p => columns.Spread(p, row, "", MaxDepth));
        var (properties, problem) = columns.Flatten(shape, row, "", MaxDepth, spread);
        foreach (var expansion in shape.Expansions)
        {
            if (expansion.Kind == ExpansionKind.Count)
            {
                counts.Add(expansion);
            }
            else
            {
                problem ??= columns.Add(expansion, row, "", MaxDepth);
            }
        }

        return problem is not null ? problem
            : plan with { Query = plan.Query with { Shape = shape with { Properties = properties, Computed = columns.Found, Expansions = counts, Parts = [] } } };
    }

    /// <summary>A resource that is no rows cannot be a table.</summary>
    /// <param name="format">The form asked for.</param>
    public static Problem NotRows(TableFormat format) => Refuse(format, "this resource is not made of rows", null, "It can be had as application/json.");

    private static Problem Refuse(TableFormat format, string why, string? target, string hint) =>
        new(ErrorCode.NotAcceptable, $"The answer cannot be {format.ContentType.Split(';')[0]}: {why}.", target ?? "$format", hint);

    private sealed class Columns(TableFormat format, List<ComputedColumn> found)
    {
        public IReadOnlyList<ComputedColumn> Found => found;

        public Problem? Add(Expansion expansion, RowExpression around, string before, int depth)
        {
            var name = before + expansion.Navigation.Name;
            if (expansion.Navigation.IsCollection)
            {
                return Refuse(format, $"{name} leads to many rows", "$expand", $"Ask for $expand={name}/$count, for the set {expansion.Navigation.Target.Name} itself, or for application/json.");
            }

            if (depth == 0 || expansion.Kind != ExpansionKind.Rows || expansion.Query.Rows is not RelatedRows || expansion.Query.Shape.Computed.Count > 0)
            {
                return new Problem(ErrorCode.NotSupported, $"References, numbers and options other than $select and $expand are not supported inside $expand={name} for tables.", "$expand");
            }

            var (row, shape, path) = (new RelatedRow(around, expansion.Navigation), expansion.Query.Shape, name + "/");
            var (properties, problem) = Flatten(shape, row, path, depth, []);
            found.AddRange(properties.Select(p => new ComputedColumn(path + p.Name, new PropertyValue(row, p))));
            foreach (var nested in shape.Expansions)
            {
                problem ??= Add(nested, row, path, depth - 1);
            }

            return problem;
        }

        // An object of a result of $apply has its members in columns of the row itself.
        public void Spread(PropertyModel parent, RowExpression row, string before, int depth)
        {
            foreach (var member in parent.Type.Structured!.Properties)
            {
                if (depth > 0 && member.Type.Structured is { IsSpread: true })
                {
                    Spread(member, row, before + parent.Name + "/", depth - 1);
                }
                else
                {
                    found.Add(new ComputedColumn($"{before}{parent.Name}/{member.Name}", new PropertyValue(row, member)));
                }
            }
        }

        /// <summary>The plain properties; those of complex values are added as columns `address/city`, collections of them are refused.</summary>
        public (IReadOnlyList<PropertyModel> Plain, Problem? Problem) Flatten(Shape shape, RowExpression row, string before, int depth, IReadOnlyCollection<PropertyModel> done)
        {
            var problem = Collection(shape, before, done);
            var structured = shape.Properties.Except(done).Where(p => p.Type.Structured is not null).ToList();
            foreach (var (property, inner) in structured.Select(p => (p, Whole(p))).Concat(shape.Parts.Select(p => (p.Property, p.Shape!))))
            {
                problem ??= Complex(property, inner, row, before, depth);
            }

            return ([.. shape.Properties.Except(done).Except(structured)], problem);
        }

        private Problem? Complex(PropertyModel property, Shape shape, RowExpression row, string before, int depth)
        {
            if (depth == 0)
            {
                throw new InvalidOperationException("Complex values nest deeper than the model allows.");
            }

            var (inner, path) = (new ComplexRow(row, property), $"{before}{property.Name}/");
            var problem = Collection(shape, path, []);
            foreach (var member in shape.Properties)
            {
                if (member.Type.Structured is null)
                {
                    found.Add(new ComputedColumn(path + member.Name, new PropertyValue(inner, member)));
                }
                else
                {
                    problem ??= Complex(member, Whole(member), inner, path, depth - 1);
                }
            }

            foreach (var part in shape.Parts)
            {
                problem ??= Complex(part.Property, part.Shape!, inner, path, depth - 1);
            }

            return problem;
        }

        private static Shape Whole(PropertyModel property) => new(property.Type.Structured!.Properties, [], [], IsEverything: true);

        private Problem? Collection(Shape shape, string path, IReadOnlyCollection<PropertyModel> done)
        {
            if (shape.Parts.FirstOrDefault(p => p.Elements is not null) is { } part)
            {
                return new Problem(ErrorCode.NotSupported, $"Options on {path}{part.Property.Name} inside $select are not supported for tables.", "$select");
            }

            var structured = shape.Properties.Except(done).Concat(shape.Derived.Select(d => d.Property)).Where(p => p.Type.Structured is not null);
            return structured.FirstOrDefault(p => p.Type.IsCollection || !shape.Properties.Contains(p)) is { } collection
                ? Refuse(format, $"{path}{collection.Name} holds many objects", "$select", "Leave it out by $select, or ask for application/json.") : null;
        }
    }
}
