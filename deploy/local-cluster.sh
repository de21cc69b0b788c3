#!/usr/bin/env bash
# A cluster of silos on this machine, over one PostgreSQL; for trying, not for serving.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: deploy/local-cluster.sh [OPTIONS]

Builds Prebuilds, starts silos that share one PostgreSQL database and one data directory, pushes an example template to an
empty store, says how to claim, and runs until Ctrl-C or SIGTERM; then it stops what it started, and nothing else.

  --silos N               how many silos (3)
  --data DIR              keep the database, the workspaces and the logs there, and go on with them next time;
                          without it all is in a temporary folder, and gone at the end
  --connection-string S   use this PostgreSQL database instead of starting a server
  --silo-port P           first port to try for talk among silos (11111)
  --gateway-port P        first port to try for clients (30000)
  --http-port P           first port to try for HTTP (8080)
  --help                  this text

It needs the .NET SDK and, unless there is a connection string, PostgreSQL 15 or newer (initdb on PATH, or where Debian puts
it). A port that is taken is passed over. Exit code 0: stopped as asked; 1: something failed; 2: wrong usage.
TEXT
}

keep_logs=""
fail() { echo "local-cluster.sh: $1" >&2; keep_logs=yes; exit "${2:-1}"; }

silos=3 data="" connection="" silo_port=11111 gateway_port=30000 http_port=8080
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --silos | --data | --connection-string | --silo-port | --gateway-port | --http-port)
      [ $# -ge 2 ] || fail "$1 needs a value; see --help" 2
      case "$1" in
        --data) data="$2" ;;
        --connection-string) connection="$2" ;;
        *)
          [[ "$2" =~ ^[1-9][0-9]{0,4}$ ]] || fail "$1 is '$2'; use a number" 2
          name="${1#--}"
          printf -v "${name//-/_}" '%s' "$2"
          ;;
      esac
      shift 2
      ;;
    *) fail "unknown argument '$1'; see --help" 2 ;;
  esac
done

