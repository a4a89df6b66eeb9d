#include "pipeline/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/check.h"
#include "dataset/writer.h"
#include "os/stop_signal.h"
#include "pipeline/make_samples.h"

namespace warploom::pipeline {
namespace {

// The share of rejects counts from this many draws on, so that a few do not end a small run.
constexpr uint64_t kDrawsToJudge = 40;

// Adds the time between its construction and destruction to a sum.
class Stopwatch {
 public:
  Stopwatch(Clock& clock, double& sum) : clock_(clock), sum_(sum), start_(clock.Seconds()) {}
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() { sum_ += clock_.Seconds() - start_; }

 private:
  Clock& clock_;
  double& sum_;
  double start_;
};

// One run over one folder. A chunk of draws is one batch for the pool; its ticket is its number.
class Generator {
 public:
  Generator(const GenerateSetup& setup, const dataset::Request& request,
            dataset::DatasetWriter& writer)
      : setup_(setup), request_(request), writer_(writer), stream_(setup.draw) {}

  Result<GenerateResult> Run();

 private:
  Status BuildUntilEnough();
  bool WantsMore() const;
  Status SubmitNextChunk();
  Status SkipChunk();
  Status TakeVerdicts(oracle::BatchVerdicts verdicts);
  Status CheckShareOfRejects();
  Status Finish();
  void Report(Phase phase, uint64_t done);

