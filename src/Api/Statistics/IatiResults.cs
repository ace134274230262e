using System.Globalization;
using System.Xml;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes indicators as IATI results: baselines, and periods with targets and actual values.</summary>
/// <remarks>
/// What IATI has no place for stands in words: comparator, printed value and notes in the comment; figures without a period, and projections, in the description of the indicator.
/// </remarks>
internal sealed class IatiResults
{
    private const string Output = "1";
    private const string Outcome = "2";
    private const string Other = "9";
    private const string OwnVocabulary = "99";

    private readonly Dictionary<string, string> types;
    private readonly Dictionary<string, string> comparators;
    private readonly Dictionary<string, string> directions;

    /// <summary>Takes the Japanese words of a model's vocabulary.</summary>
    /// <param name="facts">The set of figures.</param>
    public IatiResults(EntitySetModel facts)
    {
        (types, comparators, directions) = (Words("valueType"), Words("comparator"), Words("direction"));

        Dictionary<string, string> Words(string property) => facts.Type.FindProperty(property)!.AllowedValues.ToDictionary(v => v.Value, v => v.Japanese, StringComparer.Ordinal);
    }

    /// <summary>Writes the results of a measure, one for each type.</summary>
    /// <param name="xml">Where.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="root">Address of the service, without a last slash.</param>
    public void Write(XmlWriter xml, IatiMeasure measure, string root)
    {
        foreach (var group in measure.Indicators.GroupBy(i => TypeOf(i.Kind)).OrderByDescending(g => g.Key == Outcome))
        {
            xml.WriteStartElement("result");
            xml.WriteAttributeString("type", group.Key);
            xml.Narrative("title", Title(group.Key));
            foreach (var indicator in group)
            {
                WriteIndicator(xml, indicator, root);
            }

            xml.WriteEndElement();
        }
    }

    private static string TypeOf(string kind) => kind switch
    {
        "outcome" or "perception" => Outcome,
        "activity" or "project" => Output,
        _ => Other,
    };

    private static (string, string)[] Title(string type) => type switch
    {
        Outcome => [("ja", "成果"), ("en", "Outcomes")],
        Output => [("ja", "活動・事務事業の数値"), ("en", "Outputs of projects")],
        _ => [("ja", "その他の数値"), ("en", "Other figures")],
    };

    private void WriteIndicator(XmlWriter xml, IatiIndicator indicator, string root)
    {
        xml.WriteStartElement("indicator");
        xml.WriteAttributeString("measure", MeasureOf(indicator));
        if (indicator.Direction is "increase" or "decrease")
        {
            xml.WriteAttributeString("ascending", indicator.Direction == "increase" ? "1" : "0");
        }

        xml.Narrative("title", ("ja", indicator.Unit is { } unit ? $"{indicator.Name}({unit})" : indicator.Name));
        xml.Narrative("description", ("ja", Describe(indicator)));
        xml.WriteStartElement("reference");
        xml.WriteAttributeString("vocabulary", OwnVocabulary);
        xml.WriteAttributeString("code", indicator.Code);
        xml.WriteAttributeString("indicator-uri", $"{root}/id/indicators/{indicator.Code}");
        xml.WriteEndElement();
        foreach (var baseline in indicator.Figures.Where(f => IsBaseline(f.Fact)))
        {
            WriteBaseline(xml, baseline, root);
        }

        foreach (var period in indicator.Figures.Where(f => IsOfPeriod(f.Fact)).GroupBy(f => (Start: f.Fact.Period.Start!.Value, End: f.Fact.Period.End!.Value)).OrderBy(g => g.Key))
        {
            WritePeriod(xml, period.Key, [.. period], root);
        }

        xml.WriteEndElement();
    }

    // Unit, percentage, qualitative.
    private static string MeasureOf(IatiIndicator indicator) => !indicator.Figures.Any(f => f.Fact.Value is not null) ? "5" : indicator.Unit == "%" ? "2" : "1";

    private static bool IsBaseline(Fact fact) => fact is { ValueType: "baseline", Period: { FiscalYear: not null, Start: not null } };

