#!/usr/bin/env bash
# Installs what warploom needs on Debian or Ubuntu: system packages, then .venv with pinned wheels.
#
#   tools/setup.sh [--dev | --plan]
#
#   --dev    also installs what the tests need
#   --plan   installs nothing: prints what would be installed, and about how large it is
#
# Does nothing, in a tenth of a second, when all is there. ./quickstart and ./run-tests call it.
set -euo pipefail

readonly root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/tools/progress.sh"

readonly venv="$root/.venv"
packages=(
  cmake ninja-build g++ ccache pkg-config git python3-venv
  libcli11-dev nlohmann-json3-dev libfmt-dev libtomlplusplus-dev libexpected-dev
  libxxhash-dev libssl-dev libzstd-dev
)
# clang-19 is the second compiler: what it builds must draw the same kernels.
readonly dev_packages=(libgtest-dev libgmock-dev libbenchmark-dev clang-19)

# In MB, as measured: what pip downloads, and the size of .venv after it. Shown, never relied on.
readonly run_download_mb=220 run_venv_mb=660 dev_download_mb=150 dev_venv_mb=1100
# The same for all of the packages and what they depend on, on a bare Debian 12.
readonly apt_download_mb=135 apt_disk_mb=525

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

may_not_install() { [[ -n "${WARPLOOM_NO_APT:-}" ]] || ! command -v dpkg-query >/dev/null; }

install_packages() {
  if [[ -n "${WARPLOOM_NO_APT:-}" ]]; then
    say "WARPLOOM_NO_APT is set: system packages are neither checked nor installed"
    return
  fi
  if ! command -v dpkg-query >/dev/null; then
    say "this is not Debian or Ubuntu: install a C++20 compiler, CMake 3.25, ninja, git, OpenSSL's"
    say "headers and Python 3.11 yourself; CMake fetches the other libraries that it does not find"
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
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C
    apt-get -o DPkg::Lock::Timeout=300 -o APT::Status-Fd=1 -qq)
  watched "package lists" apt_status "${apt[@]}" update ||
    say "apt-get update failed (above); trying with the lists that are here"
  watched "system packages" apt_status "${apt[@]}" install -y --no-install-recommends "${missing[@]}" ||
    die "apt-get could not install the packages; the end of its output is above" 1
}

venv_is_whole() { [[ -x "$venv/bin/python" ]] && "$venv/bin/python" -c 'import pip' 2>/dev/null; }

make_venv() {
  if venv_is_whole; then
    return
  fi
  local python="${PYTHON:-python3}"
  command -v "$python" >/dev/null || die "there is no $python; install Python 3.11 or newer, or set PYTHON"
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    die "$python is $("$python" -V 2>&1); warploom needs Python 3.11 or newer (set PYTHON to one)"
  watched ".venv" time_only "$python" -m venv --clear "$venv" ||
    die "$python could not make .venv; on Debian the package python3-venv has the module for it"
}

# requirements_hash FILE...: changes with the files and with the Python of .venv.
requirements_hash() { cat "$@" "$venv/pyvenv.cfg" | sha256sum; }

# has_wheels STAMP FILE...: whether STAMP holds the hash of the files, which were then installed.
has_wheels() {
  local stamp="$venv/$1"
  shift
  [[ -f "$stamp" && "$(<"$stamp")" == "$(requirements_hash "$@")" ]]
}

# install_wheels STAMP DOWNLOAD_MB VENV_MB FILE...: pip-installs requirement files, once.
install_wheels() {
  local stamp="$1" pip_download_mb="$2" pip_target_mb="$3"
  shift 3
  if has_wheels "$stamp" "$@"; then
    return
  fi
  local file options=()
  for file in "$@"; do
    options+=(-r "$file")
  done
  local pip_target="$venv" pip_downloads status=0
  pip_downloads="$(mktemp -d)"
  watched "Python packages" pip_folders env TMPDIR="$pip_downloads" "$venv/bin/python" -m pip install \
    --disable-pip-version-check --no-input --progress-bar off "${options[@]}" || status=$?
  rm -rf "$pip_downloads"
  ((status == 0)) || die "pip could not install them; the end of its output is above" 1
  # The worker is imported from the checkout, so edits to it count at once.
  local site
  site="$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
  printf '%s\n' "$root/python" >"$site/warploom-checkout.pth"
  requirements_hash "$@" >"$venv/$stamp"
}

# Prints what is missing, without --dev, for ./quickstart to show before it begins.
print_plan() {
  local missing=()
  if may_not_install; then
    printf 'system packages   not installed by this script\n'
  else
    mapfile -t missing < <(missing_packages "${packages[@]}")
    if ((${#missing[@]} == 0)); then
      printf 'system packages   nothing to install\n'
    elif ((${#missing[@]} == ${#packages[@]})); then
      printf 'system packages   %d with apt-get, about %d MB to download, %d MB on disk, 1 to 2 min:\n' \
        "${#missing[@]}" "$apt_download_mb" "$apt_disk_mb"
    else
      printf 'system packages   %d with apt-get, at most 2 min:\n' "${#missing[@]}"
    fi
    if ((${#missing[@]} > 0)); then
      printf '%s\n' "${missing[*]}" | fold -s -w 70 | sed 's/^/                    /'
    fi
  fi
  if venv_is_whole && has_wheels .warploom-run "$root/python/requirements.txt"; then
    printf 'Python packages   nothing to install\n'
  else
    printf 'Python packages   %s into .venv:\n%20sabout %d MB to download, %d MB on disk, 1 min\n' \
      "$(grep -v '^#' "$root/python/requirements.txt" | paste -sd' ')" '' "$run_download_mb" "$run_venv_mb"
  fi
}

main() {
  local dev=0 usage='usage: tools/setup.sh [--dev | --plan]'
  case "${1:-}" in
    '') ;;
    --dev) dev=1 ;;
    --plan) ;;
    *) die "there is no option '$1'; $usage" 2 ;;
  esac
  (($# <= 1)) || die "too many arguments; $usage" 2
  if [[ "${1:-}" == --plan ]]; then
    print_plan
    return
  fi
  if ((dev)); then packages+=("${dev_packages[@]}"); fi
  install_packages "${packages[@]}"
  make_venv
  install_wheels .warploom-run "$run_download_mb" "$run_venv_mb" "$root/python/requirements.txt"
  if ((dev)); then
    install_wheels .warploom-dev "$dev_download_mb" "$dev_venv_mb" \
      "$root/python/requirements.txt" "$root/python/requirements-dev.txt"
  fi
}

main "$@"
