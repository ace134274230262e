using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds a call of a published function, in the path or in an expression: `measures/ns.progress(fiscalYear=2025)`.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.5.4.1. Its rows are related rows whose parameter has the value given.</remarks>
internal sealed class FunctionCallBinder(BindContext context, KeyBinder keys)
{
    /// <summary>Whether a segment calls a function: a qualified name that functions have and no type has.</summary>
    /// <param name="segment">The segment.</param>
    public bool IsCall(NamedSegment segment) => IsFunction(segment.Name);

    /// <summary>Whether a qualified name is that of functions and of no type.</summary>
    /// <param name="name">The name.</param>
    public bool IsFunction(string name) => context.FindType(name) is null && context.IsFunction(name);

    /// <summary>A call inside an expression, as it would stand in a path.</summary>
    /// <param name="call">The call.</param>
    public static NamedSegment Segment(CallSegment call) => new(call.Position, call.Name, call.Name, [new ArgumentListSyntax(call.Position, call.Arguments)]);

    /// <summary>What the function gives.</summary>
    /// <param name="target">What it is called on.</param>
    /// <param name="segment">The call.</param>
    public BoundTarget? Bind(BoundTarget target, NamedSegment segment) =>
        Find(segment, target.Property is null ? target.Set.Type : null, target.Property?.Name ?? target.Set.Name, ErrorCode.UnknownResource) is { } function
        && Rows(function, segment, v => new PathRows(target.Rows, function.Rows, v)) is { } rows
            ? new BoundTarget(target.IsCollection ? ResultKind.Rows : ResultKind.Row, rows, function.Rows.Target, target.IsCollection, target.IsCollection ? target.Parent : null)
            : null;

    /// <summary>What the function gives inside an expression.</summary>
    /// <param name="segment">The call.</param>
    /// <param name="type">Type of the rows that it is called on.</param>
    /// <param name="follow">Follows a navigation from these rows, to rows under the variable.</param>
    public RowSource? Bind(NamedSegment segment, StructuredTypeModel type, Func<NavigationModel, RowVariable, RowSource> follow) =>
        Find(segment, type, type.Name, ErrorCode.UnknownProperty) is { } function ? Rows(function, segment, v => follow(function.Rows, v)) : null;

    private FunctionModel? Find(NamedSegment segment, StructuredTypeModel? type, string name, ErrorCode code)
    {
        var overloads = context.Model.Functions.Where(f => Is(f, segment.Name)).ToList();
        return overloads.Find(f => ReferenceEquals(f.BoundTo.Type, type))
            ?? context.Fail<FunctionModel>(
                segment, code, $"The function {overloads[0].Name} cannot be called on {name}.",
                $"It can be called on {string.Join(", ", overloads.Select(f => f.BoundTo.Name))}.");
    }

    private FilteredRows? Rows(FunctionModel function, NamedSegment segment, Func<RowVariable, RowSource> follow)
    {
        if (Argument(function, segment) is not { } value)
        {
            return null;
        }

        var rows = follow(new RowVariable(function.Name, function.Rows.Target.Type));
        return new FilteredRows(rows, new Binary(
            BinaryOperator.And,
            Equal(rows, function.Subject, new Literal(function.BoundTo.Name, function.Subject.Type)),
            Equal(rows, function.Parameter, value),
            TypeRules.Boolean));
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

    private bool Is(FunctionModel function, string name) =>
        string.Equals(name, $"{context.Model.Namespace}.{function.Name}", StringComparison.OrdinalIgnoreCase);

    private static Binary Equal(RowSource rows, PropertyModel property, Expression value) =>
        new(BinaryOperator.Equal, new PropertyValue(new VariableRow(rows.Rows), property), value, TypeRules.Boolean);
}
