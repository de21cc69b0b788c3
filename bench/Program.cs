using Prebuilds.Bench;
using Prebuilds.Bench.Claims;
using Prebuilds.Bench.Cluster;
using Prebuilds.Bench.Loop;
using Prebuilds.Bench.Reports;
using Prebuilds.Bench.Ticks;
using Prebuilds.Testing.Postgres;

if (BenchOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(
        $"{BenchOptions.Usage}{Environment.NewLine}SECTION: {string.Join(", ", BenchOptions.All)}");
    return 2;
}

// The server of the measurements: durable as in production, large enough that nothing but the log is written.
await using var server = await PostgresServer.Start(
    durable: true, "shared_buffers=1GB", "max_wal_size=4GB", WriteAheadLog.KeepsSegments, "track_commit_timestamp=on");
await WriteAheadLog.Prepare(server);
var report = new Report(Console.Out);
if (options.Has("claims"))
{
    await new ClaimsSection(options, report).Run(server);
}

if (options.Has("tick") || options.Has("memory"))
{
    await new TickSection(options, report).Run(server);
}

if (options.Has("refill"))
{
    await new RefillSection(options, report).Run(server);
}

if (options.Has("idle"))
{
    await new IdleSection(options, report).Run();
}

if (options.Has("terraform") && !BareTerraform.IsThere)
{
    Console.WriteLine("Terraform is not on the PATH: its section is left out.");
}
else if (options.Has("terraform"))
{
    await new TerraformSection(options, report).Run(server);
}

report.End();
return 0;
