using Microsoft.Extensions.Options;
using Prebuilds.Planning.Failures;

namespace Prebuilds.Grains.Hosting;

/// <summary>
/// Every rule of <see cref="GrainsOptions"/>, all broken ones at once, each naming its configuration key.
/// </summary>
internal sealed class GrainsOptionsValidator : IValidateOptions<GrainsOptions>
{
    public ValidateOptionsResult Validate(string? name, GrainsOptions options)
    {
        var errors = new List<string>();
        Within(
            "Reconciliation:Interval", options.ReconciliationInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within("Reconciliation:BackoffInterval", options.BackoffInterval, TimeSpan.Zero, TimeSpan.FromDays(1));
        Within("Reconciliation:BackoffLookback", options.BackoffLookback, TimeSpan.Zero, TimeSpan.FromDays(30));
        Within("Reconciliation:FailureHardLimit", options.FailureHardLimit, 0, FailureRun.MaxLength);
        Within("Builds:MaxConcurrent", options.MaxConcurrentBuilds, 1, 1000);
        Within(
            "Builds:ReservedForPeople", options.ReservedBuilds ?? 0, 0, Math.Max(0, options.MaxConcurrentBuilds - 1));
        Within("Builds:MaxConcurrentTotal", options.MaxConcurrentTotal ?? 1, 1, 100_000);
        Within("Builds:MaxConcurrentPerTemplate", options.MaxConcurrentPerTemplate ?? 1, 1, 100_000);
        Within("Builds:TimeLimit", options.BuildTimeLimit, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Within("Builds:LeaseDuration", options.LeaseDuration, TimeSpan.FromSeconds(3), TimeSpan.FromHours(1));
        Within("Builds:MachineTimeout", options.MachineTimeout, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        Within("Builds:KeepUnknown", options.KeepUnknown, TimeSpan.Zero, TimeSpan.FromDays(365));
        Within("Builds:StateLimit", options.StateLimit, 1024, 256 * 1024 * 1024);
        Within("Templates:KeepVersions", options.KeepVersions, 1, 1000);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Within<T>(string key, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                errors.Add($"Prebuilds:{key} is '{value}'. Use a value from {least} to {most}.");
            }
        }
    }
}
