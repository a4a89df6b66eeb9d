# To be sourced: how ./quickstart and ./run-tests build.

source "$(dirname "${BASH_SOURCE[0]}")/progress.sh"

# build_preset PRESET TARGET [cmake option...]: configures and builds one preset of
# CMakePresets.json. Output is shown when something fails; a build goes on past the first errors.
build_preset() {
  local preset="$1" target="$2" top
  shift 2
  top="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
  watched "configuring" time_only in_folder "$top" cmake --preset "$preset" "$@" || return
  NINJA_STATUS='[%f/%t] ' watched "compiling $target" ninja_steps \
    in_folder "$top" cmake --build --preset "$preset" --target "$target" -- -k 20
}

# build_program: builds build/warploom and nothing else.
#
# A new build folder leaves the tests and benchmarks out, so that their libraries are not needed.
# One that is there keeps its options: whoever ran ./run-tests keeps the tests configured.
build_program() {
  local top options=()
  top="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
  if [[ ! -f "$top/build/CMakeCache.txt" ]]; then
    options=(-DWARPLOOM_BUILD_TESTS=OFF -DWARPLOOM_BUILD_BENCH=OFF)
  fi
  build_preset release warploom "${options[@]}"
}

in_folder() (
  cd "$1" || exit
  shift
  exec "$@"
)
