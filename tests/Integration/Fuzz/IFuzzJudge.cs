namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Says whether an answer may be as it is.</summary>
internal interface IFuzzJudge
{
    /// <summary>What is wrong with an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="again">Asks something else of the same server.</param>
    /// <returns>What is wrong, null for nothing; the code of the problem in the answer, null for an answer without one.</returns>
    Task<(string? Fault, string? Code)> JudgeAsync(FuzzRequest request, FuzzAnswer answer, Func<FuzzRequest, Task<FuzzAnswer>> again);
}
