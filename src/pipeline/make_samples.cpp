#include "pipeline/make_samples.h"

#include <utility>

#include "base/hash.h"
#include "pipeline/difficulty.h"
#include "print/launch_printer.h"
#include "print/module_printer.h"
#include "reference/reference.h"

namespace warploom::pipeline {
namespace {

// A kernel that passes one level of --check has passed those below it as well.
std::vector<std::string> Checks(const dataset::Request& request) {
  if (request.check == "codegen") {
    return {"codegen"};
  }
  return request.check == "compile" ? std::vector<std::string>{"codegen", "compile"}
                                    : std::vector<std::string>{"codegen", "compile", "run-cpu"};
}

dataset::Reject RejectOf(dataset::Sample draft, oracle::Verdict verdict) {
  return {.index = draft.index,
          .attempt = draft.attempt,
          .entry_point = std::move(draft.entry_point),
          .category = std::move(draft.category),
          .stage = std::move(verdict.stage),
          .reason = std::move(verdict.reason),
          .python_code = std::move(draft.python_code)};
}

}  // namespace

dataset::Sample DraftSample(const Drawn& drawn, const dataset::Request& request,
                            const lang::BuiltinTable& builtins) {
  dataset::Sample sample;
  sample.entry_point = drawn.kernel.module.kernel_function().name;
  sample.category = drawn.kernel.category;
  sample.features = drawn.kernel.features;
  sample.python_code = print::PrintModule(drawn.kernel.module, builtins);
  sample.launch = print::PrintLaunch(drawn.kernel.module);
  sample.difficulty = Difficulty(drawn.kernel.module);
  sample.structural_hash = Hex16(drawn.hashes.structural);
  sample.masked_hash = Hex16(drawn.hashes.masked);
  sample.checks = Checks(request);
  sample.seed = static_cast<int64_t>(request.seed);
  sample.index = static_cast<int64_t>(drawn.index);
  sample.attempt = static_cast<int64_t>(drawn.attempt);
  sample.profile = request.profile;
  sample.warp_version = request.warp_version;
  sample.generator_version = request.generator_version;
  sample.arch = request.arch;
  return sample;
}

oracle::KernelSource SourceOf(const Drawn& drawn, dataset::Sample& draft,
                              const dataset::Request& request, const lang::BuiltinTable& builtins) {
  oracle::KernelSource source = {.name = draft.entry_point, .source = draft.python_code};
  if (request.check != "run") {
    return source;
  }
  source.launch = draft.launch;
  if (auto reference = reference::PrintReference(drawn.kernel.module, builtins)) {
    source.reference = *std::move(reference);
    draft.checks.emplace_back("run-reference");
  }
  return source;
}

void AddVerdict(dataset::Sample draft, oracle::Verdict verdict, dataset::Chunk& chunk) {
  if (!verdict.ok) {
    chunk.rejects.push_back(RejectOf(std::move(draft), std::move(verdict)));
    return;
  }
  for (oracle::TargetIr& ir : verdict.ir) {
    dataset::Sample sample = draft;
    sample.target = std::move(ir.target);
    sample.ir_preamble = std::move(ir.preamble);
    sample.ir_forward = std::move(ir.forward);
    sample.ir_backward = std::move(ir.backward);
    sample.ir_module = std::move(ir.module);
    sample.ptx = std::move(ir.ptx);
    SetDerivedFields(sample);
    chunk.samples.push_back(std::move(sample));
  }
}

}  // namespace warploom::pipeline
