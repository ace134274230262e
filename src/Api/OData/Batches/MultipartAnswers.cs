using System.Globalization;
using System.Text;
using Kawasaki.Api.OData.Writing;
using Microsoft.AspNetCore.WebUtilities;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Writes the answers of a batch in the multipart format.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.7.7.6.</remarks>
/// <param name="output">Where.</param>
internal sealed class MultipartAnswers(PageBuffer output) : BatchAnswerWriter
{
    // Random, so that no body holds it.
    private readonly string boundary = $"batchresponse_{Guid.NewGuid()}";

    /// <inheritdoc/>
    public override string ContentType => $"multipart/mixed; boundary={boundary}";

    /// <inheritdoc/>
    public override void Write(PartAnswer answer) => Write(answer, boundary);

    /// <inheritdoc/>
    public override void Write(string group, IReadOnlyList<PartAnswer> answers)
    {
        // Of a change set that failed there is one answer: that of the request at fault.
        if (answers.FirstOrDefault(a => a.IsError) is { } failure)
        {
            Write(answers.FirstOrDefault(a => a.IsError && a.Status != 424) ?? failure, boundary);
            return;
        }

        var inner = $"changesetresponse_{Guid.NewGuid()}";
        Text($"--{boundary}\r\nContent-Type: multipart/mixed; boundary={inner}\r\n\r\n");
        foreach (var answer in answers)
        {
            Write(answer, inner);
        }

        Text($"--{inner}--\r\n");
    }

    /// <inheritdoc/>
    public override void End() => Text($"--{boundary}--\r\n");

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private void Write(PartAnswer answer, string delimiter)
    {
        Text($"--{delimiter}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        if (answer.Part.Id is { } id)
        {
            Text($"Content-ID: {id}\r\n");
        }

        Text(string.Create(CultureInfo.InvariantCulture, $"\r\nHTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}\r\n"));
        foreach (var (name, values) in answer.Headers)
        {
            foreach (var value in values)
            {
                Text($"{name}: {value}\r\n");
            }
        }

        Text("\r\n");
        output.Write(answer.Body.Span);
        Text("\r\n");
    }

    private void Text(string text) => output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetByteCount(text))));
}
