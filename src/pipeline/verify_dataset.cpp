#include "pipeline/verify_dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "pipeline/redraw.h"
#include "verify/choose.h"
#include "verify/judge.h"

namespace warploom::pipeline {
namespace {

using dataset::Sample;

constexpr size_t kKernelsInABatch = 32;

verify::GeneratedTexts TextsOf(const Sample& sample) {
  return {sample.ir_preamble, sample.ir_forward, sample.ir_backward, sample.ir_module};
}

verify::GeneratedTexts TextsOf(const oracle::TargetIr& ir) {
  return {ir.preamble, ir.forward, ir.backward, ir.module};
}

uint64_t Digest(const verify::GeneratedTexts& texts) {
  return Hash64(texts.module,
                Hash64(texts.backward, Hash64(texts.forward, Hash64(texts.preamble))));
}

// The same for the samples of one kernel for two targets.
uint64_t KernelDigest(const Sample& sample) {
  return Hash64(sample.python_code, Hash64(sample.launch, Hash64(sample.entry_point)));
}

// What is kept of each sample, rather than its texts.
struct Digests {
  uint64_t kernel = 0;
  uint64_t texts = 0;
};

// A kernel that is being run, or one whose samples hold texts that are not Warp's.
struct OpenCase {
  verify::Subject subject;
  std::map<std::string, uint64_t> texts;  // Digests by target.
  oracle::Verdict verdict = {};
};

class Verifier {
 public:
  Verifier(const VerifySetup& setup, const dataset::Dataset& dataset, const VerifyPlan& plan)
      : setup_(setup),
        dataset_(dataset),
        plan_(plan),
        redraw_(dataset.manifest().request, setup.builtins),
        needs_reference_(std::ranges::any_of(plan.checks, [](const verify::Check& check) {
          return check.device != verify::kCpu && check.device != verify::kGpu;
        })) {
    const uint64_t kernels = dataset.manifest().kernels;
    total_ = std::min(plan.sample.value_or(kernels), kernels);
    if (plan.sample) {
      chosen_ = verify::Choose(total_, kernels, plan.seed);
    }
    for (const verify::Check& check : plan.checks) {
      targets_.insert(check.target);
    }
  }

  Result<VerifyResult> Run() {
    const Status status = RunAll();
    if (!status && status.error().kind != ErrorKind::kInterrupted) {
      return tl::make_unexpected(status.error());
    }
    WARPLOOM_TRY(JudgeDiffering());
    if (!status) {
      result_.stopped = status.error();
    }
    std::ranges::sort(result_.records, {}, [](const verify::Record& record) {
      return std::tie(record.id, record.target, record.device);
    });
    return std::move(result_);
  }

 private:
  Status RunAll();
  Status ReadOtherTargets();
  bool IsChosen(uint64_t position) const { return !plan_.sample || chosen_.contains(position); }
  Status Add(const Sample& sample);
  std::string Spoiled(const Sample& sample, std::map<std::string, uint64_t>& texts) const;
  Status SubmitBatch();
  Status TakeOne();
  void Take(OpenCase open, oracle::Verdict verdict);
  Status JudgeDiffering();
  void Judge(const OpenCase& open);
  void Report();

