#!/usr/bin/env bash
# One command that checks everything: installs what is missing, restores, builds with warnings as errors, checks the
# format, and runs every test of Prebuilds.sln. The last line is "N passed, N failed", the two checks of the format and
# whatever broke outside a test counted in; exit 0 only when all is well.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: ./test.sh [--filter EXPRESSION] [--chaos-minutes N]

Builds Prebuilds.sln (Release, warnings are errors), checks its format, runs all of its tests.
Installs PostgreSQL 15 or newer, time zones and setsid with apt-get when they are missing; the .NET SDK must be there.
Terraform, 1.9 or newer, cannot be installed so: without one on the PATH, the tests that need it are left out, which the
result says.

  --filter EXPRESSION   run only the tests that match, as "dotnet test --filter" reads it,
                        e.g. --filter FullyQualifiedName~Planner
  --chaos-minutes N     harm the cluster of the chaos test for N minutes instead of until each kind of harm was done
                        once; alone with --filter FullyQualifiedName~ChaosTests. PREBUILDS_CHAOS_RATE: claims a second
                        (default 100); PREBUILDS_SEED: which harm, to see the same again. What happens is printed as it
                        happens, in lines that begin with "chaos"; PREBUILDS_CHAOS_RECORD: a file, by its absolute
                        path, that keeps them
  --help                this text

The last line is "N passed, N failed": the tests, the two checks of the format, and each project that broke outside a
test. Exit code 0: all passed, and every test project ran (with --filter: at least one test did). 1: something failed.
2: wrong usage.
TEXT
}

# A job that a script begins with "&" ignores SIGINT, and so would all that the tests start; some of that must listen.
if [ -n "$(trap -p INT)" ] && env --default-signal=INT true 2>/dev/null; then
  exec env --default-signal=INT bash "$0" "$@"
fi

filter=""
hang=5m
while [ $# -gt 0 ]; do
  case "$1" in
    --filter)
      [ $# -ge 2 ] || { echo "test.sh: --filter needs an expression; see --help" >&2; exit 2; }
      filter="$2"
      shift 2
      ;;
    --filter=*) filter="${1#--filter=}"; shift ;;
    --chaos-minutes | --chaos-minutes=*)
      if [[ "$1" == *=* ]]; then minutes="${1#*=}"; shift; else minutes="${2:-}"; shift; shift || true; fi
      [[ "$minutes" =~ ^[0-9]+(\.[0-9]+)?$ ]] || {
        echo "test.sh: --chaos-minutes is '$minutes'; use a number of minutes, such as 30" >&2
        exit 2
      }
      export PREBUILDS_CHAOS_MINUTES="$minutes"
      hang="$((${minutes%.*} + 10))m"
      ;;
    --help | -h) usage; exit 0 ;;
    *) echo "test.sh: unknown argument '$1'; see --help" >&2; exit 2 ;;
  esac
done

# Standard input may be closed; whatever would read it gets an end at once.
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDTERMINALLOGGER=off
# Nothing here depends on a culture, and a bare machine has no ICU, without which dotnet itself would not start.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# No MSBuild node and no compiler server outlives the run.
export MSBUILDDISABLENODEREUSE=1
[ -n "${HOME:-}" ] || { HOME="$(getent passwd "$(id -u)" | cut -d: -f6)"; export HOME; }

results="$(mktemp -d "${TMPDIR:-/tmp}/prebuilds-tests.XXXXXX")"
# The test platform keeps what a test prints until its end; the chaos test writes what happens to a file as well.
export PREBUILDS_CHAOS_RECORD="${PREBUILDS_CHAOS_RECORD:-$results/chaos-record.txt}"
record_reader=""
stop_reading() { [ -z "$record_reader" ] || kill "$record_reader" 2>/dev/null || true; record_reader=""; }
trap 'stop_reading; rm -rf "$results"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }
fail() { echo "test.sh: $1" >&2; exit 1; }

# --- what the tests need ---------------------------------------------------------------------------------------------

