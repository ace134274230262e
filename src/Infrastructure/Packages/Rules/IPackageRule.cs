using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>One thing that must be true of a package.</summary>
internal interface IPackageRule
{
    /// <summary>Every place where it is not true.</summary>
    /// <param name="content">The package; rows that could not be read have no entity and are another rule's finding.</param>
    IEnumerable<Problem> Check(PackageContent content);
}
