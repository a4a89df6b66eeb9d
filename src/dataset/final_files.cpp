#include "dataset/final_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dataset/arrow/io_sink.h"
#include "dataset/card.h"
#include "dataset/layout.h"
#include "dataset/output_file.h"
#include "dataset/sample_sink.h"
#include "dataset/split_plan.h"
#include "dataset/stats.h"
#include "json/write.h"

namespace warploom::dataset {
namespace {

// The card shows the first kernel that fits a screen.
constexpr int64_t kExampleLines = 25;

class FinalFiles {
 public:
  FinalFiles(FileSystem& fs, const std::string& folder, const Request& request)
      : fs_(fs),
        folder_(folder),
        request_(request),
        fields_(SampleFields(request.include)),
        plan_(request) {}

  // Reads the chunks twice: how many files a split has is part of their names.
  Result<Manifest> Write(const ChunkSource& source, const FinishProgress& progress) {
    WARPLOOM_TRY(PlanSplits(source, progress));
    MakeAllSinks();
    for (uint64_t number = 0; stats_.kernels < request_.count; ++number) {
      WARPLOOM_ASSIGN_OR_RETURN(Chunk chunk, source(number));
      WARPLOOM_TRY(AddChunk(chunk));
      WARPLOOM_TRY(Report(progress));
    }
    WARPLOOM_TRY(EndSinks());
    WARPLOOM_TRY(WriteDocuments());
    return MakeManifest();
  }

 private:
  Status Report(const FinishProgress& progress) const {
    if (progress && !progress(stats_.kernels)) {
      return Fail(ErrorKind::kInterrupted,
                  "writing the dataset: stopped; run the same command again to continue");
    }
    return {};
  }

  Status PlanSplits(const ChunkSource& source, const FinishProgress& progress) {
    uint64_t planned = 0;
    for (uint64_t number = 0; planned < request_.count; ++number) {
      WARPLOOM_ASSIGN_OR_RETURN(const Chunk chunk, source(number));
      for (size_t i = 0; i < chunk.samples.size() && planned < request_.count;
           i += request_.targets.size(), ++planned) {
        plan_.Add(chunk.samples[i]);
      }
      WARPLOOM_TRY(Report(progress));
    }
    stats_.clusters = plan_.clusters();
    stats_.near_duplicates = plan_.near_duplicates();
    return {};
  }

  void MakeAllSinks() {
    const std::map<Split, uint64_t> rows = plan_.Counts();
    for (const std::string& target : request_.targets) {
      sinks_.push_back(MakeSinks(fs_, folder_, request_, target, rows));
    }
    if (request_.check == "run") {
      io_ = MakeIoSink(fs_, folder_, request_);
    }
  }

  Status AddChunk(Chunk& chunk) {
    const size_t targets = request_.targets.size();
    int64_t last_index = -1;
    for (size_t i = 0; i < chunk.samples.size() && stats_.kernels < request_.count; i += targets) {
      WARPLOOM_TRY(AddKernel(std::span(chunk.samples).subspan(i, targets)));
      if (!chunk.proofs.empty()) {
        stats_.Add(chunk.proofs[i / targets]);
        WARPLOOM_TRY(io_->AddKernel(chunk.proofs[i / targets].io));
      }
      last_index = chunk.samples[i].index;
    }
    // Nothing after the last kernel belongs to the dataset, since how much more was drawn is
    // arbitrary.
    const bool is_last = stats_.kernels == request_.count;
    for (const Reject& reject : chunk.rejects) {
      if (!is_last || reject.index < last_index) {
        stats_.Add(reject);
        WARPLOOM_TRY(AddReject(reject));
      }
    }
    return {};
  }

  // Common readers fail on an empty file, so there is none before the first reject.
  Status AddReject(const Reject& reject) {
    if (rejected_ == nullptr) {
      WARPLOOM_ASSIGN_OR_RETURN(rejected_,
                                OutputFile::Create(fs_, folder_, std::string(kRejectedName)));
    }
    return rejected_->Append(json::DumpLineLossy(ToJson(reject)) + "\n");
  }

