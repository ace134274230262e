using System.Buffers;
using System.Text;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes figures as SDMX-CSV 2.0.</summary>
/// <remarks>
/// Source: SDMX-CSV 2.0.0 field guide of the SDMX technical working group, which stands on RFC 4180. Texts are exact, as in every CSV for programs: some are parts of the
/// key, and must be those of the other forms.
/// </remarks>
internal sealed class SdmxCsv(SdmxStructure structure) : IFactsWriter
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    private readonly SdmxComponent[] components = [.. structure.Dimensions, structure.Measure, .. structure.Attributes];

    /// <inheritdoc/>
    public StatisticsFormat Format => StatisticsFormat.SdmxCsv;

    /// <inheritdoc/>
    public IEnumerable<Action<IReadOnlyList<Fact>>> Passes(Publication publication, PageBuffer output)
    {
        var line = new StringBuilder("STRUCTURE,STRUCTURE_ID,ACTION");
        foreach (var component in components)
        {
            line.Append(',').Append(component.Id);
        }

        End(line, output);
        yield return series => Write(series, line, output);
    }

    private void Write(IEnumerable<Fact> series, StringBuilder line, PageBuffer output)
    {
        foreach (var fact in series)
        {
            line.Append("dataflow,").Append(SdmxStructure.Agency).Append(':').Append(SdmxStructure.Dataflow).Append('(').Append(SdmxStructure.Version).Append("),I");
            foreach (var component in components)
            {
                line.Append(',');
                Append(line, component.Value(fact) ?? "");
            }

            End(line, output);
        }
    }

    private static StringBuilder Append(StringBuilder line, string text) =>
        text.AsSpan().IndexOfAny(Quoted) < 0 ? line.Append(text) : line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');

    private static void End(StringBuilder line, PageBuffer output)
    {
        output.Write(Encoding.UTF8.GetBytes(line.Append("\r\n").ToString()));
        line.Clear();
    }
}