has_postgres() {
  local candidate major
  for candidate in "$(command -v initdb || true)" /usr/lib/postgresql/*/bin/initdb; do
    [ -x "$candidate" ] || continue
    major="$("$candidate" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')"
    if [ "${major:-0}" -ge 15 ]; then
      # PostgreSQL refuses to run as root; the tests then run it as the user that its package makes.
      [ "$(id -u)" -ne 0 ] || id postgres >/dev/null 2>&1
      return
    fi
  done
  return 1
}

missing_packages() {
  has_postgres || echo postgresql
  [ -e /usr/share/zoneinfo/Europe/Berlin ] || echo tzdata
  command -v setsid >/dev/null || echo util-linux
}

install_missing() {
  local packages as_root=()
  mapfile -t packages < <(missing_packages)
  [ "${#packages[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "these are missing, and there is no apt-get to install them: ${packages[*]}.
Install them (PostgreSQL 15 or newer, with initdb on PATH) and run again."
  step "Install ${packages[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "not root and no sudo; run: apt-get install ${packages[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
  [ -z "$(missing_packages)" ] || fail "still missing after the installation: $(missing_packages | tr '\n' ' ')"
}

# --- the tests -------------------------------------------------------------------------------------------------------

# The number in attribute $2 of the counters of a test run's report $1; 0 without one.
counter() {
  sed -nE "s/.*<Counters[^>]* $2=\"([0-9]+)\".*/\1/p" "$1" 2>/dev/null | grep . || echo 0
}

tests=0
passed=0
failed=0
broken=()

run_tests() {
  local project="$1" name report status=0 ran
  name="$(basename "$project" .csproj)"
  report="$results/$name.trx"
  step "$name"
  dotnet test "$project" --configuration Release --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --blame-hang-timeout "$hang" --blame-hang-dump-type none \
    ${selection:+--filter "$selection"} || status=$?
  ran="$(counter "$report" executed)"
  tests=$((tests + ran))
  passed=$((passed + $(counter "$report" passed)))
  failed=$((failed + $(counter "$report" failed)))
  if [ "$status" -ne 0 ]; then
    # A run that broke off, or that failed outside a test, is a failure as well, and the last line must say so.
    [ "$(counter "$report" failed)" -gt 0 ] || failed=$((failed + 1))
    broken+=("$name (exit code $status)")
  elif [ "$ran" -eq 0 ] && [ -z "$filter" ]; then
    failed=$((failed + 1))
    broken+=("$name (ran no test)")
  fi
}

command -v dotnet >/dev/null || fail "no dotnet on PATH; install the .NET SDK of global.json (10.0.1xx or a newer 10.0)"
dotnet --version >/dev/null || fail "'dotnet --version' failed, see above; the SDK of global.json is needed (10.0.1xx or a newer 10.0)"
install_missing

selection="$filter"
left_out=""
if ! command -v terraform >/dev/null; then
  selection="${filter:+($filter)&}Needs!=terraform"
  left_out="not run: the tests that need terraform; put version 1.9 or newer on the PATH to run them"
fi

step "Restore"
locked=""
[ -z "$(find src tests -name packages.lock.json -not -path '*/obj/*' -print -quit)" ] || locked="--locked-mode"
dotnet restore Prebuilds.sln ${locked:+"$locked"} --verbosity quiet || fail "the restore failed"

step "Build"
dotnet build Prebuilds.sln --configuration Release --no-restore --nologo --verbosity quiet -warnaserror \
  --disable-build-servers || fail "the build failed"

# The analyzers have just run in the build; here the layout and the code style. A slip there must neither hide a failing
# test nor hide behind passing ones: each of the two is counted.
for part in whitespace style; do
  step "Format: $part"
  if dotnet format "$part" Prebuilds.sln --no-restore --verify-no-changes; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    broken+=("format; 'dotnet format $part' mends it")
  fi
done

mapfile -t projects < <(dotnet sln Prebuilds.sln list | grep '\.Tests\.csproj$' | sort)
[ "${#projects[@]}" -gt 0 ] || fail "Prebuilds.sln lists no project named *.Tests.csproj"
: >"$PREBUILDS_CHAOS_RECORD"
tail -f "$PREBUILDS_CHAOS_RECORD" 2>/dev/null &
record_reader=$!
disown
for project in "${projects[@]}"; do
  run_tests "$project"
done
stop_reading

step "Result"
for name in "${broken[@]}"; do
  echo "failed: $name"
done
[ "$tests" -gt 0 ] || { failed=$((failed + 1)); echo "failed: no test ran"; }
[ -z "$left_out" ] || echo "$left_out"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
