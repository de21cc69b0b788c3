namespace Prebuilds.Client.Commands;

/// <summary>
/// The scripts. Each hands the line so far to <c>prebuilds "[suggest:POSITION]" LINE</c>, which answers with one
/// candidate a line, and falls back to file names.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>For bash 4 and newer.</summary>
    public const string Bash =
        """
        # bash completion for prebuilds; load it with: source <(prebuilds completion bash)
        _prebuilds() {
          local line="${COMP_LINE:0:COMP_POINT}" word="" candidates
          line="${line#"${COMP_WORDS[0]}"}"
          line="${line# }"
          case "$line" in
            *" ") ;;
            *) word="${line##* }" ;;
          esac
          candidates="$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)"
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$candidates" -- "$word"))
        }
        complete -o default -F _prebuilds prebuilds

        """;

    /// <summary>For zsh.</summary>
    public const string Zsh =
        """
        #compdef prebuilds
        # zsh completion for prebuilds; put it on your fpath as _prebuilds, or: source <(prebuilds completion zsh)
        _prebuilds() {
          local line="${(j: :)words[2,CURRENT]}"
          local -a candidates
          candidates=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          if [[ -n "${candidates[1]}" ]]; then
            compadd -- "${candidates[@]}"
          else
            _files
          fi
        }
        if [[ "${funcstack[1]}" = "_prebuilds" ]]; then
          _prebuilds "$@"
        else
          compdef _prebuilds prebuilds
        fi

        """;

    /// <summary>For fish.</summary>
    public const string Fish =
        """
        # fish completion for prebuilds; put it into ~/.config/fish/completions/prebuilds.fish
        function __prebuilds_complete
          set -l tokens (commandline -opc) (commandline -ct)
          set -l line (string join ' ' -- $tokens[2..-1])
          prebuilds "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c prebuilds -a '(__prebuilds_complete)'

        """;
}
