using System.Text;
using System.Xml;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes XML files; what XML cannot hold becomes U+FFFD.</summary>
internal static class XmlFile
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, IndentChars = " ", NewLineChars = "\n", CloseOutput = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>Begins a document, which ends when the writer is disposed of.</summary>
    /// <param name="output">Where.</param>
    public static XmlWriter Begin(PageBuffer output)
    {
        var xml = XmlWriter.Create(new PageStream(output), Settings);
        xml.WriteStartDocument();
        return xml;
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
