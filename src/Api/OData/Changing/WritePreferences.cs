using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Changing;

/// <summary>What a caller prefers to be answered.</summary>
/// <param name="Return">`minimal` or `representation`; null without a preference.</param>
/// <param name="ContinuesOnError">Whether the rows that can be changed are, though others cannot.</param>
internal sealed record WritePreferences(string? Return, bool ContinuesOnError)
{
    /// <summary>Reads `Prefer`; what is not known is passed over (RFC 7240, section 2).</summary>
    /// <param name="headers">Headers of the request.</param>
    public static WritePreferences Read(IHeaderDictionary headers)
    {
        var (wanted, continues) = ((string?)null, false);
        foreach (var preference in headers["Prefer"].SelectMany(p => (p ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            switch (preference.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())
            {
                case "RETURN=MINIMAL":
                    wanted ??= "minimal";
                    break;
                case "RETURN=REPRESENTATION":
                    wanted ??= "representation";
                    break;
                case "CONTINUE-ON-ERROR" or "ODATA.CONTINUE-ON-ERROR" or "CONTINUE-ON-ERROR=TRUE" or "ODATA.CONTINUE-ON-ERROR=TRUE":
                    continues = true;
                    break;
            }
        }

        return new WritePreferences(wanted, continues);
    }
}
