using System.Globalization;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Batches;

/// <summary>What can be wrong with a batch as a whole.</summary>
internal static class BatchProblem
{
    /// <summary>The batch cannot be read.</summary>
    /// <param name="message">What is wrong, with the line.</param>
    /// <param name="target">The request; null for the whole.</param>
    public static Problem Malformed(string message, string? target = null) => new(ErrorCode.BadBatch, message, target);

    /// <summary>The batch is longer than the service takes.</summary>
    /// <param name="options">The limits.</param>
    public static Problem TooLong(BatchOptions options) => TooMuch(ErrorCode.BodyTooLarge, $"The batch has more than {options.MaxBytes} bytes.");

    /// <summary>The batch has more requests than the service takes.</summary>
    /// <param name="options">The limits.</param>
    public static Problem TooMany(BatchOptions options) => TooMuch(ErrorCode.TooComplex, $"The batch has more than {options.MaxRequests} requests.");

    /// <summary>One request of the batch has a longer body than the service takes.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="target">The request.</param>
    public static Problem PartTooLong(BatchOptions options, string target) => TooMuch(ErrorCode.BodyTooLarge, $"The body of {target} has more than {options.MaxPartBytes} bytes.") with { Target = target };

    /// <summary>The name of a request before it is known to have an id.</summary>
    /// <param name="number">Its place, from 1.</param>
    public static string Request(int number) => string.Create(CultureInfo.InvariantCulture, $"request {number}");

    private static Problem TooMuch(ErrorCode code, FormattableString message) => new(code, message.ToString(CultureInfo.InvariantCulture), Hint: "Send it as several batches.");
}
