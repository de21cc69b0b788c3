using System.Collections.Immutable;
using System.Globalization;

namespace Prebuilds.Provisioning.Processes;

/// <summary>
/// A shell beside a command that ends it when this process cannot any more. It waits for a word that the command has
/// ended; when the pipe for that word closes without it, this process is gone. Then it lets the command go on up to its
/// limit, asks it to end in order, and ends whatever it has started.
/// </summary>
internal static class OrphanWatch
{
    /// <summary>The variable by which it finds what the command has started, whatever session that is in.</summary>
    public const string Variable = "PREBUILDS_WATCH";

    /// <summary>
    /// Lines of a shell before it becomes the command: they start the watch, whose arguments come first, and leave the
    /// pipe for the word to it alone.
    /// </summary>
    public const string Start =
        "exec 3<&0; /bin/sh -c \"$1\" watch $$ \"$2\" \"$3\" \"$4\" \"$5\" <&3 3<&- 2>/dev/null & exec 3<&-; shift 5\n";

    // It is in the leader's session, so as long as it runs the system gives the leader's number to nobody else. It
    // polls only once this process is gone. What ended and is reaped by nobody is as good as gone.
    private const string Script =
        """
        leader=$1 patience=$3 leaves=$4 grace=$5 end=$(($(date +%s) + $2))
        read -r word && exit
        alive() {
            { read -r stat <"/proc/$leader/stat"; } 2>/dev/null && case ${stat##*) } in [ZX]*) false ;; esac
        }
        family() {
            ids=
            for file in $(grep -lszxF "PREBUILDS_WATCH=$PREBUILDS_WATCH" /proc/[0-9]*/environ); do
                id=${file#/proc/} id=${id%/environ}
                [ "$id" = $$ ] || [ ! -d "/proc/$id" ] || ids="$ids $id"
            done
        }
        signal() {
            family
            for id in $ids; do kill -s "$1" "$id"; done
            kill -s "$1" -- "-$leader"
        }
        while alive && [ "$(date +%s)" -lt "$end" ]; do sleep 1; done
        if alive; then
            [ "$patience" = 0 ] || kill -s INT "$leader"
            while alive && [ "$patience" -gt 0 ]; do sleep 1; patience=$((patience - 1)); done
        elif [ "$leaves" = 1 ]; then
            exit
        fi
        trap '' TERM
        signal TERM
        while family && [ -n "$ids" ] && [ "$grace" -gt 0 ]; do sleep 1; grace=$((grace - 1)); done
        signal KILL
        """;

    /// <summary>The word, as a line.</summary>
    public const string Word = "ended\n";

    /// <summary>The watch's arguments.</summary>
    /// <param name="command">The command.</param>
    /// <param name="left">How long it may still take.</param>
    public static ImmutableArray<string> Arguments(ChildCommand command, TimeSpan left) =>
    [
        Script,
        Seconds(left > TimeSpan.Zero ? left : TimeSpan.Zero),
        Seconds(command.Interruption),
        command.LeavesBackground ? "1" : "0",
        Seconds(ProcessEnder.Grace),
    ];

    private static string Seconds(TimeSpan time) =>
        Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
