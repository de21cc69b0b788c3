using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Prebuilds.Bench.Cluster;

namespace Prebuilds.Bench.Ticks;

/// <summary>A silo's memory.</summary>
/// <param name="Heap">Bytes of managed objects that a full collection left.</param>
/// <param name="Resident">Bytes of physical memory of the process.</param>
internal sealed record SiloMemory(double Heap, double Resident)
{
    private const string HeapMetric = "dotnet_gc_last_collection_heap_size_bytes{";
    private const string CollectionsMetric = "dotnet_gc_collections_total{";
    private const string FullOnes = "gc_heap_generation=\"gen2\"";

    // A tracing session with the runtime's keyword GCHeapCollect makes it collect.
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const long Collect = 0x80_0000;

    // The silo answers the same for 300 ms.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Lets the silo collect, and reads what is left: the heap from its own metrics.</summary>
    public static async Task<SiloMemory> Read(SiloProcess silo)
    {
        using var http = new HttpClient();
        var collections = await Sum(CollectionsMetric, FullOnes);
        var provider = new EventPipeProvider(Runtime, EventLevel.Informational, Collect);
        using (await new DiagnosticsClient(silo.Id).StartEventPipeSessionAsync([provider], requestRundown: false))
        {
            using var look = new PeriodicTimer(Look);
            using var limit = new CancellationTokenSource(Limit);
            while (await Sum(CollectionsMetric, FullOnes) == collections)
            {
                await look.WaitForNextTickAsync(limit.Token);
            }
        }

        return new SiloMemory(await Sum(HeapMetric), silo.ResidentBytes);

        async Task<double> Sum(string metric, string label = "") =>
            (await http.GetStringAsync(new Uri($"http://127.0.0.1:{silo.HttpPort}/metrics"))).Split('\n')
                .Where(line => line.StartsWith(metric, StringComparison.Ordinal)
                    && line.Contains(label, StringComparison.Ordinal))
                .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }
}
