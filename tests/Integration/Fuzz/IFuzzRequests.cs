namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Makes requests: the same number gives the same one.</summary>
internal interface IFuzzRequests
{
    /// <summary>The request of a number.</summary>
    /// <param name="number">From 0.</param>
    FuzzRequest Request(int number);
}
