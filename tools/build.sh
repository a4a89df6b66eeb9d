# To be sourced: how ./quickstart and ./run-tests build.

# build_preset PRESET TARGET [cmake option...]: configures and builds one preset of
# CMakePresets.json. Configuring prints only when it fails.
build_preset() {
  local preset="$1" target="$2" root log
  shift 2
  root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
  log="$(mktemp)"
  if ! (cd "$root" && cmake --preset "$preset" "$@") >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
  (cd "$root" && cmake --build --preset "$preset" --target "$target")
}
