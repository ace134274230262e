using System.Text;
using System.Xml;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes XML files; what XML cannot hold becomes U+FFFD.</summary>
internal static class XmlFile
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, IndentChars = " ", NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>Writes a document.</summary>
    /// <param name="output">Where.</param>
    /// <param name="write">Writes its root.</param>
    public static void Write(PageBuffer output, Action<XmlWriter> write)
    {
        using var stream = new PageStream(output);
        using var xml = XmlWriter.Create(stream, Settings);
        xml.WriteStartDocument();
        write(xml);
        xml.WriteEndDocument();
    }

    /// <summary>The text as XML 1.0 can hold it: no control characters, no half of a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    public static string Text(string text)
    {
        var isValid = true;
        for (var i = 0; i < text.Length && isValid; i++)
        {
            isValid = XmlConvert.IsXmlChar(text[i]);
        }

        return isValid ? text : Cleaned(text);
    }

    private static string Cleaned(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            cleaned.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return cleaned.ToString();
    }
}
