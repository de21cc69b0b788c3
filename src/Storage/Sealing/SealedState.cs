using System.IO.Compression;
using Prebuilds.Builds;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Sealing;

/// <summary>A provisioner's state as it is stored: gzipped, then sealed as of one workspace and one build.</summary>
internal static class SealedState
{
    public static byte[] Make(KeyRing keys, WorkspaceId workspace, BuildId build, ReadOnlySpan<byte> state)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(state);
        }

        return keys.Seal(packed.ToArray(), About(workspace, build));
    }

    public static ReadOnlyMemory<byte> Open(KeyRing keys, WorkspaceId workspace, BuildId build, byte[] stored)
    {
        using var packed = new MemoryStream(keys.Open(stored, About(workspace, build)));
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var state = new MemoryStream();
        gzip.CopyTo(state);
        return state.ToArray();
    }

    private static string About(WorkspaceId workspace, BuildId build) =>
        $"the state of workspace {workspace} after build {build}";
}
