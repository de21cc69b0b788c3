using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sealing;

namespace Prebuilds.Storage.Builds;

/// <summary>What the end of a lease makes of the build's row.</summary>
internal static class BuildEnding
{
    private const string Refused =
        "replacements = case when replacing_at is null then coalesce(@would, replacements) else replacements end";

    private const string Reported =
        "secrets = case when @outputs is null then secrets else @secrets end, outputs = coalesce(@outputs, outputs)";

    /// <summary>The outputs that a result brings; null: those of an earlier step are kept.</summary>
    public static ImmutableSortedDictionary<string, string>? OutputsOf(BuildResult result) => result switch
    {
        BuildResult.Succeeded made => made.Outputs,
        BuildResult.NotReady made => made.Outputs,
        _ => null,
    };

    /// <summary>The change of the row, with its arguments.</summary>
    /// <param name="result">The result.</param>
    /// <param name="outputs">Its outputs as they are stored; null: it brings none.</param>
    /// <param name="at">When.</param>
    public static (string Change, (string Name, object? Value)[] Arguments) Of(
        BuildResult result, SealedOutputs? outputs, DateTimeOffset at) =>
        result switch
        {
            BuildResult.Succeeded =>
                ($"status = 3, finished_at = @at, {Reported}", [("at", at), .. Outputs(outputs)]),
            BuildResult.NotReady made =>
                ($"status = 2, probing_since = coalesce(probing_since, @at), due_at = @due, {Reported}",
                [("at", at), ("due", made.NextProbe), .. Outputs(outputs)]),
            BuildResult.Failed failed =>
                ($"status = 4, finished_at = @at, error_class = @class, error = @error, {Refused}",
                [("at", at), .. Error(failed.Error), ("would", StoredJson.Of(failed.WouldReplace))]),
            BuildResult.Retry failed =>
                ("status = 0, due_at = @due, error_class = @class, error = @error",
                [("due", failed.NotBefore), .. Error(failed.Error)]),
            BuildResult.Returned =>
                ("due_at = @at, attempt = attempt - case when status = 2 then 0 else 1 end,"
                + " status = case when status = 2 then 2 else 0 end",
                [("at", at)]),
            _ => throw new System.Diagnostics.UnreachableException($"BuildResult is closed, but there is {result}."),
        };

    private static (string Name, object? Value)[] Outputs(SealedOutputs? outputs) =>
    [
        ("outputs", StoredJson.Of(outputs?.Plain)),
        ("secrets", StoredJson.Of(outputs is { Secrets.IsEmpty: false } ? outputs.Secrets : null)),
    ];

    private static (string Name, object? Value)[] Error(BuildError error) =>
        [("class", error.Class), ("error", error.Message)];
}
