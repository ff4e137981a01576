#!/usr/bin/env bash
# Everything that must hold before a change lands: format, build (warnings are errors), all tests.
# Needs the .NET SDK; on Debian it installs the browser of the front-door tests when that is missing.
# Ends with one line: "N passed, N failed, N skipped". Exit code 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

fail() {
  echo "test.sh: $1" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

install_missing() {
  local packages=()
  command -v chromium >/dev/null || packages+=(chromium)
  command -v pdftotext >/dev/null || packages+=(poppler-utils)
  [ ${#packages[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || { echo "test.sh: without ${packages[*]} the tests that need them are skipped" >&2; return; }
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "${packages[@]}" >/dev/null ||
    echo "test.sh: ${packages[*]} could not be installed; the tests that need them are skipped" >&2
}

install_missing
dotnet restore -v quiet || fail "restore failed"
dotnet format --no-restore --verify-no-changes || fail "run 'dotnet format' and commit what it changes"
dotnet build -c Release --no-restore -v quiet || fail "the build failed"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/SemanticSearch.Tests tests/SemanticSearch.FrontDoor.Tests; do
  dotnet test "$project" -c Release --no-build --logger "console;verbosity=minimal" \
    --logger "trx;LogFileName=$(basename "$project").trx" --results-directory "$results" \
    --blame-hang-timeout 10m || status=1
done

count() { sed -n "s/.*<Counters[^>]* $1=\"\([0-9]*\)\".*/\1/p" "$results"/*.trx | awk '{n += $1} END {print n + 0}'; }
total=$(count total) passed=$(count passed) failed=$(count failed)
[ "$total" -gt 0 ] || fail "no test ran"
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $((total - passed - $(count failed))) skipped"
[ "$failed" -eq 0 ]
