#!/usr/bin/env bash
# Installs what warploom needs on Debian or Ubuntu: system packages, then .venv with pinned wheels.
#
#   tools/setup.sh [--dev]    --dev: also what the tests need
#
# Does nothing, in a tenth of a second, when all is there. ./quickstart and ./run-tests call it.
set -euo pipefail

readonly root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly venv="$root/.venv"
readonly packages=(
  cmake ninja-build g++ ccache pkg-config git python3-venv
  libcli11-dev nlohmann-json3-dev libfmt-dev libtomlplusplus-dev libexpected-dev
  libxxhash-dev libssl-dev libgtest-dev libgmock-dev libbenchmark-dev
)
# The second compiler, which must build a program that draws the same kernels.
readonly dev_packages=(clang-19)

say() { printf 'setup: %s\n' "$*" >&2; }

die() {
  say "$1"
  exit "${2:-3}"
}

# missing_packages PACKAGE...: prints those that dpkg does not know as installed.
missing_packages() {
  local installed package
  installed="$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)"
  for package in "$@"; do
    grep -qx "installed $package" <<<"$installed" || printf '%s\n' "$package"
  done
}

# Runs a command and shows its output only when it fails.
quietly() {
  local log status=0
  log="$(mktemp)"
  "$@" </dev/null >"$log" 2>&1 || status=$?
  if ((status != 0)); then
    tail -n 40 "$log" >&2
  fi
  rm -f "$log"
  return "$status"
}

# install_packages PACKAGE...: installs those that are missing.
install_packages() {
  if [[ -n "${WARPLOOM_NO_APT:-}" ]]; then
    say "WARPLOOM_NO_APT is set: no system packages are installed or looked for"
    return
  fi
  if ! command -v dpkg-query >/dev/null; then
    say "this is no Debian or Ubuntu: install a C++20 compiler, CMake 3.25, ninja, git and Python 3.11"
    say "yourself; CMake fetches the libraries that it does not find"
    return
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then
    return
  fi
  local as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      die "these packages are missing, and there is neither root nor sudo to install them.
Ask an administrator to run:  apt-get install --no-install-recommends ${missing[*]}
Or set WARPLOOM_NO_APT=1 to go on with what is here; CMake fetches the libraries it does not find."
    fi
    as_root=(sudo)
  fi
  say "installing ${#missing[@]} system packages: ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq)
  quietly "${apt[@]}" update || say "apt-get update failed (above); trying with the lists that are here"
  quietly "${apt[@]}" install -y --no-install-recommends "${missing[@]}" ||
    die "apt-get could not install the packages; the end of what it said is above" 1
}

make_venv() {
  if [[ -x "$venv/bin/python" ]] && "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    return
  fi
  local python="${PYTHON:-python3}"
  command -v "$python" >/dev/null || die "there is no $python; install Python 3.11 or newer, or set PYTHON"
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    die "$python is $("$python" -V 2>&1); warploom needs Python 3.11 or newer (set PYTHON to one)"
  say "making .venv with $("$python" -V)"
  quietly "$python" -m venv --clear "$venv" ||
    die "$python could not make .venv; on Debian its module comes with the package python3-venv"
}

# install_wheels STAMP FILE...: pip-installs requirement files unless STAMP holds their hash.
install_wheels() {
  local stamp="$venv/$1" hash
  shift
  hash="$(cat "$@" "$venv/pyvenv.cfg" | sha256sum)"
  if [[ -f "$stamp" && "$(<"$stamp")" == "$hash" ]]; then
    return
  fi
  say "installing Python packages from ${*#"$root/"}"
  local options=()
  local file
  for file in "$@"; do
    options+=(-r "$file")
  done
  quietly "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "${options[@]}" ||
    die "pip could not install them; the end of what it said is above" 1
  # The worker is imported from the checkout, so edits to it count at once.
  local site
  site="$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
  printf '%s\n' "$root/python" >"$site/warploom-checkout.pth"
  printf '%s\n' "$hash" >"$stamp"
}

main() {
  local dev=0
  case "${1:-}" in
    '') ;;
    --dev) dev=1 ;;
    *) die "there is no option '$1'; usage: tools/setup.sh [--dev]" 2 ;;
  esac
  (($# <= 1)) || die "too many arguments; usage: tools/setup.sh [--dev]" 2
  local wanted=("${packages[@]}")
  if ((dev)); then wanted+=("${dev_packages[@]}"); fi
  install_packages "${wanted[@]}"
  make_venv
  install_wheels .warploom-run "$root/python/requirements.txt"
  if ((dev)); then
    install_wheels .warploom-dev "$root/python/requirements.txt" "$root/python/requirements-dev.txt"
  fi
}

main "$@"
