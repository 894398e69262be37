#!/usr/bin/env bash
# Run `conformance check` as the inputs of the action say; the exit code is its own.
set -euo pipefail
# Formats are words, never patterns of file names.
set -f

arguments=()
if [[ -n "${CONFORMANCE_TOPOLOGY:-}" ]]; then arguments+=("--topology=$CONFORMANCE_TOPOLOGY"); fi
if [[ -n "${CONFORMANCE_SOURCE_ROOT:-}" ]]; then arguments+=("--source-root=$CONFORMANCE_SOURCE_ROOT"); fi
if [[ -n "${CONFORMANCE_BASELINE:-}" ]]; then arguments+=("--baseline=$CONFORMANCE_BASELINE"); fi

for format in ${CONFORMANCE_FORMATS:-}; do
  arguments+=("--format=$format")
  case "$format" in
    text | github) ;;
    github-summary)
      arguments+=("--output=$GITHUB_STEP_SUMMARY")
      ;;
    json | sarif | gitlab | rdjsonl)
      file="$RUNNER_TEMP/conformance.$format"
      arguments+=("--output=$file")
      echo "$format=$file" >> "$GITHUB_OUTPUT"
      ;;
  esac
done

exec "$CONFORMANCE_BIN/conformance" check "${arguments[@]}"
