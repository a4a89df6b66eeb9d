// Kernels a second, drawing and printing alone, on one core.
#include <benchmark/benchmark.h>

#include "lang/canonical.h"
#include "print/module_printer.h"
#include "synth/draw/draw.h"

namespace warploom {
namespace {

void DrawAndPrint(benchmark::State& state, const char* profile_name) {
  const synth::profile::Profile profile = *synth::profile::LoadProfile(profile_name);
  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  uint64_t index = 0;
  size_t bytes = 0;
  for (auto _ : state) {
    const lang::Module module = synth::DrawKernel(profile, builtins, 0, index++, 0).module;
    benchmark::DoNotOptimize(HashStructure(module));
    bytes += print::PrintModule(module, builtins).size();
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}
BENCHMARK_CAPTURE(DrawAndPrint, default_profile, "default")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace warploom
