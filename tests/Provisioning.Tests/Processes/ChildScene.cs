using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Processes;

/// <summary>Runs bash scripts as children, in a folder of their own and with a mark of their own.</summary>
internal sealed class ChildScene : IDisposable
{
    private readonly ImmutableSortedDictionary<string, string> _environment =
        ImmutableSortedDictionary<string, string>.Empty
            .Add("PATH", Environment.GetEnvironmentVariable("PATH")!)
            .Add("LANG", "C.UTF-8")
            .Add("SCENE", Guid.NewGuid().ToString());

    private readonly ProcessEnder _ender;

    public ChildScene(TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        _ender = new ProcessEnder(clock, NullLogger<ProcessEnder>.Instance);
        Processes = new ChildProcess(clock, _ender);
    }

    public ChildProcess Processes { get; }

    public TemporaryFolder Folder { get; } = new();

    public OutputLog Log { get; } = new();

    public ChildCommand Command(string script) =>
        new("/usr/bin/env", ["bash", "-c", script], Folder.Path, _environment, Marks: ["SCENE"]);

    public Task<ChildResult.Exited> Run(string script, CancellationToken stop = default) => Run(Command(script), stop);

    public async Task<ChildResult.Exited> Run(ChildCommand command, CancellationToken stop = default) =>
        Assert.IsType<ChildResult.Exited>(await Processes.Run(command, Log.Append, stop));

    /// <summary>The processes of this scene that run now.</summary>
    public IEnumerable<int> Running() => ProcessTable.Members(Command("").Family).Select(process => process.Id);

    public void AssertNothingLeft() => Assert.Empty(Running());

    public static void AssertGone(int process) => Assert.Null(ProcessEntry.Read(process));

    public void Dispose()
    {
        _ender.End(Command("").Family).GetAwaiter().GetResult();
        Folder.Dispose();
    }
}
