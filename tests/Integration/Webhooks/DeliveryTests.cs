using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Webhooks;
using Xunit;

namespace Kawasaki.Tests.Integration.Webhooks;

/// <summary>Deliveries over real HTTP: what is told, in which order, and what happens when receivers fail.</summary>
public sealed class DeliveryTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Changes_are_told_in_commit_order_and_signed()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick);
        var (code, secret) = await service.SubscribeAsync(receiver.Url);
        for (var i = 0; i < 5; i++)
        {
            await service.ReportAsync(i.ToString(CultureInfo.InvariantCulture), "onTrack");
        }

        await service.ReportAsync("1", "delayed");
        await service.RemoveAsync("2");
        await receiver.TakesAsync(7);

        var events = receiver.Taken.Select(d => Assert.Single(d.Events)).ToList();
        Assert.Equal(
            ["hooks.0 changed onTrack", "hooks.1 changed onTrack", "hooks.2 changed onTrack", "hooks.3 changed onTrack", "hooks.4 changed onTrack", "hooks.1 changed delayed", "hooks.2 removed deleted"],
            events.Select(Told));
        Assert.All(receiver.Requests, r => Assert.True(r.IsSignedWith(secret), r.Body));
        Assert.All(receiver.Requests, r => Assert.StartsWith(code, r.Id, StringComparison.Ordinal));
        Assert.Equal(7, receiver.Taken.Select(d => d.Id).Distinct().Count());
        Assert.Equal(7, events.Select(e => e.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(receiver.Taken, d => Assert.Equal("application/cloudevents+json; charset=utf-8", d.Headers["content-type"]));

        // CloudEvents 1.0: what every event must have, and its names are in small letters and digits.
        foreach (var happened in events)
        {
            Assert.Equal("1.0", happened.GetProperty("specversion").GetString());
            Assert.Equal("/odata/statusReports", happened.GetProperty("source").GetString());
            Assert.True(happened.GetProperty("time").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-5));
            Assert.All(happened.EnumerateObject(), m => Assert.Matches("^[a-z0-9]{1,20}$", m.Name));
        }

        Assert.True(events.Select(e => long.Parse(e.GetProperty("dataversion").GetString()!, CultureInfo.InvariantCulture)).SequenceEqual(events.Select(e => long.Parse(e.GetProperty("dataversion").GetString()!, CultureInfo.InvariantCulture)).Order()));
        Assert.Equal(await service.RowsAsync("startswith(code,'hooks.')"), receiver.Mirror().ToDictionary(r => r.Key, r => r.Value.GetProperty("status").GetString()!));
        var row = (await service.SendAsync("GET", "/odata/statusReports('hooks.1')")).Json;
        var told = receiver.Mirror()["hooks.1"];
        Assert.All(told.EnumerateObject().Where(p => p.Name != "@odata.etag"), p => Assert.Equal(row.GetProperty(p.Name).GetRawText(), p.Value.GetRawText()));
    }

    [Fact]
    public async Task A_row_that_leaves_the_filter_is_removed_for_its_subscriber()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick);
        await service.SubscribeAsync(receiver.Url, ",\"filter\":\"status eq 'delayed' and reformTask/number lt 100\"");
        await service.ReportAsync("1", "onTrack");
        await service.ReportAsync("1", "delayed");
        await service.ReportAsync("2", "delayed");
        await service.ReportAsync("1", "completed");
        await service.Database.ExecuteAsync("update plan.reform_tasks set number = 100 where code = 'ar3-1-2-4'");
        await service.Database.ExecuteAsync("update plan.reform_tasks set number = 4 where code = 'ar3-1-2-4'");
        await service.RemoveAsync("2");
        await receiver.TakesAsync(6);

        Assert.Equal(
            ["hooks.1 changed delayed", "hooks.2 changed delayed", "hooks.1 removed changed", "hooks.2 removed changed", "hooks.2 changed delayed", "hooks.2 removed deleted"],
            receiver.Taken.SelectMany(d => d.Events).Select(Told));
    }

    [Fact]
    public async Task Many_changes_of_one_commit_come_in_parts_of_the_size_wanted()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick);
        await service.SubscribeAsync(receiver.Url, ",\"maxEvents\":40");
        await service.Database.ExecuteAsync("""
            insert into plan.status_reports (code, reform_task_code, fiscal_year, status, source_system, external_id, reported_at)
            select 'hooks.' || n, 'ar3-1-2-4', 2025, 'onTrack', 'hooks', n::text, now() from generate_series(1, 100) n
            """);
        await receiver.TakesAsync(3);

        Assert.Equal([40, 40, 20], receiver.Taken.Select(d => d.Events.Count));
        Assert.All(receiver.Taken, d => Assert.Equal("application/cloudevents-batch+json; charset=utf-8", d.Headers["content-type"]));
        Assert.Equal(await service.RowsAsync("startswith(code,'hooks.')"), receiver.Mirror().ToDictionary(r => r.Key, r => r.Value.GetProperty("status").GetString()!));
        Assert.Single(receiver.Taken.SelectMany(d => d.Events).Select(e => e.GetProperty("dataversion").GetString()).Distinct());
    }

    [Fact]
    public async Task A_delivery_that_fails_is_sent_again_under_its_name_before_any_later_one()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick);
        var failures = 3;
        receiver.Answer = (_, body) => Task.FromResult(body.Contains("\"hooks.1\"", StringComparison.Ordinal) && Interlocked.Decrement(ref failures) >= 0 ? 503 : 202);
        await service.SubscribeAsync(receiver.Url);
        await service.ReportAsync("1", "onTrack");
        await service.ReportAsync("2", "onTrack");
        await receiver.TakesAsync(2);

        Assert.Equal([503, 503, 503, 202, 202], receiver.Deliveries.Select(d => d.Status));
        Assert.Single(receiver.Deliveries.Take(4).Select(d => d.Id).Distinct());
        Assert.Single(receiver.Deliveries.Take(4).Select(d => d.Body).Distinct());
        Assert.Equal(["hooks.1 changed onTrack", "hooks.2 changed onTrack"], receiver.Taken.SelectMany(d => d.Events).Select(Told));
    }

    [Fact]
    public async Task What_is_given_up_is_kept_and_sent_again_when_its_owner_says_so()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick with { MaxAttempts = 2 });
        var isMended = false;
        receiver.Answer = (_, body) => Task.FromResult(!isMended && body.Contains("\"hooks.1\"", StringComparison.Ordinal) ? 400 : 204);
        var (code, secret) = await service.SubscribeAsync(receiver.Url);
        await service.ReportAsync("1", "onTrack");
        await service.ReportAsync("2", "onTrack");
        await receiver.TakesAsync(1);

        var dead = Assert.Single((await service.SendAsync("GET", $"/api/v1/webhooks/{code}/deliveries")).Json.GetProperty("value").EnumerateArray());
        Assert.Equal(("dead", 2, "The receiver answers 400."), (dead.GetProperty("state").GetString(), dead.GetProperty("attempts").GetInt32(), dead.GetProperty("lastError").GetString()));
        Assert.Equal("hooks.1 changed onTrack", Told(dead.GetProperty("body")));
        Assert.Equal(["hooks.2 changed onTrack"], receiver.Taken.SelectMany(d => d.Events).Select(Told));

        isMended = true;
        var id = dead.GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.Accepted, (await service.SendAsync("POST", $"/api/v1/webhooks/{code}/deliveries/{id}/replay")).Status);
        await receiver.TakesAsync(2);
        Assert.Equal(id, receiver.Taken[1].Id);
        Assert.True(receiver.Taken[1].IsSignedWith(secret));
        Assert.Equal(receiver.Deliveries[0].Body, receiver.Taken[1].Body);
        await service.ReportAsync("3", "onTrack");
        await receiver.TakesAsync(3);
        Assert.Equal("delivered", Assert.Single((await service.SendAsync("GET", $"/api/v1/webhooks/{code}/deliveries")).Json.GetProperty("value").EnumerateArray()).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await service.SendAsync("POST", $"/api/v1/webhooks/{code}/deliveries/none/replay")).Status);
    }

    [Fact]
    public async Task A_subscription_whose_deliveries_are_given_up_in_a_row_is_disabled_and_goes_on_where_it_was()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick with { MaxAttempts = 1, MaxFailures = 2 });
        receiver.Answer = (_, _) => Task.FromResult(500);
        var (code, _) = await service.SubscribeAsync(receiver.Url);
        for (var i = 1; i <= 4; i++)
        {
            await service.ReportAsync(i.ToString(CultureInfo.InvariantCulture), "onTrack");
        }

        var disabled = await service.UntilAsync(code, s => s.GetProperty("state").GetString() == "disabled");
        Assert.Contains("too many", disabled.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, receiver.Deliveries.Count);

        receiver.Answer = (_, _) => Task.FromResult(204);
        Assert.Equal("unverified", (await service.SendAsync("PATCH", $"/api/v1/webhooks/{code}", """{"isActive":true}""")).Json.GetProperty("state").GetString());
        await receiver.TakesAsync(2);
        Assert.Equal(["hooks.3 changed onTrack", "hooks.4 changed onTrack"], receiver.Taken.SelectMany(d => d.Events).Select(Told));
        Assert.Equal(2, (await service.SendAsync("GET", $"/api/v1/webhooks/{code}/deliveries")).Json.GetProperty("value").GetArrayLength());
    }

    [Fact]
    public async Task A_receiver_that_answers_410_is_told_nothing_more()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick);
        receiver.Answer = (_, _) => Task.FromResult(410);
        var (code, _) = await service.SubscribeAsync(receiver.Url);
        await service.ReportAsync("1", "onTrack");
        await service.UntilAsync(code, s => s.GetProperty("state").GetString() == "disabled");

        Assert.Single(receiver.Deliveries);
    }

    [Fact]
    public async Task A_receiver_that_does_not_want_deliveries_gets_none()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick with { MaxAttempts = 3 });
        receiver.Wants = false;
        var (code, _) = await service.SubscribeAsync(receiver.Url);
        await service.ReportAsync("1", "onTrack");
        var disabled = await service.UntilAsync(code, s => s.GetProperty("state").GetString() == "disabled");
        Assert.Contains("WebHook-Allowed-Origin", disabled.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(["OPTIONS", "OPTIONS", "OPTIONS"], receiver.Requests.Select(r => r.Method));

        receiver.Wants = true;
        await service.SendAsync("PATCH", $"/api/v1/webhooks/{code}", """{"isActive":true}""");
        await receiver.TakesAsync(1);
        Assert.Equal("active", (await service.ShowAsync(code)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_receiver_that_fails_or_hangs_is_left_alone_and_keeps_nobody_waiting()
    {
        await using var failing = await TestReceiver.StartAsync();
        await using var hanging = await TestReceiver.StartAsync();
        await using var healthy = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick with { BreakDuration = TimeSpan.FromMinutes(2), Timeout = TimeSpan.FromSeconds(30), MaxParallel = 4 });
        failing.Answer = (_, _) => Task.FromResult(500);
        hanging.Answer = async (http, _) =>
        {
            var left = new TaskCompletionSource();
            await using var registration = http.RequestAborted.Register(() => left.TrySetResult());
            await left.Task;
            return 204;
        };
        var (code, _) = await service.SubscribeAsync(failing.Url);
        await service.SubscribeAsync(hanging.Url);
        await service.SubscribeAsync(healthy.Url);
        for (var i = 0; i < 20; i++)
        {
            await service.ReportAsync(i.ToString(CultureInfo.InvariantCulture), "onTrack");
        }

        await healthy.TakesAsync(20);
        var left = await service.UntilAsync(code, s => s.GetProperty("lastError").GetString()?.Contains("left alone", StringComparison.Ordinal) == true);

        // The question before was taken; five requests of which most failed open the circuit, and nothing comes from then on.
        Assert.Equal(5, failing.Requests.Count);
        Assert.Equal(failing.Deliveries.Count, left.GetProperty("attempts").GetInt32());
        Assert.True(left.GetProperty("nextAttemptAt").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddSeconds(30));
    }

    [Fact]
    public async Task Two_instances_deliver_each_change_once_and_one_after_the_other()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick, dispatchers: 3);
        receiver.Answer = async (_, _) =>
        {
            await Task.Yield();
            return 204;
        };
        await service.SubscribeAsync(receiver.Url);
        for (var i = 0; i < 60; i++)
        {
            await service.ReportAsync((i % 7).ToString(CultureInfo.InvariantCulture), i % 2 == 0 ? "onTrack" : "delayed");
        }

        await receiver.TakesAsync(60);
        Assert.Equal(60, receiver.Taken.Select(d => d.Id).Distinct().Count());
        Assert.Equal(60, receiver.Deliveries.Count);
        Assert.Equal(1, receiver.MostAtOnce);
        Assert.Equal(await service.RowsAsync("startswith(code,'hooks.')"), receiver.Mirror().ToDictionary(r => r.Key, r => r.Value.GetProperty("status").GetString()!));
    }

    [Fact]
    public async Task Another_instance_goes_on_where_one_loses_its_session()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick, dispatchers: 2);
        await service.SubscribeAsync(receiver.Url);
        var cuts = 0;
        for (var i = 0; i < 40; i++)
        {
            await service.ReportAsync((i % 5).ToString(CultureInfo.InvariantCulture), i % 2 == 0 ? "onTrack" : "delayed");
            if (i % 10 == 5)
            {
                cuts += (await service.Database.RowsAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name like '%webhooks' and datname = current_database()", DatabaseRole.Writer)).Count;
            }
        }

        await receiver.UntilAsync(() => receiver.Taken.Select(d => d.Id).Distinct().Count() >= 40);
        Assert.True(cuts > 0);
        Assert.Equal(await service.RowsAsync("startswith(code,'hooks.')"), receiver.Mirror().ToDictionary(r => r.Key, r => r.Value.GetProperty("status").GetString()!));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_name_is_looked_at_when_it_is_connected_to()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick with { MaxAttempts = 1 });
        receiver.Answer = (http, _) =>
        {
            http.Response.Headers.Location = "/elsewhere";
            return Task.FromResult(307);
        };
        var (code, _) = await service.SubscribeAsync(receiver.Url + "in");
        await service.ReportAsync("1", "onTrack");
        await service.UntilAsync(code, s => s.GetProperty("lastError").GetString() == "The receiver answers 307.");
        Assert.DoesNotContain(receiver.Requests, r => r.Path == "/elsewhere");

        // A name that leads to this machine, on a service that allows no address of it.
        await using var strict = await HookService.StartAsync(postgres, new WebhookOptions { AllowsHttp = true, MaxAttempts = 1 });
        var port = new Uri(receiver.Url).Port.ToString(CultureInfo.InvariantCulture);
        var (other, _) = await strict.SubscribeAsync($"http://localhost:{port}/strict");
        var refused = await strict.UntilAsync(other, s => s.GetProperty("state").GetString() == "disabled");
        Assert.Equal("The name of the receiver leads to no address that deliveries are made to.", refused.GetProperty("reason").GetString());
        Assert.DoesNotContain(receiver.Requests, r => r.Path == "/strict");
    }

    [Fact]
    public async Task The_body_of_an_answer_is_not_read_though_it_never_ends()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick with { Timeout = TimeSpan.FromSeconds(60) });
        receiver.Answer = async (http, _) =>
        {
            var part = new byte[64 * 1024];
            try
            {
                while (true)
                {
                    await http.Response.Body.WriteAsync(part, http.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The service has hung up.
            }

            return 200;
        };
        await service.SubscribeAsync(receiver.Url);
        await service.ReportAsync("1", "onTrack");
        await service.ReportAsync("2", "onTrack");
        await receiver.TakesAsync(2);

        // Whoever reads such a body to its end gives up after a minute and tries again.
        Assert.Equal(2, receiver.Deliveries.Count);
    }

    [Fact]
    public async Task Attempts_backlog_and_what_was_given_up_are_counted_for_those_who_watch()
    {
        var (outcomes, gauges) = (new ConcurrentDictionary<string, long>(), new ConcurrentDictionary<string, long>());
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "Kawasaki.Webhooks") { l.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "kawasaki.webhooks.attempts")
            {
                outcomes.AddOrUpdate((string)tags[0].Value!, value, (_, before) => before + value);
            }
            else
            {
                gauges.AddOrUpdate(instrument.Name, value, (_, before) => Math.Max(before, value));
            }
        });
        listener.Start();
        await using var receiver = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick with { MaxAttempts = 2, MaxFailures = 1 }, dispatchers: 0);
        receiver.Answer = (_, _) => Task.FromResult(500);
        var (code, _) = await service.SubscribeAsync(receiver.Url);
        for (var i = 0; i < 3; i++)
        {
            await service.ReportAsync(i.ToString(CultureInfo.InvariantCulture), "onTrack");
        }

        service.Dispatch(HookService.Quick with { MaxAttempts = 2, MaxFailures = 1 });
        await service.UntilAsync(code, s => s.GetProperty("state").GetString() == "disabled");
        service.Dispatch(HookService.Quick);
        await service.UntilAsync(code, _ =>
        {
            listener.RecordObservableInstruments();
            return gauges.GetValueOrDefault("kawasaki.webhooks.dead") == 1;
        });

        Assert.True(outcomes["taken"] >= 1 && outcomes["failed"] >= 1 && outcomes["givenUp"] >= 1, string.Join(' ', outcomes));
        Assert.True(gauges["kawasaki.webhooks.backlog"] >= 3, string.Join(' ', gauges));
    }

    private static string Told(JsonElement happened)
    {
        var data = happened.GetProperty("data");
        var word = happened.GetProperty("type").GetString()!.Split('.')[^1];
        return $"{happened.GetProperty("subject").GetString()} {word} "
            + (word == "removed" ? data.GetProperty("@odata.removed").GetProperty("reason").GetString() : data.GetProperty("status").GetString());
    }
}
