namespace Prebuilds.Provisioning.Script;

/// <summary>One executable of a script template.</summary>
/// <param name="Name">Its file name, at the top of the template's folder.</param>
/// <param name="LeavesBackground">Whether processes that it leaves running are part of the workspace.</param>
internal sealed record ScriptStep(string Name, bool LeavesBackground)
{
    /// <summary>Makes the workspace.</summary>
    public static ScriptStep Create { get; } = new("create", LeavesBackground: true);

    /// <summary>Asks whether it is ready.</summary>
    public static ScriptStep Ready { get; } = new("ready", LeavesBackground: false);

    /// <summary>Fits it to its new owner.</summary>
    public static ScriptStep Claim { get; } = new("claim", LeavesBackground: true);

    /// <summary>Undoes what creating did outside of the folder.</summary>
    public static ScriptStep Delete { get; } = new("delete", LeavesBackground: false);
}
