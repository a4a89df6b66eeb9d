#!/usr/bin/env bash
# Formats all C++ and Python in place, as ./run-tests checks it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if (($# > 0)); then
  printf "format: there is no option '%s'; it formats everything.\n" "$1" >&2
  exit 2
fi
[[ -x .venv/bin/clang-format ]] || tools/setup.sh --dev
find . -path './build*' -prune -o -path ./.venv -prune -o \( -name '*.h' -o -name '*.cpp' \) -print0 |
  xargs -0 .venv/bin/clang-format -i
.venv/bin/ruff check --fix-only --quiet . || true
.venv/bin/ruff format --quiet .
