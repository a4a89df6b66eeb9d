# To be sourced: how ./quickstart and ./run-tests build.

# build_preset PRESET TARGET [cmake option...]: configures and builds one preset of
# CMakePresets.json. Configuring prints only when it fails; a build goes on past the first errors.
build_preset() {
  local preset="$1" target="$2" top log
  shift 2
  top="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
  log="$(mktemp)"
  if ! (cd "$top" && cmake --preset "$preset" "$@") >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
  (cd "$top" && cmake --build --preset "$preset" --target "$target" -- -k 20)
}
