using System.CommandLine;
using Prebuilds.Claims;
using Prebuilds.Client.Claims;
using Prebuilds.Client.Output.Workspaces;
using Prebuilds.Client.Terminal;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Claims;

/// <summary><c>claim PRESET --name N</c>: takes a ready workspace.</summary>
internal sealed class ClaimCommand : TerminalCommand
{
    /// <summary>Stands for what is not given, which others complain about.</summary>
    private const string Fine = "x";

    private readonly ClaimTarget _target = new();
    private readonly UserOption _user;
    private readonly Option<TimeSpan> _wait = WaitOption.Build();

    private readonly Option<string> _name = new("--name", "-n")
    {
        Description = "The workspace's name, unique per user",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string?> _requestId = new("--request-id")
    {
        Description = "Your own id of this claim: the same id again gets the same workspace again. Default: a new UUID",
        HelpName = "ID",
    };

    private readonly Option<bool> _usable = new("--wait-usable")
    {
        Description = "Wait until the workspace is handed over too, and not only claimed. Exit code 1: the hand-over "
            + "failed; the workspace is the user's all the same",
    };

    /// <summary>Makes the command.</summary>
    public ClaimCommand(CommandRunner runner)
        : base(
            runner,
            "claim",
            "Take one ready workspace of a preset. Exit code 0: claimed, 3: none claimable, 4: name taken, "
            + "5: not supported, 6: unknown preset")
    {
        Examples =
        [
            "prebuilds claim go-dev/large --name fix-login",
            "prebuilds claim go-dev/large --name ci-4711 --user ci --request-id run-4711 --wait 30s --output json",
            "prebuilds claim go-dev --param cpus=8 --name fix-login",
            "prebuilds claim go-dev/large --name fix-login --wait-usable",
        ];
        _user = new UserOption(runner.Login);
        _target.AddTo(this);
        Add(_name);
        _user.AddTo(this);
        Add(_requestId);
        Add(_wait);
        Add(_usable);
        Validators.Add(result =>
        {
            var user = result.GetValue(_user) ?? runner.Login ?? Fine;
            var request = new ClaimRequest(
                result.GetValue(_requestId) ?? Fine, UserIds.FromText(user), user, result.GetValue(_name) ?? Fine);
            foreach (var problem in ClaimRules.Check(request))
            {
                result.AddError(problem.ToString());
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        if (await _target.Find(session, client, stop) is not { } preset)
        {
            session.Say(_target.Unknown(session));
            return ExitCode.PresetUnknown;
        }

        var options = new ClaimOptions(_user.Of(session), session.Require(_name)) { Wait = session.Get(_wait) };
        if (session.Get(_requestId) is { } requestId)
        {
            options = options with { RequestId = requestId };
        }

        try
        {
            var answer = await WaitProgress.Show(session.Shell, misses =>
                client.Claim(preset, options with { Misses = misses }, stop));
            var isUsable = true;
            if (session.Get(_usable) && answer.Outcome is ClaimOutcome.Claimed claimed)
            {
                var workspace = await HandOverWait.Until(session, client, claimed.Workspace, stop);
                isUsable = workspace.HandOver != HandOver.Failed;
                answer = answer with { Outcome = claimed with { Workspace = workspace } };
            }

            var result = ClaimOutput.Of(preset, options.User, answer);
            session.Print(result, json => json.ClaimOutput, result.Show);
            var code = ClaimMessage.Say(session, result, options);
            return isUsable ? code : ExitCode.Failure;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            session.Say(
                $"Interrupted. The claim may have been granted; --request-id {options.RequestId} tells, and gets it.");
            throw;
        }
    }
}
