using System.Globalization;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Testing.Provisioning;

namespace Prebuilds.Provisioning.Tests.Contract;

public sealed class ScriptProvisionerContractTests : ProbingProvisionerContract, IDisposable
{
    /// <summary>Does what the first line of its own control file says, and takes that line away.</summary>
    private const string Obedient = """
        #!/usr/bin/env bash
        set -euo pipefail
        control="$PREBUILDS_PARAM_control/$PREBUILDS_WORKSPACE_ID.$PREBUILDS_STEP"
        [ -s "$control" ] || exit 0
        read -r what <"$control"
        sed -i 1d "$control"
        if [ "$what" = hang ]; then echo hanging; sleep 1000; fi
        exit "$what"
        """;

    private readonly Machine _machine = new();
    private readonly TemporaryFolder _control = new();

    protected override IProvisioner Provisioner => _machine.Provisioner;

    protected override Task Hanging => _machine.Log.Saw("hanging");

    public void Dispose()
    {
        _machine.Dispose();
        _control.Dispose();
    }

    protected override ProvisionRequest NewRequest()
    {
        string[] steps = ["create", "ready", "claim", "delete"];
        var request = _machine.Request(Machine.Package([.. steps.Select(step => Machine.FileOf(step, Obedient))]));
        return request with { Parameters = request.Parameters.Add("control", _control.Path) };
    }

    protected override void Next(ProvisionRequest request, ProvisionStep step, FakeConduct conduct)
    {
        var name = Enum.GetName(step)!.ToLower(CultureInfo.InvariantCulture);
        File.AppendAllText(_control[$"{request.Workspace}.{name}"], Word(conduct) + "\n");
    }

    private static string Word(FakeConduct conduct) => conduct switch
    {
        FakeConduct.Fail { Class: ErrorClass.Permanent } => "78",
        FakeConduct.Fail { Class: ErrorClass.Capacity } => "69",
        FakeConduct.Fail => "1",
        FakeConduct.NotReady => "75",
        FakeConduct.Hang => "hang",
        _ => "0",
    };
}
