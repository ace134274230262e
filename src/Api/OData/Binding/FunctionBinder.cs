using System.Globalization;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds calls of the language's functions.</summary>
internal sealed class FunctionBinder(BindContext context, ExpressionBinder expressions)
{
    /// <summary>Binds a call.</summary>
    public Expression? Bind(CallSyntax syntax, RowScope scope)
    {
        var forms = FunctionTable.Find(syntax.Name);
        if (forms.Count == 0)
        {
            return Unknown(syntax, scope);
        }

        if (forms.All(f => f.Parameters.Count != syntax.Arguments.Count))
        {
            var counts = forms.Select(f => f.Parameters.Count).Distinct().Select(c => c.ToString(CultureInfo.InvariantCulture));
            return context.Fail<Expression>(
                syntax, ErrorCode.TypeMismatch, $"The function {forms[0].Name} takes {string.Join(" or ", counts)} arguments, here are {syntax.Arguments.Count}.");
        }

        if (BindArguments(syntax, scope) is not { } arguments)
        {
            return null;
        }

        foreach (var form in forms.Where(f => f.Parameters.Count == arguments.Count))
        {
            if (form.Parameters.Zip(arguments, (parameter, argument) => Takes(parameter, argument)).All(taken => taken))
            {
                context.UsesClock |= form.Function == QueryFunction.Now;
                return Call(form, arguments, syntax);
            }
        }

        return Mismatch(forms.First(f => f.Parameters.Count == arguments.Count), arguments, syntax);
    }

    private Expression? Unknown(CallSyntax syntax, RowScope scope)
    {
        if (context.IsFunction(syntax.Name))
        {
            return context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"'{LiteralBinder.Shorten(syntax.Name)}(...)' leads to a row, a value is expected.", "Add a property of its result.");
        }

        if (scope.Here.Type.FindNavigation(syntax.Name) is { } navigation)
        {
            return context.Fail<Expression>(
                syntax, ErrorCode.TypeMismatch, $"'{navigation.Name}(...)' leads to a row, a value is expected.",
                navigation.Target.Type.Key is [var key, ..] ? $"Add a property: '{navigation.Name}(...)/{key.Name}'." : null);
        }

