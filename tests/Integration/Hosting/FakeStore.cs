using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Tests.Integration.Hosting;

/// <summary>A store whose answers a test decides: opens as told, then gives rows without values as told.</summary>
internal sealed class FakeStore(Func<CancellationToken, Task<Result<ReadCursor>>> open) : IReadStore
{
    public ReadStatement Prepare(ReadPlan plan, ReadOptions options) => new Statement(open);

    /// <summary>A cursor over so many rows of no column, then the end or a problem.</summary>
    public static ReadCursor Rows(int rows, Problem? end = null) => new Cursor(rows, end);

    private sealed class Statement(Func<CancellationToken, Task<Result<ReadCursor>>> open) : ReadStatement
    {
        public override RowLayout Layout => RowLayout.Empty;

        public override IReadOnlyCollection<int> Slots => [];

        public override int Size => 0;

        public override string Describe(IReadOnlyList<Literal?> literals) => "";

        public override Task<Result<ReadCursor>> OpenAsync(IReadOnlyList<Literal?> literals, CancellationToken cancellationToken) => open(cancellationToken);
    }

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
