using Prebuilds.Provisioning.Local.Machines;
using Prebuilds.Silo.Configuration;
using Prebuilds.Storage;

namespace Prebuilds.Silo.Hosting;

/// <summary>What a user is told when the host cannot run.</summary>
/// <param name="ExitCode">2: the configuration is wrong; 1: anything else.</param>
/// <param name="Message">
/// What failed, with which value, and what to do. A stack trace only for what nobody expected.
/// </param>
internal sealed record StartupFailure(int ExitCode, string Message)
{
    private const int Failed = 1;
    private const int WrongConfiguration = 2;

    /// <summary>What <paramref name="error"/> means.</summary>
    public static StartupFailure Of(Exception error) => error switch
    {
        ConfigurationException => new(WrongConfiguration, error.Message),
        OrleansConfigurationException => new(WrongConfiguration, $"Prebuilds cannot start: {error.Message}"),
        InvalidDataException => new(
            WrongConfiguration,
            $"Prebuilds cannot start: {error.Message} {error.GetBaseException().Message} Correct the file."),
        StorageException or PortTakenException or MarkException => new(
            Failed, $"Prebuilds cannot start: {error.Message}"),
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => new(
            Failed,
            $"Prebuilds cannot start: {error.Message} Stop the program that uses it, or choose another address: "
            + "--urls http://localhost:8081"),
        _ => new(
            Failed,
            "Prebuilds ended because of an error that nobody expected; please report it."
            + $"{Environment.NewLine}{error}"),
    };
}
