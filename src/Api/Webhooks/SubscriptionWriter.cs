using System.Buffers;
using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Webhooks;

namespace Kawasaki.Api.Webhooks;

/// <summary>Writes subscriptions and deliveries as JSON. A secret is written once, in the answer to the request that set it.</summary>
internal static class SubscriptionWriter
{
    /// <summary>One subscription.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="secret">Its secret as shown; null for what was made before.</param>
    public static ReadOnlyMemory<byte> Write(Subscription subscription, string? secret) => Write(json => WriteSubscription(json, subscription, secret));

    /// <summary>Several subscriptions.</summary>
    /// <param name="subscriptions">The subscriptions.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<Subscription> subscriptions) => WriteAll(subscriptions, (json, s) => WriteSubscription(json, s, secret: null));

    /// <summary>One delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    public static ReadOnlyMemory<byte> Write(FailedDelivery delivery) => Write(json => WriteDelivery(json, delivery));

    /// <summary>Several deliveries.</summary>
    /// <param name="deliveries">The deliveries.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<FailedDelivery> deliveries) => WriteAll(deliveries, WriteDelivery);

    private static ReadOnlyMemory<byte> WriteAll<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("value");
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, JsonText.Options);
        write(json);
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteSubscription(Utf8JsonWriter json, Subscription subscription, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("code", subscription.Code);
        Text(json, "url", subscription.Url.AbsoluteUri);
        json.WriteString("entitySet", subscription.EntitySet);
        Text(json, "filter", subscription.Filter);
        Text(json, "description", subscription.Description);
        json.WriteNumber("maxEvents", subscription.MaxEvents);
        json.WriteString("state", subscription.State switch
        {
            SubscriptionState.Unverified => "unverified",
            SubscriptionState.Active => "active",
            SubscriptionState.Disabled => "disabled",
            _ => throw new InvalidOperationException($"No state {subscription.State}."),
        });
        Text(json, "reason", subscription.Reason);
        json.WriteString("createdAt", subscription.CreatedAt.UtcDateTime);
        json.WriteNumber("dataVersion", subscription.Version);
        json.WriteNumber("attempts", subscription.Attempts);
        json.WriteString("nextAttemptAt", subscription.NextAttemptAt.UtcDateTime);
        Text(json, "lastError", subscription.LastError);
        if (secret is not null)
        {
            json.WriteString("secret", secret);
        }

        json.WriteEndObject();
    }

    private static void WriteDelivery(Utf8JsonWriter json, FailedDelivery delivery)
    {
        json.WriteStartObject();
        json.WriteString("id", delivery.Id);
        json.WriteString("state", delivery.State);
        json.WriteNumber("attempts", delivery.Attempts);
        json.WriteString("createdAt", delivery.CreatedAt.UtcDateTime);
        json.WriteString("attemptedAt", delivery.AttemptedAt.UtcDateTime);
        Text(json, "lastError", delivery.LastError);
        json.WritePropertyName("body");
        json.WriteRawValue(delivery.Body.Span, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        json.WritePropertyName(name);
        if (text is null)
        {
            json.WriteNullValue();
        }
        else
        {
            JsonText.WriteValue(json, text);
        }
    }
}
