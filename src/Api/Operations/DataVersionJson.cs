using System.Text.Json;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Operations;

/// <summary>Writes the version of the data.</summary>
internal static class DataVersionJson
{
    /// <summary>Writes the members `dataVersion` and `dataChangedAt`.</summary>
    /// <param name="json">Where.</param>
    /// <param name="version">Version of the data; null while it is not known.</param>
    public static void Write(Utf8JsonWriter json, DataVersion? version)
    {
        if (version is null)
        {
            json.WriteNull("dataVersion");
            json.WriteNull("dataChangedAt");
            return;
        }

        json.WriteNumber("dataVersion", version.Number);
        json.WriteString("dataChangedAt", version.ChangedAt.UtcDateTime);
    }
}
