using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Binds `concat`, and the groupings of a rollup: several results of the same rows, one behind the other.</summary>
/// <remarks>A column that only some of the results have is missing in the rows of the others, which is not the same as null.</remarks>
internal sealed class ConcatBinder(BindContext context, ApplyBinder apply)
{
    private static readonly TypeReference Number = TypeReference.Of(PrimitiveKind.Int32, isNullable: false);

    /// <summary>The rows of all sequences.</summary>
    public AppliedRows? Bind(ConcatTransformation syntax, AppliedRows input) =>
        Bind(syntax, input, [.. syntax.Sequences.Select(s => (Func<AppliedRows, AppliedRows?>)(rows => apply.Bind(s, rows)))]);

    /// <summary>The rows that each of the parts makes of the input.</summary>
    public AppliedRows? Bind(SyntaxNode syntax, AppliedRows input, IReadOnlyList<Func<AppliedRows, AppliedRows?>> parts)
    {
        if (!context.CountParts(syntax, parts.Count))
        {
            return null;
        }

        var given = input with { Rows = new GivenRows(input.Rows, input.Rows.Rows) };
        var (results, around) = (new List<AppliedRows>(), context.IsSharing);
        context.IsSharing = true;
        foreach (var part in parts)
        {
            if (part(given) is not { } result)
            {
                return null;
            }

            if (result.Rows.Rows.Type.Navigations.Any(n => context.FindNested(n) is not null))
            {
                return context.NotSupported<AppliedRows>(syntax, "Putting together results with rows inside of them");
            }

            results.Add(result);
        }

        context.IsSharing = around;

        if (Columns(syntax, [.. results.Select(r => r.Rows.Rows.Type)]) is not { } columns)
        {
            return null;
        }

        var number = ResultType.Column("part", Number);
        var presence = columns.Where(c => c.IsPartial).ToDictionary(c => c.Column.Property, c => ResultType.Column("has", TypeRules.Boolean));
        var hidden = results.SelectMany(r => ResultType.Hidden(r.Rows.Rows.Type)).Distinct().Except(results.SelectMany(r => r.Rows.Rows.Type.Presence.Values))
            .ToDictionary(p => p, p => ResultType.Column(p.Name, p.Type with { IsNullable = true }));
        var marks = results.SelectMany(r => r.Rows.Rows.Type.Presence).DistinctBy(p => p.Value).ToDictionary(p => p.Value, p => p.Key);
        var key = results.SelectMany(r => r.Rows.Rows.Type.Key)
            .Select(k => hidden.GetValueOrDefault(k) ?? (marks.TryGetValue(k, out var marked) ? presence[Target(marked)] : Target(k))).Distinct();
        var type = ResultType.Of([.. columns.Select(c => c.Column)], [number, .. key], presence);
        var concatenated = results.Select((r, i) => new ConcatenatedPart(r.Rows, [.. Values(r.Rows, i)])).ToList();
        return input with { Rows = new SharedRows(input.Rows, new ConcatenatedRows(concatenated, new RowVariable("rows", type))), Order = [] };

        PropertyModel Target(PropertyModel source) => columns.First(c => c.Sources.Any(s => ReferenceEquals(s?.Property, source))).Column.Property;

        IEnumerable<RowColumn> Values(RowSource rows, int part)
        {
            var (row, own) = (new VariableRow(rows.Rows), rows.Rows.Type);
            yield return new RowColumn(number, new Literal(part, Number));
            foreach (var column in columns)
            {
                var (target, source) = (column.Column.Property, column.Sources[part]?.Property);
                yield return new RowColumn(target, source is null ? new Literal(null, target.Type) : TypeRules.Convert(new PropertyValue(row, source), target.Type));
                if (presence.TryGetValue(target, out var has))
                {
                    yield return new RowColumn(has, source is not null && own.Presence.TryGetValue(source, out var inner)
                        ? new PropertyValue(row, inner) : new Literal(source is not null, TypeRules.Boolean));
                }
            }

            foreach (var (source, target) in hidden)
            {
                yield return new RowColumn(target, ResultType.Hidden(own).Contains(source) ? new PropertyValue(row, source) : new Literal(null, target.Type));
            }
        }
    }

    private sealed record Merged(ResultColumn Column, IReadOnlyList<ResultColumn?> Sources, bool IsPartial);

    // Columns of the same place are one, in the type that holds the values of all parts.
    private List<Merged>? Columns(SyntaxNode syntax, IReadOnlyList<StructuredTypeModel> types)
    {
        if (types.SelectMany(ResultType.Columns).FirstOrDefault(c => c.Property.Type.Structured is not null) is { } complex)
        {
            return context.NotSupported<List<Merged>>(syntax, $"Putting together rows with the complex property '{complex.Place}'");
        }

        var parts = types.Select(t => ResultType.Columns(t).ToDictionary(c => c.Place, StringComparer.Ordinal)).ToList();
        var merged = new List<Merged>();
        foreach (var place in parts.SelectMany(p => p.Keys).Distinct(StringComparer.Ordinal))
        {
            var sources = parts.Select(p => p.GetValueOrDefault(place)).ToList();
            var present = sources.OfType<ResultColumn>().ToList();
            var type = present[0].Property.Type;
            foreach (var other in present.Skip(1))
            {
                if (TypeRules.Common(type, other.Property.Type) is not { } common)
                {
                    return context.Fail<List<Merged>>(
                        syntax, ErrorCode.TypeMismatch,
                        $"'{LiteralBinder.Shorten(place)}' is {TypeRules.Name(type, context.Model)} in one part and {TypeRules.Name(other.Property.Type, context.Model)} in another.");
                }

                type = common;
            }

            var isPartial = present.Count < sources.Count || types.Zip(sources).Any(s => s.First.Presence.ContainsKey(s.Second!.Property));
            var isSame = present.Count == sources.Count && present.TrueForAll(p => ReferenceEquals(p.Property, present[0].Property));
            var property = isSame ? present[0].Property
                : ResultType.Column(present[0].Property.Name, present.Count < sources.Count ? type with { IsNullable = true } : type, present[0].Property.Text);
            merged.Add(new Merged(new ResultColumn(present[0].Path, property), sources, isPartial));
        }

        return GroupBinder.Clash([.. merged.Select(m => m.Column)]) is { } clash
            ? context.Fail<List<Merged>>(syntax, ErrorCode.TypeMismatch, $"'{LiteralBinder.Shorten(clash)}' is a value in one part and an object in another.")
            : merged;
    }
}
