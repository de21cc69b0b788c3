using Prebuilds.Builds;
using Prebuilds.Storage.Mapping;

namespace Prebuilds.Storage.Builds;

/// <summary>What the end of a lease makes of the build's row.</summary>
internal static class BuildEnding
{
    public static (string Change, (string Name, object? Value)[] Arguments) Of(BuildResult result, DateTimeOffset at) =>
        result switch
        {
            BuildResult.Succeeded made =>
                ("status = 3, finished_at = @at, outputs = coalesce(@outputs, outputs)",
                [("at", at), ("outputs", StoredJson.Of(made.Outputs))]),
            BuildResult.NotReady made =>
                ("status = 2, probing_since = coalesce(probing_since, @at), due_at = @due,"
                + " outputs = coalesce(@outputs, outputs)",
                [("at", at), ("due", made.NextProbe), ("outputs", StoredJson.Of(made.Outputs))]),
            BuildResult.Failed failed =>
                ("status = 4, finished_at = @at, error_class = @class, error = @error",
                [("at", at), .. Error(failed.Error)]),
            BuildResult.Retry failed =>
                ("status = 0, due_at = @due, error_class = @class, error = @error",
                [("due", failed.NotBefore), .. Error(failed.Error)]),
            BuildResult.Returned =>
                ("due_at = @at, attempt = attempt - case when status = 2 then 0 else 1 end,"
                + " status = case when status = 2 then 2 else 0 end",
                [("at", at)]),
            _ => throw new System.Diagnostics.UnreachableException($"BuildResult is closed, but there is {result}."),
        };

    private static (string Name, object? Value)[] Error(BuildError error) =>
        [("class", error.Class), ("error", error.Message)];
}
