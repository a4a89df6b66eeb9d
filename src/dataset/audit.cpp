#include "dataset/audit.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "dataset/file_check.h"
#include "dataset/sample_source.h"
#include "dataset/split.h"

namespace warploom::dataset {
namespace {

// What is wrong with a sample by itself; "" when nothing is.
std::string_view ProblemOf(const Sample& sample, std::string_view target) {
  Sample derived = sample;
  SetDerivedFields(derived);
  if (sample.id != derived.id) {
    return "its id is not that of its python_code";
  }
  if (sample != derived) {
    return "its numbers of lines and bytes are not those of its texts";
  }
  return sample.target == target ? "" : "it is of another target than its file";
}

class Auditor {
 public:
  Auditor(FileSystem& fs, const std::string& folder, const Manifest& manifest)
      : fs_(fs), folder_(folder), manifest_(manifest) {}

  AuditReport Run() && {
    for (const FileEntry& entry : manifest_.files) {
      Note(CheckFileEntry(fs_, folder_, entry, FileCheck::kHashes));
      ++report_.files;
    }
    for (const std::string& target : manifest_.request.targets) {
      AuditTarget(target);
    }
    return std::move(report_);
  }

 private:
  void Note(const Status& status) {
    if (!status) {
      report_.problems.push_back(status.error().message);
    }
  }

  void AuditTarget(const std::string& target) {
    const SampleSource source(fs_, folder_, manifest_, target);
    ids_.clear();
    uint64_t samples = 0;
    for (const SampleSource::Shard& shard : source.shards()) {
      uint64_t row = 0;
      const auto visited = source.ForEachIn(shard, [&](const Sample& sample) {
        AuditSample(shard, row++, sample, target, samples++);
        return true;
      });
      if (!visited) {
        report_.problems.push_back(visited.error().message);
      }
    }
    report_.samples += samples;
    if (samples != manifest_.kernels) {
      report_.problems.push_back(fmt::format("{}: {} samples, but the manifest says {}", target,
                                             samples, manifest_.kernels));
    }
  }

  void AuditSample(const SampleSource::Shard& shard, uint64_t row, const Sample& sample,
                   const std::string& target, uint64_t position) {
    const auto note = [&](std::string_view problem) {
      report_.problems.push_back(
          fmt::format("{}, row {} ({}): {}", shard.path, row, sample.id, problem));
    };
    if (const std::string_view problem = ProblemOf(sample, target); !problem.empty()) {
      note(problem);
    }
    if (!ids_.insert(sample.id).second) {
      note("another row has the same kernel");
    }
    if (target == manifest_.request.targets.front()) {
      order_.push_back(sample.id);
    } else if (position < order_.size() && order_[position] != sample.id) {
      note(fmt::format("{} has another kernel here", manifest_.request.targets.front()));
    }
    if (shard.file.format == DataFile::Format::kParquet) {
      AuditSplit(shard.file.split, sample, note);
    }
  }

  template <typename Note>
  void AuditSplit(Split split, const Sample& sample, const Note& note) {
    for (const auto& [name, value] :
         {std::pair("structural_hash", sample.structural_hash),
          std::pair("masked_hash", sample.masked_hash), std::pair("cluster", sample.cluster)}) {
      const auto known = splits_[name].try_emplace(value, split).first;
      if (known->second != split) {
        note(fmt::format("its {} is in the split {}, too", name, SplitName(known->second)));
      }
    }
    if (split != Split::kTestUnseen && split != SplitOfCluster(sample.cluster)) {
      note(fmt::format("its cluster belongs to the split {}",
                       SplitName(SplitOfCluster(sample.cluster))));
    }
  }

  FileSystem& fs_;
  const std::string& folder_;
  const Manifest& manifest_;
  AuditReport report_;
  std::unordered_set<std::string> ids_;  // Of one target.
  std::vector<std::string> order_;       // Of the first target.
  std::unordered_map<std::string_view, std::unordered_map<std::string, Split>> splits_;
};

}  // namespace

AuditReport Audit(FileSystem& fs, const std::string& folder, const Manifest& manifest) {
  return Auditor(fs, folder, manifest).Run();
}

}  // namespace warploom::dataset
