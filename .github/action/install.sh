#!/usr/bin/env bash
# Install import-conformance into an environment of its own, apart from the application's; its directory is the output `bin`.
# The Python on the path is the one whose syntax the code is read by: choose it with actions/setup-python.
set -euo pipefail

environment="$RUNNER_TEMP/import-conformance"
wanted="$GITHUB_ACTION_PATH"
if [[ -n "${CONFORMANCE_VERSION:-}" ]]; then
  wanted="import-conformance==$CONFORMANCE_VERSION"
fi

# -I: this runs in the checkout, and without it Python would load the checkout's own venv.py or pip.py.
"$(command -v python || command -v python3)" -I -m venv "$environment"
bin="$environment/bin"
if [[ -d "$environment/Scripts" ]]; then
  bin="$environment/Scripts"
fi
"$bin/python" -I -m pip install --quiet --disable-pip-version-check -- "$wanted"
echo "bin=$bin" >> "$GITHUB_OUTPUT"