  const GenerateSetup& setup_;
  const dataset::Request& request_;
  dataset::DatasetWriter& writer_;
  DrawStream stream_;
  uint64_t next_chunk_ = 0;
  std::map<uint64_t, std::vector<Draft>> drafts_;  // Of the chunks in flight.
  uint64_t accepted_ = 0, rejected_ = 0;           // In all stored chunks.
  uint64_t judged_chunks_ = 0, judged_accepted_ = 0, judged_rejected_ = 0;
  std::string last_reject_;
  GenerateResult result_;
};

Result<GenerateResult> Generator::Run() {
  for (const auto& [number, chunk] : writer_.completed_chunks()) {
    accepted_ += chunk.accepted;
    rejected_ += chunk.rejected_indices.size();
  }
  result_.resumed = std::min(accepted_, request_.count);
  WARPLOOM_TRY(BuildUntilEnough());
  WARPLOOM_TRY(Finish());
  result_.duplicates = stream_.duplicates();
  return std::move(result_);
}

Status Generator::BuildUntilEnough() {
  WARPLOOM_TRY(CheckShareOfRejects());
  while (!writer_.HasEnough()) {
    while (setup_.pool.in_flight() < setup_.pool.capacity() && WantsMore()) {
      WARPLOOM_TRY(SubmitNextChunk());
    }
    std::unique_ptr<oracle::BatchVerdicts> verdicts;
    {
      const Stopwatch watch(setup_.clock, result_.seconds.wait);
      WARPLOOM_ASSIGN_OR_RETURN(verdicts, setup_.pool.Next(kWakeSeconds));
    }
    if (verdicts) {
      WARPLOOM_TRY(TakeVerdicts(std::move(*verdicts)));
      WARPLOOM_TRY(CheckShareOfRejects());
    }
    Report(Phase::kBuild, std::min(accepted_, request_.count));
  }
  return {};
}

// True while the stored draws and those in flight would not suffice even if Warp accepted them all.
// Runs may differ in the unneeded chunks that they request; Finish leaves those out.
bool Generator::WantsMore() const {
  return accepted_ + drafts_.size() * writer_.draws_per_chunk() < request_.count || drafts_.empty();
}

Status Generator::SubmitNextChunk() {
  const Stopwatch watch(setup_.clock, result_.seconds.draw);
  while (writer_.completed_chunks().contains(next_chunk_)) {
    WARPLOOM_TRY(SkipChunk());
  }
  oracle::Batch batch{.ticket = next_chunk_, .kernels = {}};
  std::vector<Draft>& drafts = drafts_[next_chunk_];
  for (uint64_t i = 0; i < writer_.draws_per_chunk(); ++i) {
    WARPLOOM_ASSIGN_OR_RETURN(const Drawn drawn, stream_.Next());
    drafts.push_back(MakeDraft(drawn, request_, setup_.builtins));
    batch.kernels.push_back(SourceOf(drawn, drafts.back(), request_, setup_.builtins));
  }
  ++next_chunk_;
  setup_.pool.Submit(std::move(batch));
  return {};
}

// Draws a stored chunk again, only to remember its structures.
Status Generator::SkipChunk() {
  for (uint64_t i = 0; i < writer_.draws_per_chunk(); ++i) {
    WARPLOOM_TRY(stream_.Next());
  }
  ++next_chunk_;
  if (StopSignal::Requested()) {
    return Fail(ErrorKind::kInterrupted, "redrawing stored kernels: stopped on request");
  }
  Report(Phase::kReplay, stream_.next_index());
  return {};
}

Status Generator::TakeVerdicts(oracle::BatchVerdicts verdicts) {
  auto node = drafts_.extract(verdicts.ticket);
  WARPLOOM_CHECK(!node.empty() && node.mapped().size() == verdicts.verdicts.size(),
                 "the pool answers each batch once, with one verdict per kernel");
  dataset::Chunk chunk;
  chunk.number = verdicts.ticket;
  for (size_t i = 0; i < verdicts.verdicts.size(); ++i) {
    AddVerdict(std::move(node.mapped()[i]), std::move(verdicts.verdicts[i]), request_, chunk);
  }
  const uint64_t kernels = verdicts.verdicts.size() - chunk.rejects.size();
  if (!chunk.rejects.empty()) {
    last_reject_ = fmt::format("{}: {}", chunk.rejects[0].stage, chunk.rejects[0].reason);
  }
  const Stopwatch watch(setup_.clock, result_.seconds.store);
  WARPLOOM_TRY(writer_.AddChunk(chunk));
  accepted_ += kernels;
  result_.built += kernels;
  rejected_ += chunk.rejects.size();
  return {};
}

// Checks every prefix of the dataset, chunk by chunk, so that the outcome depends only on the
// request and not on the order in which chunks arrive.
Status Generator::CheckShareOfRejects() {
  const auto& chunks = writer_.completed_chunks();
  for (auto it = chunks.find(judged_chunks_); it != chunks.end() && it->first == judged_chunks_;
       ++it, ++judged_chunks_) {
    judged_accepted_ += it->second.accepted;
    judged_rejected_ += it->second.rejected_indices.size();
    if (judged_accepted_ + judged_rejected_ >= kDrawsToJudge &&
        judged_rejected_ > judged_accepted_ && judged_accepted_ < request_.count) {
      return Fail(
          ErrorKind::kWorker,
          fmt::format("building kernels: Warp rejected {} of the first {}, too many "
                      "for a dataset; run `warploom doctor`, then start again in a new "
                      "folder{}",
                      judged_rejected_, judged_accepted_ + judged_rejected_,
                      last_reject_.empty() ? "" : fmt::format(" (for example, {})", last_reject_)));
    }
  }
  return {};
}

Status Generator::Finish() {
  const Stopwatch watch(setup_.clock, result_.seconds.finish);
  Report(Phase::kFinish, 0);
  WARPLOOM_ASSIGN_OR_RETURN(result_.manifest, writer_.Finish([&](uint64_t kernels) {
    Report(Phase::kFinish, kernels);
    return !StopSignal::Requested();
  }));
  return {};
}

void Generator::Report(Phase phase, uint64_t done) {
  setup_.reporter.OnProgress({.phase = phase,
                              .done = done,
                              .total = request_.count,
                              .resumed = result_.resumed,
                              .rejected = rejected_});
}

void ReportNotes(const GenerateSetup& setup, const dataset::DatasetWriter& writer, size_t first) {
  for (size_t i = first; i < writer.notes().size(); ++i) {
    setup.reporter.OnNote(writer.notes()[i]);
  }
}

}  // namespace

Result<GenerateResult> Generate(const GenerateSetup& setup, const std::string& folder,
                                const dataset::Request& request) {
  WARPLOOM_ASSIGN_OR_RETURN(const dataset::Request normalized, Normalized(request));
  WARPLOOM_ASSIGN_OR_RETURN(const auto writer,
                            dataset::DatasetWriter::Open(setup.fs, folder, normalized));
  ReportNotes(setup, *writer, 0);
  if (writer->finished()) {
    GenerateResult result;
    result.manifest = writer->manifest();
    result.was_finished = true;
    result.resumed = result.manifest.kernels;
    return result;
  }
  const size_t told = writer->notes().size();
  Result<GenerateResult> result = Generator(setup, normalized, *writer).Run();
  ReportNotes(setup, *writer, told);
  return result;
}

}  // namespace warploom::pipeline