    private static bool IsOfPeriod(Fact fact) => fact is { ValueType: "target" or "actual" or "current", Period: { Start: not null, End: not null } };

    private string Describe(IatiIndicator indicator)
    {
        List<string> parts = [$"望ましい方向: {directions[indicator.Direction]}"];
        if (indicator.IsCumulative)
        {
            parts.Add("累計値");
        }

        parts.AddRange(new[] { indicator.Method is { } method ? $"算出方法: {method}" : null, indicator.Origin is { } origin ? $"出典: {origin}" : null }.OfType<string>());
        parts.AddRange(indicator.Figures.Select(f => f.Fact).Where(f => !IsBaseline(f) && !IsOfPeriod(f)).Select(f => $"{types[f.ValueType]}({TimeOf(f)}): {Words(f)}"));
        return string.Join("。", parts);
    }

    private static string TimeOf(Fact fact) => fact.Period.Label ?? (fact.PlanPeriod is { } period ? $"第{period}期、年度の記載なし" : "期間の記載なし");

    private void WriteBaseline(XmlWriter xml, IatiFigure baseline, string root)
    {
        xml.WriteStartElement("baseline");
        xml.WriteAttributeString("year", baseline.Fact.Period.FiscalYear!.Value.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("iso-date", Day(baseline.Fact.Period.Start!.Value));
        WriteValue(xml, baseline.Fact);
        WriteDimensions(xml, baseline.Fact);
        WriteCitation(xml, baseline, root);
        xml.Narrative("comment", ("ja", Comment(baseline.Fact)));
        xml.WriteEndElement();
    }

    private void WritePeriod(XmlWriter xml, (DateOnly Start, DateOnly End) period, IReadOnlyList<IatiFigure> figures, string root)
    {
        xml.WriteStartElement("period");
        WriteDay(xml, "period-start", period.Start);
        WriteDay(xml, "period-end", period.End);
        foreach (var figure in figures.OrderByDescending(f => f.Fact.ValueType == "target"))
        {
            xml.WriteStartElement(figure.Fact.ValueType == "target" ? "target" : "actual");
            WriteValue(xml, figure.Fact);
            WriteDimensions(xml, figure.Fact);
            xml.Narrative("comment", ("ja", Comment(figure.Fact)));
            WriteCitation(xml, figure, root);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteValue(XmlWriter xml, Fact fact)
    {
        if (fact.Value is { } value)
        {
            xml.WriteAttributeString("value", value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteDimensions(XmlWriter xml, Fact fact)
    {
        foreach (var (name, value) in new[] { ("subgroup", fact.Subgroup), ("ward", fact.WardName ?? fact.Ward) })
        {
            if (value is not null)
            {
                xml.WriteStartElement("dimension");
                xml.WriteAttributeString("name", name);
                xml.WriteAttributeString("value", XmlFile.Text(value));
                xml.WriteEndElement();
            }
        }
    }

    private string Comment(Fact fact) => $"{types[fact.ValueType]}: {Words(fact)}";

    // The value as printed, then all that decides what it means.
    private string Words(Fact fact)
    {
        string?[] parts =
        [
            fact.Text, fact.Comparator is { } comparator && comparator != "eq" ? $"比較: {comparators[comparator]}" : null,
            fact.UpperValue is { } upper ? $"上限値: {upper.ToString(CultureInfo.InvariantCulture)}" : null, fact.Unit is { } unit ? $"単位: {unit}" : null,
            fact.Period.Label is { } label ? $"期間: {label}" : null, fact.Note is { } note ? $"注記: {note}" : null, fact.Source.System is { } system ? $"報告元: {system}" : null,
        ];
        return string.Join("、", parts.OfType<string>());
    }

    private static void WriteCitation(XmlWriter xml, IatiFigure figure, string root)
    {
        if (figure.Source is { } source)
        {
            xml.Citation(source, root);
        }
    }

    private static void WriteDay(XmlWriter xml, string element, DateOnly day)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("iso-date", Day(day));
        xml.WriteEndElement();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
