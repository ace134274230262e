using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Batches;

/// <summary>
/// Stands in place of the store for one request of a group: the request comes as far as its validated changes and waits here, until those of the whole group are
/// made in one transaction and it is told what became of its own.
/// </summary>
/// <param name="store">Keeps refusals; null on a server that only reads, where no request comes this far.</param>
internal sealed class GroupedChange(IChangeStore? store) : IChangeStore
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Result<ChangeOutcome>> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the request has come to its changes.</summary>
    public Task Arrived => arrived.Task;

    /// <summary>The changes; null until they are known.</summary>
    public ChangeGroup? Changes { get; private set; }

    /// <inheritdoc/>
    public Task<Result<ChangeOutcome>> ApplyAsync(ChangeGroup group, CancellationToken cancellationToken)
    {
        Changes = group;
        arrived.SetResult();
        return outcome.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Problem?> NoteRefusalAsync(Refusal refusal, CancellationToken cancellationToken) => store!.NoteRefusalAsync(refusal, cancellationToken);

    /// <summary>Lets the request go on.</summary>
    /// <param name="result">What became of its changes.</param>
    public void Tell(Result<ChangeOutcome> result) => outcome.TrySetResult(result);
}
