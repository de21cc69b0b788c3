using Prebuilds.Grains.Templates;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.EndToEnd;

public sealed class OrphanTests
{
    [Fact]
    public async Task What_a_killed_silo_had_started_ends_at_its_limit_although_the_silo_never_comes_back()
    {
        await using var silo = new SiloProcess(("Prebuilds__Builds__TimeLimit", "00:00:05"));
        await silo.Start();
        await using (var client = await ClusterClient.Connect(silo))
        {
            Assert.IsType<PushOutcome.Pushed>(
                await client.Prebuilds.Templates.Push("quick", QuickTemplate.Hanging, activate: true));
            await Eventually.Sees(
                () => Task.FromResult(silo.WorkingBelow().Count), count => count > 0, "a creation at work");
        }

        await silo.Program.Kill();

        await Eventually.Sees(
            () => Task.FromResult(silo.WorkingBelow().Count), count => count == 0, "nothing runs any more");
    }
}
