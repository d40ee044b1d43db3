# For tools/ci/run.sh: runs steps, counts what passed and failed, and runs files with failures once more.
# shellcheck shell=bash

passed=0
failed=0
flaky=''
times=''
output=$(mktemp)

# Files that have no second run: they read zips or install packages, and do not depend on how busy the machine is.
ONE_RUN='(^|[ /])tests/(artifact|main-site-package)/'

# `at_most MINUTES COMMAND…`: what hangs must fail, and not keep the others from their turn. A function runs in a shell of its own,
# so that it can be ended.
at_most() {
  local minutes=$1 status
  shift
  if [ "$(type -t "$1")" = function ]; then
    # shellcheck disable=SC2163 # the function that it names
    export -f "$1"
    set -- bash -c '"$@"' bash "$@"
  fi
  timeout --kill-after=30s "${minutes}m" "$@"
  status=$?
  if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then printf 'ENDED after %d minutes: %s\n' "$minutes" "$*"; fi
  return "$status"
}

# Runs a command, and keeps how long it took for the end.
timed() {
  local start=$SECONDS
  "$@"
  times+="$(printf '%4d s  %s' $((SECONDS - start)) "${*:2}")"$'\n'
}

# Runs a step that is right or wrong as a whole.
step() {
  printf '\n── %s\n' "$*"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'FAILED: %s\n' "$*"; fi
}

# Runs a command, shows what it prints, and keeps that in $output. Nothing waits for a pipe here, which any process left behind could hold.
shown() {
  local follower status
  : >"$output"
  tail -n +1 -s 0.2 --pid=$$ -f "$output" &
  follower=$!
  "$@" >>"$output" 2>&1
  status=$?
  sleep 1
  kill "$follower"
  wait "$follower" 2>/dev/null
  return "$status"
}

# Runs a step that ends with its own count of tests.
tests() {
  printf '\n── %s\n' "$*"
  local good bad status files short again still skipped
  shown "$@"
  status=$?
  read -r good bad <<<"$(counted)"
  files=$(failed_files)
  # A second run has the failed files alone, so skipped tests are counted in the first.
  skipped=$(grep -cE '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped' "$output")
  if [ "$bad" -gt 0 ] && [ -n "$files" ] && ! [[ $files =~ $ONE_RUN ]]; then
    short=$(grep -c '^Jest: .*threshold' "$output")
    # A busy machine can make a test of browsers late. What fails twice has failed; the rest is reported here and at the end.
    printf '\n── once more: %s\n' "$files"
    # shellcheck disable=SC2086 # one word for each file
    shown at_most 15 npm run -s jest -- --runInBand --runTestsByPath $files
    status=$?
    read -r again still <<<"$(counted)"
    if [ "$again" -gt 0 ] && [ "$still" -lt "$bad" ]; then
      flaky+="FLAKY: $((bad - still)) of $bad failures of a first run did not happen again, in $files"$'\n'
      good=$((good + bad - still))
      bad=$still
    fi
    # Coverage is counted in a first run alone.
    if [ "$short" -gt 0 ]; then bad=$((bad + 1)); fi
  fi
  # A run that fails without a failed test, or without a count, is a failure of its own; and so is a test that was skipped.
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  if [ "$status" -eq 0 ] && [ "$good" -eq 0 ]; then bad=1; fi
  if [ "$skipped" -gt 0 ]; then bad=$((bad + 1)); printf 'FAILED: tests were skipped\n'; fi
  if [ "$bad" -gt 0 ]; then printf 'FAILED: %s\n' "$*"; fi
  passed=$((passed + good))
  failed=$((failed + bad))
}

# The counts of the last run: passed, failed.
counted() {
  local counts
  counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$output" | tail -n 1)
  grep -oE '[0-9]+' <<<"${counts:-0 0}" | head -n 2 | xargs
}

# The files with failures in the last run of Jest.
failed_files() { sed -n 's/^failed: //p' "$output" | tail -n 1; }

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# Debian's packages.
install_packages() {
  as_root timeout 5m apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive timeout 15m apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Prints what each step took and the counts; the status is 0 if nothing failed.
finish() {
  printf '\n%s%s%d passed, %d failed\n' "$times" "$flaky" "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
