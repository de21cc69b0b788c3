namespace Prebuilds.Builds.Lists;

/// <summary>In which order builds are listed.</summary>
public enum BuildOrder
{
    /// <summary>The newest first.</summary>
    Newest,

    /// <summary>Only those that are not finished, as workers are given them: the most urgent first.</summary>
    Queue,
}
