using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>The text of one action item, with the words of further columns that the conversion glued to it.</summary>
/// <param name="Text">The item, layout blanks dropped.</param>
/// <param name="Steps">Steps joined by arrows: what follows the item in columns that are not printed.</param>
/// <param name="Continues">True where 継続実施 (goes on) is glued behind the item.</param>
/// <param name="ByArrow">True where an arrow stands before it, so that it concerns this item only.</param>
/// <param name="GoesOn">True where 事業推進 (the project goes on) is glued behind the item.</param>
internal sealed record ActionText(string Text, IReadOnlyList<string> Steps, bool Continues, bool ByArrow, bool GoesOn)
{
    /// <summary>継続実施: what the column before lists is carried on.</summary>
    public const string ContinuesWord = "継続実施";

    /// <summary>事業推進: the project as a whole goes on after the plan.</summary>
    public const string GoesOnWord = "事業推進";

    /// <summary>Reads an item without its bullet.</summary>
    /// <param name="item">Text such as `補助金の交付 → 継続実施`.</param>
    public static ActionText Read(string item)
    {
        var parts = item.Split('→').Select(TextFolding.Collapse).ToList();
        var (continues, goesOn) = (false, false);
        var words = new List<string>();
        foreach (var part in parts)
        {
            var text = part;
            while (CutWord(ref text, ContinuesWord))
            {
                continues = true;
            }

            while (CutWord(ref text, GoesOnWord))
            {
                goesOn = true;
            }

            words.Add(TextFolding.Name(text));
        }

        return new ActionText(words[0], [.. words.Skip(1).Where(w => w.Length > 0)], continues, parts.Count > 1, goesOn);
    }

    /// <summary>Cuts a word of its own off the end; a word that is part of a longer one (`継続実施・検証`) stays.</summary>
    private static bool CutWord(ref string text, string word)
    {
        if (text == word)
        {
            text = "";
            return true;
        }

        if (!text.EndsWith(" " + word, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[..^(word.Length + 1)].TrimEnd();
        return true;
    }
}
