using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>What the negotiated form makes of a question: flat rows for a table, no pages for a stream; and who writes its answer.</summary>
/// <param name="model">The published model.</param>
/// <param name="wanted">What was asked for.</param>
/// <param name="root">Service root, ending in a slash.</param>
internal sealed class AnswerForm(PublishedModel model, Negotiated wanted, string root)
{
    /// <summary>The question as this form can answer it, or why it cannot.</summary>
    /// <param name="plan">The question.</param>
    public Result<ReadPlan> Fit(ReadPlan plan)
    {
        if (wanted.Table is { } table)
        {
            var flat = FlatPlan.Of(plan, table);
            if (!flat.IsOk)
            {
                return flat.Problem;
            }

            plan = flat.Value;
        }

        // Whoever asks for pages, or follows the link of one, gets pages.
        var isStream = plan.Result == ResultKind.Rows && (wanted.Table is not null || wanted.Format.IsStreaming) && wanted.MaxPageSize is null && plan.After is null && plan.Tracking is null;
        return isStream ? plan with { PageRows = null } : plan;
    }

    /// <summary>True when the rows of a fitted question have no end in sight.</summary>
    /// <param name="plan">The fitted question.</param>
    public static bool IsStream(ReadPlan plan) => plan is { Result: ResultKind.Rows, PageRows: null };

    /// <summary>What is the same in every JSON answer; null for tables.</summary>
    /// <param name="plan">The fitted question.</param>
    /// <param name="layout">Where the values of a row stand.</param>
    public JsonTemplate? Template(ReadPlan plan, RowLayout layout) => wanted.Table is null ? new JsonTemplate(plan, layout, wanted.Format, model, root) : null;

    /// <summary>The writer of a table's or a stream's rows; null for what <see cref="AnswerWriter"/> writes as a whole.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cursor">Its open answer.</param>
    /// <param name="output">Where.</param>
    public static RowsWriter? Writer(CompiledQuestion question, ReadCursor cursor, PageBuffer output) => question.Wanted.Table switch
    {
        CsvFormat csv => new CsvRowsWriter(output, TableColumn.Of(question.Plan, cursor.Layout), csv, question.Plan.Set.Name),
        XlsxFormat => new XlsxRowsWriter(output, TableColumn.Of(question.Plan, cursor.Layout), question.Plan.Set.Name),
        null when question.IsStream => new JsonRowsWriter(output, cursor.Count, question.Template!),
        null => null,
        var table => throw new InvalidOperationException($"{table.GetType().Name} is no known table."),
    };
}
