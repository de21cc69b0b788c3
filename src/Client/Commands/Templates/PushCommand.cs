using System.CommandLine;
using System.Diagnostics;
using Prebuilds.Client.Output.Templates;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains.Templates;
using Prebuilds.Templates;

namespace Prebuilds.Client.Commands.Templates;

/// <summary><c>template push DIR</c>: stores a directory as a version.</summary>
internal sealed class PushCommand : TerminalCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly Argument<string> _directory = DirectoryArgument.Create();

    private readonly Option<bool> _inactive = new("--no-activate")
    {
        Description = "Store the version, and keep the pools of the one that is active. "
            + "Default: the new one is activated",
    };

    /// <summary>Makes the command.</summary>
    public PushCommand(CommandRunner runner)
        : base(
            runner,
            "push",
            "Check a template's directory and store it as a version; the same content is the same version")
    {
        Examples = ["prebuilds template push examples/go-dev", "prebuilds template push . --no-activate"];
        Add(_directory);
        Add(_inactive);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var read = TemplateDirectory.Check(session.Require(_directory));
        if (read.Definition is not { } definition)
        {
            return ValidateCommand.Refuse(session, read.Problems);
        }

        var client = await session.Connect(stop);
        var activate = !session.Get(_inactive);
        switch (await client.Templates.Push(definition.Name, read.Package, activate, stop))
        {
            case PushOutcome.Pushed { Version.Check: VersionCheck.Passed } pushed:
                return Print(session, pushed.Version, pushed.Active);
            case PushOutcome.Pushed pushed:
                return await WaitForCheck(session, client, pushed.Version, stop);
            case PushOutcome.Invalid invalid:
                return ValidateCommand.Refuse(session, invalid.Problems);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The cluster goes on also when nobody waits any more.</summary>
    private static async Task<ExitCode> WaitForCheck(
        Session session, PrebuildsClient client, TemplateVersion version, CancellationToken stop)
    {
        var name = version.Definition.Name;
        session.Say(
            $"Stored as version {version.Id}; its provisioner checks it, "
            + $"which 'prebuilds template show {name}' tells too ...");
        while (true)
        {
            var template = await client.Templates.Get(name, stop);
            switch (template?.Versions.FirstOrDefault(known => known.Id == version.Id))
            {
                case null:
                    return session.Fail($"Version {version.Id} of template {name} is not there any more.");
                case { Check: VersionCheck.Failed } failed:
                    return ValidateCommand.Refuse(session, failed.Problems);
                case { Check: VersionCheck.Passed } passed:
                    return Print(session, passed, template.ActiveVersion == passed.Id);
            }

            await Task.Delay(Look, session.Shell.Clock, stop);
        }
    }

    private static ExitCode Print(Session session, TemplateVersion version, bool active)
    {
        var result = PushOutput.Of(version.Definition, version.Id, active);
        session.Print(result, json => json.PushOutput, result.Show);
        return ExitCode.Success;
    }
}
