using System.Globalization;
using Prebuilds.Bench.Cluster;

namespace Prebuilds.Bench.Ticks;

/// <summary>A silo's memory.</summary>
/// <param name="Heap">Bytes of managed objects after the last collection.</param>
/// <param name="Resident">Bytes of physical memory of the process.</param>
internal sealed record SiloMemory(double Heap, double Resident)
{
    private const string HeapMetric = "dotnet_gc_last_collection_heap_size_bytes";

    /// <summary>Reads it: the heap from the silo's own metrics.</summary>
    public static async Task<SiloMemory> Read(SiloProcess silo)
    {
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri($"http://127.0.0.1:{silo.HttpPort}/metrics"));
        var heap = metrics.Split('\n')
            .Where(line => line.StartsWith(HeapMetric, StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        return new SiloMemory(heap, silo.ResidentBytes);
    }
}
