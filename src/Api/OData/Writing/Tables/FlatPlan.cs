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
        var (properties, problem) = columns.Flatten(shape, row, "", MaxDepth, spread, value => value);
        foreach (var expansion in shape.Expansions)
        {
            if (expansion.Kind == ExpansionKind.Count)
            {
                counts.Add(expansion);
            }
            else
            {
                problem ??= columns.Add(expansion, row, "", MaxDepth, value => value);
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

        public Problem? Add(Expansion expansion, RowExpression around, string before, int depth, Func<Expression, Expression> place)
        {
            var name = before + expansion.Navigation.Name;
            if (expansion.Navigation.IsCollection)
            {
                return Refuse(format, $"{name} leads to many rows", "$expand", $"Ask for $expand={name}/$count, for the set {expansion.Navigation.Target.Name} itself, or for application/json.");
            }

            if (depth == 0 || expansion.Kind != ExpansionKind.Rows || expansion.Query.Rows is not RelatedRows || expansion.At is not null)
            {
                return Refuse(format, $"$expand={name} asks for references, or rows under conditions or of another moment, which are no columns", "$expand", "Only $select, $compute and $expand may stand inside, or ask for application/json.");
            }

            var (row, shape, path) = (new RelatedRow(around, expansion.Navigation), expansion.Query.Shape, name + "/");
            var (properties, problem) = Flatten(shape, row, path, depth, [], Inside);
            found.AddRange(properties.Select(p => new ComputedColumn(path + p.Name, new PropertyValue(row, p))));
            found.AddRange(shape.Computed.Select(c => new ComputedColumn(path + c.Name, Inside(c.Value))));
            foreach (var nested in shape.Expansions)
            {
                problem ??= Add(nested, row, path, depth - 1, Inside);
            }

            return problem;

            // What is computed names its row by the variable of the expansion.
            Expression Inside(Expression value) => place(new ValueOf(expansion.Query.Rows, value));
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
        public (IReadOnlyList<PropertyModel> Plain, Problem? Problem) Flatten(
            Shape shape, RowExpression row, string before, int depth, IReadOnlyCollection<PropertyModel> done, Func<Expression, Expression> place)
        {
            var problem = Collection(shape, before, done);
            var structured = shape.Properties.Except(done).Where(p => p.Type.Structured is not null).ToList();
            foreach (var (owner, property, inner) in structured.Select(p => (row, p, Whole(p))).Concat(shape.Parts.Select(p => (p.OnlyOf is { } type ? new CastRow(row, type) : row, p.Property, p.Shape!))))
            {
                problem ??= Complex(property, inner, owner, before, depth, place);
            }

            return ([.. shape.Properties.Except(done).Except(structured)], problem);
        }

        private Problem? Complex(PropertyModel property, Shape shape, RowExpression row, string before, int depth, Func<Expression, Expression> place)
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
                    problem ??= Complex(member, Whole(member), inner, path, depth - 1, place);
                }
            }

            found.AddRange(shape.Computed.Select(c => new ComputedColumn(path + c.Name, place(c.Value))));
            foreach (var part in shape.Parts)
            {
                problem ??= Complex(part.Property, part.Shape!, inner, path, depth - 1, place);
            }

            return problem;
        }

        private static Shape Whole(PropertyModel property) => new(property.Type.Structured!.Properties, [], [], IsEverything: true);

        private Problem? Collection(Shape shape, string path, IReadOnlyCollection<PropertyModel> done)
        {
            if (shape.Parts.FirstOrDefault(p => p.Elements is not null) is { } part)
            {
                return Refuse(format, $"{path}{part.Property.Name} holds many values under conditions, which are no column", "$select", "Leave it out by $select, or ask for application/json.");
            }

            var structured = shape.Properties.Except(done).Concat(shape.Derived.Select(d => d.Property)).Where(p => p.Type.Structured is not null);
            return structured.FirstOrDefault(p => p.Type.IsCollection || !shape.Properties.Contains(p)) is { } collection
                ? Refuse(format, $"{path}{collection.Name} holds many objects", "$select", "Leave it out by $select, or ask for application/json.") : null;
        }
    }
}
