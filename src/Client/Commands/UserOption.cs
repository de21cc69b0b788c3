using System.CommandLine;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands;

/// <summary>Which user a command is about.</summary>
internal sealed class UserOption : Option<string?>
{
    private readonly string? _login;

    /// <summary>The option; without it, the user is whoever runs the command.</summary>
    /// <param name="login">The login name of whoever runs the command; null: unknown.</param>
    public UserOption(string? login)
        : base("--user", "-u")
    {
        _login = login;
        Description = "The user, by login name or UUID. Default: your login name, from $USER or $LOGNAME";
        HelpName = "USER";
    }

    /// <summary>Adds it to a command that needs a user.</summary>
    public void AddTo(Command command)
    {
        command.Add(this);
        command.Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValue(this) ?? _login))
            {
                result.AddError(
                    "Nobody knows who you are: neither $USER nor $LOGNAME is set, and the account has no name. "
                    + "Say it with --user USER.");
            }
        });
    }

    /// <summary>The user that a command line names.</summary>
    public string Of(Session session) => session.Get(this) ?? _login!;
}
