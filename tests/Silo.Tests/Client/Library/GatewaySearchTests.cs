using System.Net;
using System.Net.Sockets;
using Orleans.Messaging;
using Prebuilds.Client.Hosting.Discovery;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Library;

/// <summary>Over real sockets: one that nobody reads is what a process that hangs looks like.</summary>
public sealed class GatewaySearchTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly List<TcpListener> _listeners = [];
    private readonly CancellationTokenSource _over = new();

    [Fact]
    public async Task One_that_hangs_is_left_aside_while_another_answers()
    {
        var (hung, alive) = (Hung(), Alive());

        var result = await Search(hung, alive).Wait(Limit, CancellationToken.None);

        Assert.Equal([alive], result.Gateways);
        Assert.Null(result.Obstacle);
    }

    [Fact]
    public async Task All_that_answer_are_found()
    {
        var (one, other) = (Alive(), Alive());

        var result = await Search(one, other).Wait(Limit, CancellationToken.None);

        Assert.Equal(new HashSet<Uri> { one, other }, result.Gateways.ToHashSet());
    }

    [Fact]
    public async Task One_that_accepts_and_says_nothing_is_better_than_none()
    {
        var (gone, silent) = (Gone(), Hung());

        var result = await Search(gone, silent).Wait(Limit, CancellationToken.None);

        Assert.Equal([silent], result.Gateways);
    }

    [Fact]
    public async Task Without_any_the_search_says_why()
    {
        var result = await Search(Gone()).Wait(TimeSpan.FromMilliseconds(200), CancellationToken.None);

        Assert.Empty(result.Gateways);
        Assert.Equal(
            SocketError.ConnectionRefused,
            Assert.IsType<SocketException>(result.Obstacle?.Cause).SocketErrorCode);
    }

    [Fact]
    public async Task The_first_list_is_what_was_found_and_the_next_one_is_whole()
    {
        var (one, other) = (Gone(), Gone());
        var gateways = new FirstGateways(new Listed([one, other]));

        gateways.BeginWith([other]);

        Assert.Equal([other], await gateways.GetGateways());
        Assert.Equal([one, other], await gateways.GetGateways());
    }

    public void Dispose()
    {
        _over.Cancel();
        _listeners.ForEach(listener => listener.Dispose());
        _over.Dispose();
    }

    private static GatewaySearch Search(params Uri[] gateways) => new(new Listed(gateways), TimeProvider.System);

    private Uri Alive()
    {
        var listener = Listen();
        _ = CloseWhatCloses(listener);
        return Address(listener);
    }

    private Uri Hung() => Address(Listen());

    private Uri Gone()
    {
        var listener = Listen();
        var address = Address(listener);
        listener.Stop();
        return address;
    }

    private TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _listeners.Add(listener);
        return listener;
    }

    private async Task CloseWhatCloses(TcpListener listener)
    {
        while (!_over.IsCancellationRequested)
        {
            using var accepted = await listener.AcceptSocketAsync(_over.Token);
            await accepted.ReceiveAsync(new byte[1], _over.Token);
        }
    }

    private static Uri Address(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).ToGatewayUri();

    private sealed class Listed(IList<Uri> gateways) : IGatewayListProvider
    {
        public TimeSpan MaxStaleness => TimeSpan.FromMinutes(1);

        public bool IsUpdatable => true;

        public Task InitializeGatewayListProvider() => Task.CompletedTask;

        public Task<IList<Uri>> GetGateways() => Task.FromResult(gateways);
    }
}