  Status AddKernel(std::span<Sample> samples) {
    const uint64_t position = stats_.kernels++;
    const Split split = plan_.SplitOf(position);
    WARPLOOM_TRY(CheckDistinct(samples.front(), split));
    for (size_t i = 0; i < samples.size(); ++i) {
      samples[i].cluster = plan_.ClusterOf(position);
      stats_.targets[samples[i].target].Add(samples[i], split, fields_);
      for (const std::unique_ptr<SampleSink>& sink : sinks_[i]) {
        WARPLOOM_TRY(sink->Add(samples[i], split));
      }
    }
    if (example_.empty() || (example_.front().python_lines > kExampleLines &&
                             samples.front().python_lines < example_.front().python_lines)) {
      example_.assign(samples.begin(), samples.end());
    }
    return {};
  }

  // Every text is there once, and no structure in two splits.
  Status CheckDistinct(const Sample& sample, Split split) {
    if (!ids_.insert(sample.id).second) {
      return Fail(ErrorKind::kInternal,
                  fmt::format("writing the dataset: draw {} gave the same text as an earlier one",
                              sample.index));
    }
    if (split_of_structure_.try_emplace(sample.structural_hash, split).first->second != split ||
        split_of_masked_.try_emplace(sample.masked_hash, split).first->second != split) {
      return Fail(ErrorKind::kInternal,
                  fmt::format("writing the dataset: draw {} has the structure of a kernel in "
                              "another split",
                              sample.index));
    }
    return {};
  }

  Status EndSinks() {
    for (const auto& sinks : sinks_) {
      for (const std::unique_ptr<SampleSink>& sink : sinks) {
        WARPLOOM_ASSIGN_OR_RETURN(std::vector<FileEntry> entries, sink->Finish());
        std::ranges::move(entries, std::back_inserter(files_));
      }
    }
    if (io_ != nullptr) {
      WARPLOOM_ASSIGN_OR_RETURN(std::vector<FileEntry> entries, io_->Finish());
      std::ranges::move(entries, std::back_inserter(files_));
    }
    if (rejected_ != nullptr) {
      WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, rejected_->Commit(stats_.rejected));
      files_.push_back(std::move(entry));
    }
    return {};
  }

  Status WriteDocuments() {
    WARPLOOM_ASSIGN_OR_RETURN(const std::string stats, json::DumpPretty(ToJson(stats_)));
    const std::string card = PrintCard(request_, stats_, files_, example_);
    for (const auto& [name, text] : {std::pair(kStatsName, stats), std::pair(kCardName, card)}) {
      WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry,
                                WriteOutputFile(fs_, folder_, std::string(name), text, 0));
      files_.push_back(std::move(entry));
    }
    return {};
  }

  Manifest MakeManifest() {
    std::ranges::sort(files_, {}, &FileEntry::path);
    std::map<std::string, uint64_t> splits;
    for (const auto& [split, size] : stats_.targets.begin()->second.splits()) {
      splits[std::string(SplitName(split))] = size.samples;
    }
    return Manifest{.request = request_,
                    .kernels = stats_.kernels,
                    .samples = stats_.kernels * request_.targets.size(),
                    .splits = std::move(splits),
                    .rejected = stats_.rejected,
                    .rejects_by_stage = stats_.rejects_by_stage,
                    .distinct = stats_.targets.begin()->second.distinct(),
                    .files = std::move(files_)};
  }

  FileSystem& fs_;
  const std::string& folder_;
  const Request& request_;
  std::vector<Field> fields_;
  SplitPlan plan_;
  std::vector<std::vector<std::unique_ptr<SampleSink>>> sinks_;  // By target, then by format.
  std::unique_ptr<IoSink> io_;                                   // With --check run.
  std::unique_ptr<OutputFile> rejected_;
  std::unordered_set<std::string> ids_;
  std::unordered_map<std::string, Split> split_of_structure_, split_of_masked_;
  Stats stats_;
  std::vector<Sample> example_;
  std::vector<FileEntry> files_;
};

}  // namespace

Result<Manifest> WriteFinalFiles(FileSystem& fs, const std::string& folder, const Request& request,
                                 const ChunkSource& source, const FinishProgress& progress) {
  return FinalFiles(fs, folder, request).Write(source, progress);
}

}  // namespace warploom::dataset