  const VerifySetup& setup_;
  const dataset::Dataset& dataset_;
  const VerifyPlan& plan_;
  Redraw redraw_;
  bool needs_reference_;
  uint64_t total_ = 0;
  std::set<uint64_t> chosen_;      // Positions in the dataset; unused without plan_.sample.
  std::set<std::string> targets_;  // Of the checks.
  std::string first_;              // The target whose samples lead.
  std::map<std::string, std::unordered_map<std::string, Digests>> others_;  // By target and id.
  oracle::Batch batch_;                                                     // Being gathered.
  std::vector<OpenCase> gathered_;                                          // Its kernels.
  std::map<uint64_t, std::vector<OpenCase>> in_flight_;
  std::vector<OpenCase> differing_;
  uint64_t failed_ = 0;
  VerifyResult result_;
};

Status Verifier::RunAll() {
  first_ = *targets_.begin();
  WARPLOOM_TRY(ReadOtherTargets());
  Report();
  uint64_t position = 0;
  Status status;
  WARPLOOM_TRY(dataset_.ForEachSample(first_, [&](const Sample& sample) {
    if (IsChosen(position++)) {
      status = Add(sample);
    }
    return status.has_value();
  }));
  WARPLOOM_TRY(status);
  if (!gathered_.empty()) {
    WARPLOOM_TRY(SubmitBatch());
  }
  while (!in_flight_.empty()) {
    WARPLOOM_TRY(TakeOne());
  }
  return {};
}

Status Verifier::ReadOtherTargets() {
  for (const std::string& target : targets_) {
    if (target != first_) {
      auto& digests = others_[target];
      WARPLOOM_TRY(dataset_.ForEachSample(target, [&](const Sample& sample) {
        digests[sample.id] = {KernelDigest(sample), Digest(TextsOf(sample))};
        return true;
      }));
    }
  }
  return {};
}

// Why the samples are not of one kernel. Adds the digests of the other targets' texts.
std::string Verifier::Spoiled(const Sample& sample, std::map<std::string, uint64_t>& texts) const {
  if (sample.id != dataset::SampleId(sample.python_code)) {
    return "its id is not that of its python_code, which was changed";
  }
  for (const auto& [target, digests] : others_) {
    const auto other = digests.find(sample.id);
    if (other == digests.end()) {
      return fmt::format("there is no sample of it for {}", target);
    }
    if (other->second.kernel != KernelDigest(sample)) {
      return fmt::format("its python_code or launch differs between {} and {}", first_, target);
    }
    texts[target] = other->second.texts;
  }
  return "";
}

Status Verifier::Add(const Sample& sample) {
  OpenCase open;
  open.subject.id = sample.id;
  open.texts[first_] = Digest(TextsOf(sample));
  open.subject.spoiled = Spoiled(sample, open.texts);
  oracle::KernelSource source{
      .name = sample.entry_point, .source = sample.python_code, .launch = sample.launch};
  if (needs_reference_) {
    source.reference = redraw_.Reference(sample);
  }
  gathered_.push_back(std::move(open));
  batch_.kernels.push_back(std::move(source));
  return gathered_.size() == kKernelsInABatch ? SubmitBatch() : Status();
}

Status Verifier::SubmitBatch() {
  in_flight_[batch_.ticket] = std::exchange(gathered_, {});
  setup_.pool.Submit(std::exchange(batch_, {.ticket = batch_.ticket + 1, .kernels = {}}));
  while (setup_.pool.in_flight() >= setup_.pool.capacity()) {
    WARPLOOM_TRY(TakeOne());
  }
  return {};
}

// Waits for a batch, or a moment.
Status Verifier::TakeOne() {
  WARPLOOM_ASSIGN_OR_RETURN(const auto verdicts, setup_.pool.Next(kWakeSeconds));
  if (verdicts) {
    auto node = in_flight_.extract(verdicts->ticket);
    WARPLOOM_CHECK(!node.empty() && node.mapped().size() == verdicts->verdicts.size(),
                   "the pool answers each batch once, with one verdict per kernel");
    for (size_t i = 0; i < verdicts->verdicts.size(); ++i) {
      Take(std::move(node.mapped()[i]), std::move(verdicts->verdicts[i]));
    }
  }
  Report();
  return {};
}

void Verifier::Take(OpenCase open, oracle::Verdict verdict) {
  open.verdict = std::move(verdict);
  const bool same = std::ranges::all_of(open.verdict.ir, [&](const oracle::TargetIr& ir) {
    return Digest(TextsOf(ir)) == open.texts[ir.target];
  });
  if (same || !open.subject.spoiled.empty()) {
    Judge(open);
  } else {
    ++failed_;
    ++result_.kernels;
    differing_.push_back(std::move(open));
  }
}

// Reads the samples again to say in which line they differ from what Warp generates.
Status Verifier::JudgeDiffering() {
  std::unordered_map<std::string, OpenCase*> by_id;
  for (OpenCase& open : differing_) {
    by_id[open.subject.id] = &open;
  }
  for (const std::string& target : by_id.empty() ? std::set<std::string>() : targets_) {
    WARPLOOM_TRY(dataset_.ForEachSample(target, [&](const Sample& sample) {
      const auto found = by_id.find(sample.id);
      if (found != by_id.end()) {
        OpenCase& open = *found->second;
        const auto ir = std::ranges::find(open.verdict.ir, target, &oracle::TargetIr::target);
        std::string difference = verify::TextDifference(TextsOf(sample), TextsOf(*ir));
        if (!difference.empty()) {
          open.subject.differences[target] = std::move(difference);
        }
      }
      return true;
    }));
  }
  for (const OpenCase& open : differing_) {
    std::ranges::move(verify::Judge(open.subject, open.verdict, plan_.checks),
                      std::back_inserter(result_.records));
  }
  return {};
}

void Verifier::Judge(const OpenCase& open) {
  std::vector<verify::Record> records = verify::Judge(open.subject, open.verdict, plan_.checks);
  const bool failed = std::ranges::any_of(
      records, [](const verify::Record& record) { return verify::IsFailure(record.verdict); });
  failed_ += failed ? 1 : 0;
  ++result_.kernels;
  std::ranges::move(records, std::back_inserter(result_.records));
}

void Verifier::Report() {
  setup_.reporter.OnProgress(
      {.phase = Phase::kVerify, .done = result_.kernels, .total = total_, .rejected = failed_});
}

}  // namespace

oracle::BuildOptions BuildOptionsOf(const VerifyPlan& plan, const dataset::Request& request) {
  oracle::BuildOptions build{.targets = {}, .include = {}, .compile = true, .run = true};
  for (const std::string& target : request.targets) {
    if (std::ranges::find(plan.checks, target, &verify::Check::target) != plan.checks.end()) {
      build.targets.push_back(target);
    }
  }
  // PTX is made by a compiler rather than by Warp's generator, and takes long.
  std::ranges::copy_if(request.include, std::back_inserter(build.include),
                       [](const std::string& part) { return part != "ptx"; });
  return build;
}

int MostWorkers(const VerifyPlan& plan, const dataset::Manifest& manifest) {
  const uint64_t kernels = std::min(plan.sample.value_or(manifest.kernels), manifest.kernels);
  const uint64_t batches = (kernels + kKernelsInABatch - 1) / kKernelsInABatch;
  return static_cast<int>(std::clamp<uint64_t>(batches, 1, std::numeric_limits<int>::max()));
}

Result<VerifyResult> VerifyDataset(const VerifySetup& setup, const dataset::Dataset& dataset,
                                   const VerifyPlan& plan) {
  WARPLOOM_CHECK(!plan.checks.empty(), "a plan has at least one check");
  return Verifier(setup, dataset, plan).Run();
}

}  // namespace warploom::pipeline