# What is given is meant from where the caller stands.
[ -z "$data" ] || { mkdir -p -- "$data"; data="$(cd -- "$data" >/dev/null && pwd)"; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
command -v dotnet >/dev/null || fail "no dotnet on PATH; install the .NET SDK of global.json"
command -v setsid >/dev/null || fail "no setsid on PATH; install util-linux"

# Sockets need a short path, so this folder is a temporary one in any case.
run="$(mktemp -d "${TMPDIR:-/tmp}/prebuilds.XXXXXX")"
root="${data:-$run}"
mkdir -p "$root/data" "$root/logs"

# All silos seal with one key, which stays with the data.
[ -s "$root/state.key" ] || (umask 077 && head -c 32 /dev/urandom | base64 >"$root/state.key")
export Prebuilds__Storage__StateKey="${Prebuilds__Storage__StateKey:-$(cat "$root/state.key")}"

# --- what is started is stopped: first the silos, then the database they end on ---------------------------------------

silo_ids=() postgres_id=""

stop() {
  trap '' INT TERM
  local id
  for id in "${silo_ids[@]}"; do kill -TERM "$id" 2>/dev/null || true; done
  for id in "${silo_ids[@]}"; do wait "$id" 2>/dev/null || true; done
  if [ -n "$postgres_id" ]; then
    kill -INT "$postgres_id" 2>/dev/null || true
    wait "$postgres_id" 2>/dev/null || true
  fi
  rm -rf "$run/socket"
  [ -n "$keep_logs" ] || rm -rf "$run"
}
trap stop EXIT
trap 'echo; echo "Stopping."; exit 0' INT TERM

# --- PostgreSQL ---------------------------------------------------------------------------------------------------------

# PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; else "$@"; fi; }

# The folder of its programs; PATH may have only a link to one of them.
find_postgres() {
  local initdb
  for initdb in "$(readlink -f "$(command -v initdb)")" $(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -rV); do
    [ ! -x "$(dirname "$initdb")/postgres" ] || { dirname "$initdb"; return; }
  done
  fail "PostgreSQL is not installed. On Debian: apt-get install postgresql; or give --connection-string"
}

# It listens on a socket in a folder of its own and on no port.
start_postgres() {
  local bin="$1" files="$root/postgres" try
  mkdir -p "$files" "$run/socket"
  if [ "$(id -u)" -eq 0 ]; then
    chmod a+x "$root" "$run"
    chown postgres "$files" "$run/socket"
  fi
  chmod 0700 "$files"
  if [ ! -e "$files/PG_VERSION" ]; then
    as_postgres "$bin/initdb" -D "$files" -U postgres -E UTF8 --locale=C --auth=trust >"$root/logs/initdb.log" \
      || fail "initdb failed; see $root/logs/initdb.log"
  fi
  if [ "$(id -u)" -eq 0 ]; then
    setsid setpriv --reuid=postgres --regid=postgres --clear-groups -- "$bin/postgres" -D "$files" \
      -c listen_addresses= -c "unix_socket_directories=$run/socket" </dev/null >"$root/logs/postgres.log" 2>&1 &
  else
    setsid "$bin/postgres" -D "$files" \
      -c listen_addresses= -c "unix_socket_directories=$run/socket" </dev/null >"$root/logs/postgres.log" 2>&1 &
  fi
  postgres_id=$!
  for try in {1..150}; do
    as_postgres "$bin/pg_isready" -q -h "$run/socket" && break
    kill -0 "$postgres_id" 2>/dev/null || fail "PostgreSQL ended at once; see $root/logs/postgres.log"
    [ "$try" -lt 150 ] || fail "PostgreSQL does not answer; see $root/logs/postgres.log"
    sleep 0.2
  done
  as_postgres "$bin/createdb" -h "$run/socket" -U postgres prebuilds 2>>"$root/logs/initdb.log" || true
  connection="Host=$run/socket;Database=prebuilds;Username=postgres"
}

# --- silos --------------------------------------------------------------------------------------------------------------

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Sets the variable $1, which holds the first port to try, to a free one.
claim_port() {
  until is_free "${!1}"; do printf -v "$1" '%s' $((${!1} + 1)); done
}

is_ready() {
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET /health/ready HTTP/1.0\r\n\r\n' >&3
  local status
  read -r status <&3 || true
  exec 3>&-
  [[ "$status" == *" 200 "* ]]
}

start_silo() {
  local log="$root/logs/silo-$1.log" try
  claim_port silo_port; claim_port gateway_port; claim_port http_port
  Prebuilds__Storage__Provider=Postgres Prebuilds__DataDirectory="$root/data" \
    Prebuilds__SiloPort="$silo_port" Prebuilds__GatewayPort="$gateway_port" ASPNETCORE_URLS="http://127.0.0.1:$http_port" \
    setsid dotnet src/Silo/bin/Release/net10.0/prebuilds-silo.dll </dev/null >>"$log" 2>&1 &
  silo_ids+=($!)
  for try in {1..300}; do
    is_ready "$http_port" && break
    kill -0 "${silo_ids[-1]}" 2>/dev/null || { tail -n 5 "$log" >&2; fail "silo $1 ended; see $log"; }
    [ "$try" -lt 300 ] || fail "silo $1 does not become ready; see $log"
    sleep 0.2
  done
  echo "silo $1: process ${silo_ids[-1]}, HTTP http://127.0.0.1:$http_port, clients 127.0.0.1:$gateway_port, log $log"
  silo_port=$((silo_port + 1)) gateway_port=$((gateway_port + 1)) http_port=$((http_port + 1))
}

prebuilds=(dotnet src/Client/bin/Release/net10.0/prebuilds.dll)

for project in Silo Client; do
  dotnet build "src/$project" --configuration Release --verbosity quiet --nologo >"$root/logs/build.log" 2>&1 \
    || { cat "$root/logs/build.log" >&2; fail "the build failed"; }
done
[ -n "$connection" ] || { postgres="$(find_postgres)"; start_postgres "$postgres"; }
export Prebuilds__Clustering=Postgres ConnectionStrings__Prebuilds="$connection"
for ((silo = 1; silo <= silos; silo++)); do start_silo "$silo"; done
if [ "$("${prebuilds[@]}" template list --output json)" = "[]" ]; then
  "${prebuilds[@]}" template push examples/templates/hello-script >/dev/null
fi

cat <<TEXT

The cluster runs. In another terminal, in this folder:

  export Prebuilds__Clustering=Postgres ConnectionStrings__Prebuilds='$connection'
  dotnet run --project src/Client -- status
  dotnet run --project src/Client -- claim hello-script/small --name dev1

Kill one silo and claim again. To load the cluster, and see that no claim is doubled or lost, whatever is killed:

  dotnet run --project src/Client -- template push examples/templates/load
  dotnet run --project src/Client -- loadtest claims load/a load/b load/c \\
    --rate 50 --duration 1m --repeat 5 --delete 100 --history run.jsonl
  dotnet run --project src/Client -- loadtest check run.jsonl --cluster

Ctrl-C stops all.
TEXT

left=("${silo_ids[@]}")
while [ "${#left[@]}" -gt 0 ]; do
  code=0
  wait -n -p ended "${left[@]}" 2>/dev/null || code=$?
  echo "The silo with process $ended ended with exit code $code." >&2
  mapfile -t left < <(printf '%s\n' "${left[@]}" | grep -vx "$ended" || true)
done
fail "no silo is left"
