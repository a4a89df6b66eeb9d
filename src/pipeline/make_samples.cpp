#include "pipeline/make_samples.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "pipeline/difficulty.h"
#include "print/launch_printer.h"
#include "print/module_printer.h"
#include "reference/reference.h"
#include "verify/judge.h"

namespace warploom::pipeline {
namespace {

// A kernel that passes one level of --check has passed those below it as well.
std::vector<std::string> Checks(const dataset::Request& request) {
  return request.check == "codegen" ? std::vector<std::string>{"codegen"}
                                    : std::vector<std::string>{"codegen", "compile"};
}

bool HasBackward(const std::vector<std::string>& include) {
  return std::ranges::find(include, "backward") != include.end();
}

dataset::Proof ProofOf(const Draft& draft, const oracle::Verdict& verdict,
                       std::vector<oracle::IoRow> io, const dataset::Request& request) {
  dataset::Proof proof{.index = draft.sample.index, .verdicts = {}, .io = {}};
  const auto checks = verify::ChecksOf(
      {}, {.targets = request.targets, .has_backward = HasBackward(request.include)});
  WARPLOOM_CHECK(checks.has_value(), "every request has a target that some device judges");
  for (verify::Record& record : verify::Judge({.id = {}}, verdict, *checks)) {
    proof.verdicts.push_back({.target = std::move(record.target),
                              .device = std::move(record.device),
                              .verdict = std::move(record.verdict),
                              .detail = std::move(record.detail)});
  }
  for (oracle::IoRow& row : io) {
    proof.io.push_back({.id = dataset::SampleId(draft.sample.python_code),
                        .fill = std::move(row.fill),
                        .seed = std::move(row.seed),
                        .argument = std::move(row.argument),
                        .dtype = std::move(row.dtype),
                        .shape = std::move(row.shape),
                        .is_output = row.is_output,
                        .whole = row.whole,
                        .input = std::move(row.input),
                        .output = std::move(row.output),
                        .output_sha256 = std::move(row.output_sha256),
                        .tolerance = row.tolerance});
  }
  return proof;
}

bool Passes(const oracle::Verdict& verdict, std::string_view device) {
  return std::ranges::any_of(verdict.outcomes, [&](const oracle::Outcome& outcome) {
    return outcome.device == device && outcome.verdict == verify::kPass;
  });
}

// The runs that a sample passed. The text for CUDA is compared with the reference by running it on
// the host, so without that the reference says nothing of it.
void AddRuns(const oracle::Verdict& verdict, dataset::Sample& sample) {
  const bool is_cpu = sample.target == "cpu";
  if (!Passes(verdict, is_cpu ? verify::kCpu : verify::kEmulated)) {
    return;
  }
  sample.checks.emplace_back(is_cpu ? "run-cpu" : "run-emulated");
  if (Passes(verdict, verify::kReference)) {
    sample.checks.emplace_back("run-reference");
  }
  if (Passes(verdict, is_cpu ? verify::kGradient : verify::kEmulatedGradient)) {
    sample.checks.emplace_back("run-gradient");
  }
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

Draft MakeDraft(const Drawn& drawn, const dataset::Request& request,
                const lang::BuiltinTable& builtins) {
  Draft draft;
  dataset::Sample& sample = draft.sample;
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
  return draft;
}

oracle::KernelSource SourceOf(const Drawn& drawn, const Draft& draft,
                              const dataset::Request& request, const lang::BuiltinTable& builtins) {
  oracle::KernelSource source = {.name = draft.sample.entry_point,
                                 .source = draft.sample.python_code};
  if (request.check != "run") {
    return source;
  }
  source.launch = draft.sample.launch;
  source.reference = reference::PrintReferenceOrReason(drawn.kernel.module, builtins);
  return source;
}

void AddVerdict(Draft draft, oracle::Verdict verdict, const dataset::Request& request,
                dataset::Chunk& chunk) {
  if (!verdict.ok) {
    chunk.rejects.push_back(RejectOf(std::move(draft.sample), std::move(verdict)));
    return;
  }
  for (oracle::TargetIr& ir : verdict.ir) {
    dataset::Sample sample = draft.sample;
    sample.target = std::move(ir.target);
    sample.ir_preamble = std::move(ir.preamble);
    sample.ir_forward = std::move(ir.forward);
    sample.ir_backward = std::move(ir.backward);
    sample.ir_module = std::move(ir.module);
    sample.ptx = std::move(ir.ptx);
    AddRuns(verdict, sample);
    SetDerivedFields(sample);
    chunk.samples.push_back(std::move(sample));
  }
  if (request.check == "run") {
    chunk.proofs.push_back(ProofOf(draft, verdict, std::exchange(verdict.io, {}), request));
  }
}

}  // namespace warploom::pipeline
