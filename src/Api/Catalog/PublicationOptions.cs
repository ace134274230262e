using System.ComponentModel.DataAnnotations;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.Catalog;

/// <summary>Who offers the data, and on what terms.</summary>
internal sealed record PublicationOptions
{
    /// <summary>Address of the licence under which this compilation of facts is offered. The rights in the source documents stay with the city whatever it says.</summary>
    /// <value>CC BY 4.0.</value>
    [Setting("KAWASAKI_LICENCE")]
    [HttpAddress]
    public Uri Licence { get; init; } = new("https://creativecommons.org/licenses/by/4.0/");

    /// <summary>Short name of the licence.</summary>
    /// <value>CC BY 4.0.</value>
    [Setting("KAWASAKI_LICENCE_NAME")]
    [MaxLength(100)]
    public string LicenceName { get; init; } = "CC BY 4.0";

    /// <summary>Who operates the service and offers the data, as the catalogue names the publisher.</summary>
    /// <value>川崎市計画データAPI / Kawasaki plan API.</value>
    [Setting("KAWASAKI_PUBLISHER")]
    [MaxLength(200)]
    public string Publisher { get; init; } = "川崎市計画データAPI / Kawasaki plan API";

    /// <summary>Address where the publisher is reached.</summary>
    /// <value>None.</value>
    [Setting("KAWASAKI_CONTACT")]
    [HttpAddress]
    public Uri? Contact { get; init; }
}
