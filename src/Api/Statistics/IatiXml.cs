using System.Xml;

namespace Kawasaki.Api.Statistics;

/// <summary>Elements that occur all over an IATI file.</summary>
internal static class IatiXml
{
    // Results, outcomes and outputs.
    private const string Category = "A08";

    /// <summary>Writes an element that holds texts.</summary>
    /// <param name="xml">Where.</param>
    /// <param name="element">Its name.</param>
    /// <param name="texts">Language and text.</param>
    public static void Narrative(this XmlWriter xml, string element, params (string Language, string Text)[] texts)
    {
        xml.WriteStartElement(element);
        foreach (var (language, text) in texts)
        {
            xml.WriteNarrative(language, text);
        }

        xml.WriteEndElement();
    }

    /// <summary>Writes a text.</summary>
    /// <param name="xml">Where.</param>
    /// <param name="language">Its language.</param>
    /// <param name="text">The text.</param>
    public static void WriteNarrative(this XmlWriter xml, string language, string text)
    {
        xml.WriteStartElement("narrative");
        xml.WriteAttributeString("xml", "lang", null, language);
        xml.WriteString(XmlFile.Text(text));
        xml.WriteEndElement();
    }

    /// <summary>Writes an element that is a code.</summary>
    /// <param name="xml">Where.</param>
    /// <param name="element">Its name.</param>
    /// <param name="code">The code.</param>
    public static void Coded(this XmlWriter xml, string element, string code)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("code", code);
        xml.WriteEndElement();
    }

    /// <summary>Writes the place in a document that states something.</summary>
    /// <param name="xml">Where.</param>
    /// <param name="citation">The place.</param>
    /// <param name="root">Address of the service, without a last slash.</param>
    public static void Citation(this XmlWriter xml, IatiCitation citation, string root)
    {
        xml.WriteStartElement("document-link");
        xml.WriteAttributeString("url", $"{root}/id/documents/{citation.Document}");
        xml.WriteAttributeString("format", "text/html");
        xml.Narrative("title", ("ja", citation.Title));
        var page = citation.Page is { } number ? $"{number}ページ、" : "";
        xml.Narrative("description", ("ja", $"出典：「{citation.Title}」{page}原資料ファイル {citation.Line}行目"));
        xml.Coded("category", Category);
        xml.Coded("language", "ja");
        xml.WriteEndElement();
    }
}
