using Kawasaki.Domain.Errors;

namespace Kawasaki.Domain.Webhooks;

/// <summary>Says which addresses may be a receiver's, as far as a URL alone tells; the address it leads to is looked at whenever a connection is made.</summary>
public interface IReceiverAddresses
{
    /// <summary>The problem with a URL; null if there is none.</summary>
    /// <param name="url">The URL.</param>
    Problem? Refuse(Uri url);
}
