#include "oracle/fake_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"

namespace warploom::oracle {

namespace {

// As the worker does (python/warploom/reference_notes.py).
void AddReferenceOutcome(const KernelSource& kernel, Verdict& verdict) {
  constexpr std::string_view kNone = "// unsupported: ";
  if (kernel.reference.starts_with(kNone)) {
    const std::string why = kernel.reference.substr(kNone.size());
    verdict.outcomes.push_back({"reference", "UNSUPPORTED", why.substr(0, why.find('\n'))});
  } else if (!kernel.reference.empty()) {
    verdict.outcomes.push_back({"reference", "PASS", ""});
  }
}

}  // namespace

FakePool::FakePool(FakePoolOptions options)
    : options_(std::move(options)), rng_(options_.shuffle_seed, 0, 0) {
  stats_.workers_started = 1;
}

Result<std::unique_ptr<BatchVerdicts>> FakePool::Next(double /*wake_seconds*/) {
  if (delivered_ >= options_.fail_after_batches) {
    return tl::make_unexpected(options_.failure);
  }
  if (waiting_.empty()) {
    return nullptr;
  }
  const size_t which = options_.shuffle_seed == 0 ? 0 : rng_.Below(waiting_.size());
  const Batch batch = std::move(waiting_[which]);
  waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(which));
  ++delivered_;
  auto done = std::make_unique<BatchVerdicts>();
  done->ticket = batch.ticket;
  for (const KernelSource& kernel : batch.kernels) {
    done->verdicts.push_back(VerdictOn(kernel));
  }
  return done;
}

Verdict FakePool::VerdictOn(const KernelSource& kernel) const {
  if (!options_.refuse_marker.empty() &&
      kernel.source.find(options_.refuse_marker) != std::string::npos) {
    return {.ok = false,
            .stage = options_.refuse_stage,
            .reason = fmt::format("the source contains \"{}\"", options_.refuse_marker),
            .ir = {},
            .outcomes = options_.refuse_outcomes};
  }
  const std::string digest = Hex16(Hash64(kernel.source, Hash64(kernel.name)));
  Verdict verdict{.ok = true, .stage = {}, .reason = {}, .ir = {}};
  for (const std::string& target : options_.build.targets) {
    const auto text = [&](std::string_view part) {
      return fmt::format("void {}_{}_{}() {{\n    // {}\n}}\n", kernel.name, target, part, digest);
    };
    TargetIr ir{.target = target,
                .preamble = {},
                .forward = text("kernel_forward"),
                .backward = {},
                .module = {},
                .ptx = {},
                .bundle = {}};
    for (const std::string& part : options_.build.include) {
      ir.backward = part == "backward" ? text("kernel_backward") : ir.backward;
      ir.module = part == "module" ? text("module") : ir.module;
      ir.ptx = part == "ptx" && target == "cuda" ? text("ptx") : ir.ptx;
    }
    verdict.ir.push_back(std::move(ir));
  }
  if (options_.build.run) {
    verdict.outcomes.push_back({"cpu", "PASS", ""});
    if (options_.build.io) {
      verdict.io.push_back({.fill = "drawn",
                            .seed = kernel.name,
                            .argument = "x",
                            .dtype = "<f4",
                            .shape = {1},
                            .is_output = true,
                            .whole = true,
                            .input = "AAAAAA==",
                            .output = "AACAPw==",
                            .output_sha256 = digest,
                            .tolerance = 0.0});
    }
    AddReferenceOutcome(kernel, verdict);
    const auto asks = [&](const std::vector<std::string>& words, std::string_view word) {
      return std::ranges::find(words, word) != words.end();
    };
    if (asks(options_.build.targets, "cuda")) {
      verdict.outcomes.push_back({"emulated", "PASS", ""});
    }
    if (asks(options_.build.include, "backward")) {
      verdict.outcomes.push_back({"gradient", "PASS", ""});
      verdict.outcomes.push_back({"emulated-gradient", "UNSUPPORTED", "a kink"});
    }
  }
  return verdict;
}

}  // namespace warploom::oracle
