using System.Collections.Immutable;
using System.Data.Common;
using System.Text;
using Prebuilds.Storage.Mapping;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Sealing;

/// <summary>
/// A workspace's outputs as they are stored: the sensitive ones apart, each sealed under its name, so that the names
/// can be shown without a key.
/// </summary>
/// <param name="Plain">Those that everybody may see.</param>
/// <param name="Secrets">The sensitive ones, sealed, in base64.</param>
internal sealed record SealedOutputs(
    ImmutableSortedDictionary<string, string> Plain, ImmutableSortedDictionary<string, string> Secrets)
{
    /// <summary>The names of the sensitive ones; default: there are none.</summary>
    public ImmutableArray<string> Sensitive => Secrets.IsEmpty ? default : [.. Secrets.Keys];

    /// <summary>Reads the two columns; null is none.</summary>
    public static SealedOutputs Read(DbDataReader row, int outputs, int secrets) =>
        new(Values(row, outputs), Values(row, secrets));

    /// <summary>Seals what is sensitive.</summary>
    /// <exception cref="SealException">There is no key.</exception>
    public static SealedOutputs Make(
        KeyRing keys, WorkspaceId workspace, ImmutableSortedDictionary<string, string> outputs,
        IReadOnlySet<string> sensitive)
    {
        var parts = outputs.ToLookup(output => sensitive.Contains(output.Key));
        return new SealedOutputs(
            parts[false].ToImmutableSortedDictionary(StringComparer.Ordinal),
            parts[true].ToImmutableSortedDictionary(
                output => output.Key,
                output => Convert.ToBase64String(
                    keys.Seal(Encoding.UTF8.GetBytes(output.Value), About(workspace, output.Key))),
                StringComparer.Ordinal));
    }

    /// <summary>All outputs, the sensitive ones opened.</summary>
    /// <exception cref="SealException">One cannot be opened.</exception>
    public ImmutableSortedDictionary<string, string> Open(KeyRing keys, WorkspaceId workspace) => Secrets.IsEmpty
        ? Plain
        : Plain.AddRange(Secrets.Select(secret => KeyValuePair.Create(
            secret.Key,
            Encoding.UTF8.GetString(
                keys.Open(Convert.FromBase64String(secret.Value), About(workspace, secret.Key))))));

    /// <summary>
    /// The outputs as far as they can be opened: an answer that is durable already does not fail for the lack of a key.
    /// </summary>
    public ImmutableSortedDictionary<string, string> OpenIfPossible(KeyRing keys, WorkspaceId workspace)
    {
        try
        {
            return Open(keys, workspace);
        }
        catch (SealException)
        {
            return Plain;
        }
    }

    private static ImmutableSortedDictionary<string, string> Values(DbDataReader row, int column) =>
        row.IsDBNull(column) ? StoredJson.NoValues : StoredJson.Values(row.GetString(column));

    private static string About(WorkspaceId workspace, string name) => $"output {name} of workspace {workspace}";
}
