using System.Globalization;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>Reads single rows for requests that change them: keys before, representations after. By the same plans as every other read.</summary>
internal sealed class RowReading(PublishedModel model, IReadStore store, RequestBinder binder, ParseLimits limits, ServerOptions options)
{
    /// <summary>The row that a URL names: relative to the service root, or absolute.</summary>
    /// <param name="id">The URL.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    public Result<(EntitySetModel Set, IReadOnlyList<Literal> Key)> Resolve(string id, string root)
    {
        var relative = id.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? id[root.Length..]
            : id.StartsWith(RequestTarget.Root + "/", StringComparison.OrdinalIgnoreCase) ? id[(RequestTarget.Root.Length + 1)..]
            : id.TrimStart('/');
        var parsed = relative.Contains("://", StringComparison.Ordinal) ? NotARow : UrlParser.ParseRelative(relative, limits);
        if (!parsed.IsOk)
        {
            return parsed.Problem with { Code = ErrorCode.BadValue };
        }

        var bound = binder.Bind(parsed.Value, null);
        return bound switch
        {
            { IsOk: false } => bound.Problem with { Code = ErrorCode.BadValue },
            { Value: ReadRequest { Plan: { Result: ResultKind.Row } plan } } when RowKeys.Of(plan.Query.Rows) is { } row => row,
            _ => NotARow.Problem!,
        };
    }

    /// <summary>The key of the one row that a path leads to.</summary>
    /// <returns>Problems: <see cref="ErrorCode.NotFound"/> and those of the database.</returns>
    public async Task<Result<IReadOnlyList<Literal>>> KeyAsync(RowSource rows, EntitySetModel set, CancellationToken token)
    {
        var shape = new Shape(set.Type.Key, [], [], IsEverything: false);
        var order = set.Type.Key.Select(k => new OrderTerm(new PropertyValue(new VariableRow(rows.Rows), k), Descending: false)).ToList();
        var plan = new ReadPlan(ResultKind.Row, new RowQuery(rows, order, null, null, WithCount: false, shape), set, PageRows: null);
        var opened = await store.OpenAsync(plan, ReadOptions.Default with { Deadline = options.RequestDeadline }, token);
        if (!opened.IsOk)
        {
            return opened.Problem;
        }

        await using var cursor = opened.Value;
        var read = await cursor.ReadAsync(token);
        return !read.IsOk ? read.Problem
            : read.Value ? cursor.Layout.Key.Select(c => new Literal(Value(cursor.Row, c), c.Type)).ToList()
            : new Problem(ErrorCode.NotFound, $"No such row in {set.Name}.");
    }

    /// <summary>The rows of a collection, each with its key and, where rows have one, its revision.</summary>
    /// <param name="rows">The collection.</param>
    /// <param name="set">Set of the rows.</param>
    /// <param name="most">Most rows that are read.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<Result<IReadOnlyList<(IReadOnlyList<Literal> Key, long? Revision)>>> MembersAsync(RowSource rows, EntitySetModel set, int most, CancellationToken token)
    {
        var order = set.Type.Key.Select(k => new OrderTerm(new PropertyValue(new VariableRow(rows.Rows), k), Descending: false)).ToList();
        var shape = new Shape(set.Type.Key, [], [], IsEverything: false);
        var plan = new ReadPlan(ResultKind.Rows, new RowQuery(rows, order, null, most, WithCount: false, shape), set, PageRows: null);
        var opened = await store.OpenAsync(plan, ReadOptions.Default with { Deadline = options.RequestDeadline }, token);
        if (!opened.IsOk)
        {
            return opened.Problem;
        }

        await using var cursor = opened.Value;
        var members = new List<(IReadOnlyList<Literal> Key, long? Revision)>();
        while (true)
        {
            var read = await cursor.ReadAsync(token);
            if (read is not { IsOk: true, Value: true })
            {
                return read.IsOk ? members : read.Problem;
            }

            members.Add(([.. cursor.Layout.Key.Select(c => new Literal(Value(cursor.Row, c), c.Type))], cursor.Layout.Revision is { } revision ? cursor.Row.GetInt64(revision) : null));
        }
    }

    /// <summary>Whether rows can be read as they were left by an earlier change.</summary>
    public bool KnowsThePast => model.KeepsHistory;

    /// <summary>Writes a row as it stands, in the form and shape that the request asks for.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="key">Its key.</param>
    /// <param name="shape">`$select` and `$expand` of the request.</param>
    /// <param name="format">The dialect.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="output">Where.</param>
    /// <param name="version">Version of the data that is read; null for that of now.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<Result<WrittenAnswer>> WriteAsync(
        EntitySetModel set, IReadOnlyList<Literal> key, QueryOptionsSyntax shape, JsonFormat format, string root, PageBuffer output, long? version, CancellationToken token)
    {
        var parsed = UrlParser.Parse("/" + RowKeys.Path(set, key), "", limits);
        var bound = parsed.IsOk ? binder.Bind(parsed.Value with { Options = shape }, null) : parsed.Problem;
        if (bound is not { IsOk: true, Value: ReadRequest { Plan: var plan } })
        {
            return bound.Problem ?? throw new InvalidOperationException($"The path of a row of {set.Name} leads to no row.");
        }

        if (version is { } then)
        {
            plan = plan with { At = new Literal(then, TypeReference.Of(PrimitiveKind.Int64, isNullable: false)) };
        }

        var form = new RowFormat(format.Ieee754Compatible, format.Metadata, root, model.Namespace);
        var statement = store.Prepare(plan, new ReadOptions(form, options.RequestDeadline));
        var opened = await statement.OpenAsync([], token);
        if (!opened.IsOk)
        {
            return opened.Problem;
        }

        await using var cursor = opened.Value;
        var writer = new AnswerWriter(plan, new JsonTemplate(plan, statement.Layout, format, model, root), model, root, (_, _) => throw new InvalidOperationException("One row has no next page."));
        return await writer.WriteAsync(cursor, output, token);
    }

    private static Result<ODataRequestSyntax> NotARow { get; } = new Problem(ErrorCode.BadValue, "This is not the URL of a row of this service.", Hint: "Write it as projects('...').");

    private static object Value(RowReader row, ValueColumn column) => column.Type.Primitive switch
    {
        PrimitiveKind.String => row.GetString(column.Ordinal),
        PrimitiveKind.Int64 => row.GetInt64(column.Ordinal),
        PrimitiveKind.Guid => row.GetGuid(column.Ordinal),
        PrimitiveKind.Date => row.GetDate(column.Ordinal),
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 => row.GetInt32(column.Ordinal),
        var kind => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Edm.{kind} is no key type.")),
    };
}
