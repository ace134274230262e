using System.Text;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>The one naming rule of the database: the published camelCase name, in lower case with underscores.</summary>
internal static class SnakeCase
{
    /// <summary>`indicatorFacts` and `IndicatorFacts` become `indicator_facts`; digits stay with the word before (`sha256`).</summary>
    public static string From(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(name[i]) && !char.IsAsciiLetterUpper(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
