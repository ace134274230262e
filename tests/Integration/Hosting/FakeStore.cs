using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Tests.Integration.Hosting;

/// <summary>A store whose answers a test decides: opens as told, then gives rows without values as told.</summary>
internal sealed class FakeStore(Func<CancellationToken, Task<Result<ReadCursor>>> open) : IReadStore
{
    public Task<Result<ReadCursor>> OpenAsync(ReadPlan plan, ReadOptions options, CancellationToken cancellationToken) => open(cancellationToken);

    /// <summary>A cursor over so many rows of no column, then the end or a problem.</summary>
    public static ReadCursor Rows(int rows, Problem? end = null) => new Cursor(rows, end);

    private sealed class Cursor(int rows, Problem? end) : ReadCursor
    {
        private int read;

        public override RowLayout Layout => RowLayout.Empty;

        public override long? Count => rows;

        public override RowReader Row => null!;

        public override IReadOnlyList<Literal>? Continuation => null;

        public override ValueTask<Result<bool>> ReadAsync(CancellationToken cancellationToken)
        {
            if (read < rows)
            {
                read++;
                return new(true);
            }

            return end is null ? new(false) : new(end);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
