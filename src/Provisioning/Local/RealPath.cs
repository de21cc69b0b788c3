namespace Prebuilds.Provisioning.Local;

/// <summary>Paths as the system tells them: <c>/proc</c> names folders without any link on the way.</summary>
internal static class RealPath
{
    /// <summary>The same place without links.</summary>
    /// <param name="path">An absolute path.</param>
    public static string Of(string path)
    {
        var real = "/";
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, name);
            var target = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true);
            real = target is null ? next : Of(target.FullName);
        }

        return real;
    }
}
