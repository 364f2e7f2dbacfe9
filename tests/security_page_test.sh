#!/usr/bin/env bash
# Every test that SECURITY.md and docs/reliability.md name exists: security_page_test.sh BUILD PAGE...
set -euo pipefail
build=$1
shift
tests=$(ctest --test-dir "$build" -N -C none | sed -n 's/^ *Test *#[0-9]*: //p' | sed 's/: */:/')
[[ $(wc -l <<<"$tests") -gt 500 ]] || { echo "FAILED: ctest lists too few tests in $build"; exit 1; }
named=$(grep -hoE '`[a-z][a-z0-9_ ]*: [^`]+`' "$@" | tr -d '`' | sed 's/: */:/' | sort -u)
[[ $(wc -l <<<"$named") -gt 30 ]] || { echo "FAILED: too few tests are named in $*"; exit 1; }
missing=$(grep -vxFf <(printf '%s\n' "$tests") <<<"$named") || missing=
if [[ -n $missing ]]; then
  printf 'FAILED: no such test:\n%s\n' "$missing"
  exit 1
fi
echo "$(wc -l <<<"$named") tests named, each exists"
