using System.Reflection;
using System.Text;
using System.Text.Json;
using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>What the attributes of a class or member say: published name, label, unit.</summary>
internal static class PublishedNames
{
    /// <summary>Published name of a member: what its label says, else the C# name in camelCase.</summary>
    public static string Of(MemberInfo member) =>
        member.GetCustomAttribute<LabelAttribute>() is { PublishedName: { Length: > 0 } name } ? name : CamelCase(member.Name);

    /// <summary>Published value of a vocabulary's member.</summary>
    public static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>Names for the reader: the label, else the C# name in words.</summary>
    public static ModelText Text(MemberInfo member) =>
        member.GetCustomAttribute<LabelAttribute>(inherit: false) is { } label
            ? new ModelText(label.Japanese, label.English, label.Description, label.DescriptionJapanese, label.Unit, label.UnitPath)
            : new ModelText(member.Name, Words(member.Name));

    /// <summary>The set a class is published as; null if it is not.</summary>
    public static PublishedSetAttribute? Set(Type type) => type.GetCustomAttribute<PublishedSetAttribute>(inherit: false);

    /// <summary>The function that gives rows of a class; null if none does.</summary>
    public static PublishedFunctionAttribute? Function(Type type) => type.GetCustomAttribute<PublishedFunctionAttribute>(inherit: false);

    /// <summary>Members in the order they are declared, base class first.</summary>
    public static IReadOnlyDictionary<string, int> DeclarationOrder(Type type)
    {
        var classes = new Stack<Type>();
        for (var c = type; c is not null && c != typeof(object); c = c.BaseType)
        {
            classes.Push(c);
        }

        var order = new Dictionary<string, int>();
        foreach (var member in classes.SelectMany(c => c
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).OrderBy(p => p.MetadataToken)))
        {
            order.TryAdd(member.Name, order.Count);
        }

        return order;
    }

    private static string Words(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (text.Length > 0 && char.IsAsciiLetterUpper(c))
            {
                text.Append(' ').Append(char.ToLowerInvariant(c));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
