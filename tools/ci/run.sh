#!/usr/bin/env bash
# Everything that must hold before a change is merged, on a new machine with Node and apt: `npm run ci`, or `.ci/run`.
# With names of steps it runs those alone, as the jobs of the workflow do: `tools/ci/run.sh install check`.
# Ends with the line `N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
# shellcheck source=tools/ci/steps.sh
source tools/ci/steps.sh

ALL_STEPS=(install check test thorough fuzz package main-site faults s3 aws)

# The time limits are at least twice what was measured on two cores.
run_step() {
  case $1 in
  install) step at_most 10 install_modules ;;
  # Nothing is formatted here: what is not formatted fails.
  check) step at_most 5 npm run check -- --ci ;;
  unit) tests at_most 5 npm run test:unit ;;
  test) tests at_most 30 npm test -- --coverage ;;
  # A language of examples that is missing is a failure.
  thorough)
    step install_packages python3 curl jq ruby php-cli php-intl golang-go golang-golang-x-text-dev
    tests at_most 40 npm run test:thorough
    ;;
  # The same cases in every run, so that a commit is green or not on every machine. Others: `npm run fuzz`, whose seed is the date.
  fuzz) step at_most 5 npm run -s fuzz -- --seed 1 --cases 100000 ;;
  package)
    step at_most 5 package_everything
    tests at_most 5 npm run test:artifact
    ;;
  # Empty projects, filled from npm's registry.
  main-site) tests at_most 10 npm run test:main-site ;;
  faults) tests at_most 10 npm run faults ;;
  s3)
    step install_packages radosgw ceph-mon ceph-osd ceph-common
    # A job of the workflow runs this step without the one that builds.
    step at_most 5 npm run -s build
    tests real_s3
    ;;
  # Programs of Python, in an environment of their own.
  aws)
    step has_python
    step at_most 10 install_judges
    tests at_most 10 npm run test:judges
    tests at_most 10 npm run test:moto
    ;;
  *)
    printf 'No step is called %s. There are: unit %s\n' "$1" "${ALL_STEPS[*]}"
    failed=$((failed + 1))
    ;;
  esac
}

# With a PATH that does not lead into node_modules, whose Node is removed on the way.
install_modules() { PATH=$(sed -E 's#[^:]*/node_modules/[^:]*:##g' <<<"$PATH") npm ci; }

# With every zip, so that the tests see each of them, and with words where people have secrets, which none of them may hold.
package_everything() {
  local canary=EdgecardCanary9f3c
  AWS_SESSION_TOKEN=${canary}aws GITHUB_TOKEN=${canary}github NPM_TOKEN=${canary}npm CARD_SIGNING_KEYS=${canary}signing \
    npm run package -- --param=prerender=on --param=photos=on --param=photoSite=on
}

# The same store and end-to-end tests against a real S3 server: the embedded one must not be the only judge of itself.
# One test after the other, because one of them stops the server.
real_s3() {
  local variables
  export EDGECARD_S3=real
  variables=$(at_most 5 tests/support/start-radosgw.sh) || return 1
  eval "$variables"
  at_most 15 npm run -s jest -- --runInBand tests/local/s3/object-store tests/integration/local/s3/interrupted-writes tests/edge/adapters/aws/picture-store \
    tests/integration/cloud/photos/adapters/s3-photos tests/integration/cloud/photos/adapters/card-shelf tests/integration/cloud/photos/photo-worker tests/integration/cloud/photos/photo-api.test \
    tests/browser/local/stack/stack tests/browser/cloud/prerender/prerender-worker tests/integration/cli/purge
}

# Debian's python3 makes no environments without another package.
has_python() { python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages python3 python3-venv; }

install_judges() {
  python3 -m venv --clear .venv &&
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r tests/judges/requirements.txt
}

trap 'tests/support/start-radosgw.sh stop >/dev/null 2>&1; rm -f "$output"' EXIT
for name in "${@:-${ALL_STEPS[@]}}"; do timed run_step "$name"; done
finish
