using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds a call of a published function in the path: `measures/ns.progress(fiscalYear=2025)`.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.5.4.1. Its rows are related rows whose parameter has the value given.</remarks>
internal sealed class FunctionCallBinder(BindContext context, KeyBinder keys)
{
    /// <summary>Whether a segment calls a function: a qualified name that functions have and no type has.</summary>
    /// <param name="segment">The segment.</param>
    public bool IsCall(NamedSegment segment) => context.FindType(segment.Name) is null && context.Model.Functions.Any(f => Is(f, segment));

    /// <summary>What the function gives.</summary>
    /// <param name="target">What it is called on.</param>
    /// <param name="segment">The call.</param>
    public BoundTarget? Bind(BoundTarget target, NamedSegment segment)
    {
        var overloads = context.Model.Functions.Where(f => Is(f, segment)).ToList();
        if (target.Property is not null || overloads.Find(f => ReferenceEquals(f.BoundTo.Type, target.Set.Type)) is not { } function)
        {
            return context.Fail<BoundTarget>(
                segment, ErrorCode.UnknownResource, $"The function {overloads[0].Name} cannot be called on {target.Property?.Name ?? target.Set.Name}.",
                $"It can be called on {string.Join(", ", overloads.Select(f => f.BoundTo.Name))}.");
        }

        if (Argument(function, segment) is not { } value)
        {
            return null;
        }

        var rows = new PathRows(target.Rows, function.Rows, new RowVariable(function.Name, function.Rows.Target.Type));
        var condition = new Binary(
            BinaryOperator.And,
            Equal(rows, function.Subject, new Literal(function.BoundTo.Name, function.Subject.Type)),
            Equal(rows, function.Parameter, value),
            TypeRules.Boolean);
        return new BoundTarget(
            target.IsCollection ? ResultKind.Rows : ResultKind.Row, new FilteredRows(rows, condition), function.Rows.Target, target.IsCollection, target.IsCollection ? target.Parent : null);
    }

    private Literal? Argument(FunctionModel function, NamedSegment segment)
    {
        var name = function.Parameter.Name;
        if (segment.Arguments is not [{ Arguments: [var argument] }])
        {
            return context.Fail<Literal>(
                segment, ErrorCode.UrlSyntax, $"The function {function.Name} takes one parameter, and what it gives has no key.", $"Write it as {segment.Name}({name}=...).");
        }

        if (!string.Equals(argument.Name, name, StringComparison.OrdinalIgnoreCase))
        {
            return context.Fail<Literal>(
                argument, ErrorCode.UrlSyntax,
                argument.Name is null ? $"The parameter {name} needs its name." : $"The function {function.Name} has no parameter '{LiteralBinder.Shorten(argument.Name)}'.",
                $"Write it as {segment.Name}({name}=...).");
        }

        if (keys.Literal(argument.Value, function.Parameter, "parameter") is not { } value)
        {
            return null;
        }

        return value.Value is int number && number >= function.Minimum && number <= function.Maximum ? value
            : context.Fail<Literal>(argument, ErrorCode.BadLiteral, $"The parameter {name} is a whole number from {function.Minimum} to {function.Maximum}.");
    }

    private bool Is(FunctionModel function, NamedSegment segment) =>
        string.Equals(segment.Name, $"{context.Model.Namespace}.{function.Name}", StringComparison.OrdinalIgnoreCase);

    private static Binary Equal(RowSource rows, PropertyModel property, Expression value) =>
        new(BinaryOperator.Equal, new PropertyValue(new VariableRow(rows.Rows), property), value, TypeRules.Boolean);
}
