using Prebuilds.Client;
using Prebuilds.Client.LoadTests.Checking;
using Prebuilds.Client.LoadTests.History;
using Xunit;

namespace Prebuilds.Silo.Tests.EndToEnd;

/// <summary>What callers were told, compared with what is stored.</summary>
internal static class Judged
{
    /// <summary>Fails with every contradiction in a history that is all that was asked of a cluster.</summary>
    /// <returns>What was seen.</returns>
    public static async Task<CheckCounts> Right(PrebuildsClient client, params string[] files)
    {
        var violations = new List<Violation>();
        var check = new HistoryCheck(violations.Add);
        foreach (var file in files)
        {
            using var lines = new StreamReader(file);
            foreach (var reading in HistoryReader.Read(lines, Path.GetFileName(file)))
            {
                check.Add(reading);
            }
        }

        await new StoreCheck(check, exclusive: true).ReadAll(client);
        check.Finish();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.NotEqual(0, check.Counts.Granted);
        return check.Counts;
    }
}
