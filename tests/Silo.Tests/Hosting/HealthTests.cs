using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Silo.Health;
using Prebuilds.Storage;
using Xunit;

namespace Prebuilds.Silo.Tests.Hosting;

public sealed class HealthTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private WebApplication? _app;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_is_ready_when_the_store_answers_and_the_silo_has_joined()
    {
        await Start(SiloStatus.Active, _ => Task.CompletedTask);

        var (status, body) = await Get("/health/ready");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.GetProperty("healthy").GetBoolean());
        Assert.Equal("The silo's status in its cluster is Active.", Why(body, "silo"));
        Assert.Equal("The store answered in 0 ms.", Why(body, "store"));
    }

    [Fact]
    public async Task It_is_not_ready_while_the_silo_joins_or_leaves()
    {
        await Start(SiloStatus.ShuttingDown, _ => Task.CompletedTask);

        var (status, body) = await Get("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.False(body.GetProperty("healthy").GetBoolean());
        Assert.Equal("The silo's status in its cluster is ShuttingDown.", Why(body, "silo"));
        Assert.True(body.GetProperty("checks").GetProperty("store").GetProperty("healthy").GetBoolean());
    }

    [Fact]
    public async Task It_is_not_ready_when_the_store_refuses_and_says_what_the_store_said()
    {
        await Start(
            SiloStatus.Active,
            _ => Task.FromException(new StorageException("The database 'db' does not answer. Start it.")));

        var (status, body) = await Get("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("The database 'db' does not answer. Start it.", Why(body, "store"));
    }

    [Fact]
    public async Task It_is_not_ready_when_the_store_is_silent_for_two_seconds()
    {
        var asked = new TaskCompletionSource();
        await Start(SiloStatus.Active, _ =>
        {
            asked.SetResult();
            return new TaskCompletionSource().Task;
        });

        var answer = Get("/health/ready");
        await asked.Task;
        _clock.Advance(TimeSpan.FromSeconds(2));
        var (status, body) = await answer;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("The store did not answer within 2 s.", Why(body, "store"));
    }

    [Fact]
    public async Task It_lives_even_when_nothing_else_does()
    {
        await Start(SiloStatus.Dead, _ => Task.FromException(new StorageException("Gone.")));

        var (status, body) = await Get("/health/live");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.GetProperty("healthy").GetBoolean());
    }

    private static string? Why(JsonElement body, string check) =>
        body.GetProperty("checks").GetProperty(check).GetProperty("why").GetString();

    private async Task Start(SiloStatus silo, Func<CancellationToken, Task> ping)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton(
            Scripted.Of<IPrebuildStore>((_, arguments) => ping((CancellationToken)arguments[0]!)));
        builder.Services.AddSingleton(Scripted.Of<ISiloStatusOracle>((_, _) => silo));
        builder.Services.AddPrebuildsHealth();
        _app = builder.Build();
        _app.MapPrebuildsHealth();
        await _app.StartAsync();
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Get(string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_app!.Urls.Single()) };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }
}