        return syntax.Name.StartsWith("geo.", StringComparison.OrdinalIgnoreCase)
            ? context.NotSupported<Expression>(syntax, $"The function {LiteralBinder.Shorten(syntax.Name)}")
            : context.Fail<Expression>(
                syntax, ErrorCode.UnknownProperty, $"There is no function '{LiteralBinder.Shorten(syntax.Name)}'.", BindContext.DidYouMean(syntax.Name, FunctionTable.Names));
    }

    private List<Expression>? BindArguments(CallSyntax syntax, RowScope scope)
    {
        var arguments = new List<Expression>();
        foreach (var argument in syntax.Arguments)
        {
            if (argument.Name is not null)
            {
                return context.Fail<List<Expression>>(argument, ErrorCode.UrlSyntax, $"The function {syntax.Name} takes its arguments by position, not by name.");
            }

            // The members of a collection literal take the type of the collection before them.
            var target = arguments.Count > 0 && arguments[0].Type.IsCollection ? arguments[0].Type : null;
            if (expressions.Bind(argument.Value, scope, target) is not { } bound)
            {
                return null;
            }

            arguments.Add(bound);
        }

        return arguments;
    }

    private static bool Takes(ParameterKind parameter, Expression argument)
    {
        var type = argument.Type;
        return (TypeRules.IsNull(argument) && parameter != ParameterKind.Collection) || parameter switch
        {
            ParameterKind.Text => type.Is(PrimitiveKind.String),
            ParameterKind.Whole => TypeRules.IsInteger(type),
            ParameterKind.Number => TypeRules.IsNumber(type),
            ParameterKind.Day => type.Is(PrimitiveKind.Date) || type.Is(PrimitiveKind.DateTimeOffset),
            ParameterKind.Clock => type.Is(PrimitiveKind.TimeOfDay) || type.Is(PrimitiveKind.DateTimeOffset),
            ParameterKind.Instant => type.Is(PrimitiveKind.DateTimeOffset),
            ParameterKind.Span => type.Is(PrimitiveKind.Duration),
            ParameterKind.Collection => type.IsCollection && type.Structured is null,
            _ => throw new InvalidOperationException($"No parameter of kind {parameter}."),
        };
    }

    private Expression? Call(FunctionForm form, List<Expression> arguments, CallSyntax syntax)
    {
        if (form.Function == QueryFunction.MatchesPattern && arguments[1] is Literal { Value: string pattern } && pattern.Length > context.Limits.MaxPatternLength)
        {
            return context.Fail<Expression>(
                syntax.Arguments[1], ErrorCode.TooComplex, $"The pattern has {pattern.Length} characters, at most {context.Limits.MaxPatternLength} are allowed.");
        }

        if (form.Parameters is [ParameterKind.Collection, ParameterKind.Collection] && arguments[0].Type.Primitive != arguments[1].Type.Primitive)
        {
            return Mismatch(form, arguments, syntax);
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            arguments[i] = TypeRules.Convert(arguments[i], TypeFor(form.Parameters[i], arguments[i]));
        }

        // The text searched for becomes a pattern, whatever it is.
        if (form is { Function: QueryFunction.Contains or QueryFunction.StartsWith or QueryFunction.EndsWith, Parameters: [ParameterKind.Text, ParameterKind.Text] } && arguments[0] is not Literal)
        {
            arguments[1] = context.AsValue(syntax.Arguments[1].Value, arguments[1]);
        }

        if (form.Function == QueryFunction.MatchesPattern)
        {
            context.Faults?.Add(ComputationFault.Pattern, syntax.Arguments[1], arguments[1] is Literal ? null : $"A computed pattern has at most {context.Limits.MaxPatternLength} characters.");
        }
        else if (form.Function == QueryFunction.Substring)
        {
            context.Faults?.Add(ComputationFault.Number, syntax);
        }

        // How long a computed pattern is shows only when it is.
        if (form.Function == QueryFunction.MatchesPattern && arguments[1] is not Literal)
        {
            arguments.Add(new Literal(context.Limits.MaxPatternLength, TypeReference.Of(PrimitiveKind.Int32, isNullable: false)));
        }

        var isNullable = arguments.Exists(a => a.Type.IsNullable);
        var result = form.Result is { } kind ? TypeReference.Of(kind, isNullable) : arguments[0].Type;
        return new Call(form.Function, arguments, result);
    }

    /// <summary>What an argument is converted to: whole numbers to Edm.Int32's range as they are, other numbers so that rounding has a meaning.</summary>
    private static TypeReference TypeFor(ParameterKind parameter, Expression argument) => parameter switch
    {
        ParameterKind.Number when !TypeRules.IsFloating(argument.Type) => TypeReference.Of(PrimitiveKind.Decimal, argument.Type.IsNullable),
        _ when !TypeRules.IsNull(argument) => argument.Type,
        ParameterKind.Text => TypeReference.Of(PrimitiveKind.String),
        ParameterKind.Whole => TypeReference.Of(PrimitiveKind.Int32),
        ParameterKind.Day or ParameterKind.Clock or ParameterKind.Instant => TypeReference.Of(PrimitiveKind.DateTimeOffset),
        ParameterKind.Span => TypeReference.Of(PrimitiveKind.Duration),
        _ => argument.Type,
    };

    private Expression? Mismatch(FunctionForm form, List<Expression> arguments, CallSyntax syntax)
    {
        var wanted = string.Join(",", form.Parameters.Select(Describe));
        var given = string.Join(",", arguments.Select(a => TypeRules.IsNull(a) ? "null" : Name(a.Type)));
        return context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"The function {form.Name}({wanted}) does not take ({given}).");
    }

    private string Name(TypeReference type) => TypeRules.Name(type, context.Model);

    private static string Describe(ParameterKind kind) => kind switch
    {
        ParameterKind.Text => "text",
        ParameterKind.Whole => "whole number",
        ParameterKind.Number => "number",
        ParameterKind.Day => "date",
        ParameterKind.Clock => "time",
        ParameterKind.Instant => "point in time",
        ParameterKind.Span => "duration",
        ParameterKind.Collection => "collection",
        _ => throw new InvalidOperationException($"No parameter of kind {kind}."),
    };
}
