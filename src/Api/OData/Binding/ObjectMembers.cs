using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>The members of a JSON object that stands for a complex value; one that is not there is null.</summary>
/// <param name="context">Keeps the problem.</param>
/// <param name="expressions">Binds the members' values.</param>
/// <param name="value">The object.</param>
internal sealed class ObjectMembers(BindContext context, ExpressionBinder expressions, ObjectPath value)
{
    private static readonly string[] TypeNames = ["@odata.type", "@type"];

    /// <summary>False, with the problem kept, where a member is none of the type, or there twice.</summary>
    /// <param name="type">The complex type.</param>
    public bool AreOf(StructuredTypeModel type)
    {
        var seen = new HashSet<string>();
        foreach (var member in value.Syntax.Members)
        {
            if (!seen.Add(member.Name))
            {
                return context.Refuse(member, ErrorCode.UrlSyntax, $"The member '{LiteralBinder.Shorten(member.Name)}' is there twice.");
            }

            if (TypeNames.Contains(member.Name) ? !IsType(member, type) : type.Properties.All(p => p.Name != member.Name))
            {
                return context.Problem is null && context.Refuse(
                    member, ErrorCode.UnknownProperty, $"{type.Name} has no property '{LiteralBinder.Shorten(member.Name)}'.", BindContext.DidYouMean(member.Name, type.Properties.Select(p => p.Name)));
            }
        }

        return true;
    }

    /// <summary>The value of a property; null with a problem.</summary>
    public BoundPath? Find(PropertyModel property)
    {
        if (value.Syntax.Members.FirstOrDefault(m => m.Name == property.Name) is not { } member)
        {
            return property.Type is { IsCollection: true, Structured: null } ? new ValuePath(new Literal(Array.Empty<object?>(), property.Type)) : new ValuePath(new Literal(null, property.Type with { IsNullable = true }));
        }

        // JSON has texts for what literals write without quotes.
        var syntax = member.Value is LiteralSyntax { Kind: LiteralKind.String } text && property.Type is { IsCollection: false, Structured: null }
            ? text with { Kind = KeyBinder.KindOf(property.Type) } : member.Value;
        return expressions.BindSide(syntax, value.Scope, property.Type);
    }

    private bool IsType(MemberSyntax member, StructuredTypeModel type) =>
        member.Value is LiteralSyntax { Kind: LiteralKind.String, Text: var name } && name.TrimStart('#') == $"{context.Model.Namespace}.{type.Name}"
        || context.Refuse(member, ErrorCode.TypeMismatch, $"The object is compared with one of {type.Name}, its type says otherwise.");
}
