using System.Collections.Immutable;
using Prebuilds.Events;

namespace Prebuilds.Silo.Notifications;

/// <summary>Somebody who is told of events by HTTP (section <c>Prebuilds:Notifications:Webhooks:NAME</c>).</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// Where to post to, <c>http</c> or <c>https</c> (<c>Url</c>). It may be a secret: it is in no log.
    /// </summary>
    public string Target { get; set; } = "";

    /// <summary>What posts are signed with, 16 characters at least (<c>Secret</c>); either this or a file.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The file that the secret is read from at start, without the line's end (<c>SecretFile</c>).</summary>
    public string SecretFile { get; set; } = "";

    /// <summary>The kinds of events that are told (<c>Kinds</c>). Default none: those that ask for attention.</summary>
    public ImmutableArray<EventKind> Kinds { get; set; } = [];

    /// <summary>The templates whose events are told (<c>Templates</c>). Default none: all.</summary>
    public ImmutableArray<string> Templates { get; set; } = [];

    /// <summary>The secret, wherever it is kept.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public string ReadSecret() => SecretFile.Length > 0 ? File.ReadAllText(SecretFile).TrimEnd('\r', '\n') : Secret;
}
