#include "dataset/stats.h"

#include <algorithm>
#include <string_view>
#include <type_traits>

#include "base/hash.h"

namespace warploom::dataset {
namespace {

// `text` with every `name` replaced, so that kernels that differ only in their name become equal.
std::string WithoutName(std::string_view text, const std::string& name) {
  std::string renamed;
  size_t at = name.empty() ? std::string_view::npos : text.find(name);
  while (at != std::string_view::npos) {
    renamed.append(text.substr(0, at)).push_back('\0');
    text.remove_prefix(at + name.size());
    at = text.find(name);
  }
  return renamed.append(text);
}

// The size of a value in Arrow's memory layout, with its 32-bit offset.
uint64_t MemoryBytes(const std::string& text) { return text.size() + sizeof(int32_t); }
uint64_t MemoryBytes(int64_t number) { return sizeof(number); }
uint64_t MemoryBytes(const std::vector<std::string>& list) {
  uint64_t bytes = sizeof(int32_t);
  for (const std::string& text : list) {
    bytes += MemoryBytes(text);
  }
  return bytes;
}

uint64_t MemoryBytes(const Sample& sample, std::span<const Field> fields) {
  uint64_t bytes = 0;
  for (const Field& field : fields) {
    bytes += std::visit([&](auto member) { return MemoryBytes(sample.*member); }, field.member);
  }
  return bytes;
}

json::Value CountsByDeviceJson(const TargetStats::CountsByDevice& counts) {
  json::Value object = json::Value::object();
  for (const auto& [device, of_device] : counts) {
    object[device] = json::Counts(of_device);
  }
  return object;
}

}  // namespace

void TargetStats::Add(const Sample& sample, Split split, std::span<const Field> fields) {
  ++samples_;
  Size& size = splits_[split];
  ++size.samples;
  size.memory_bytes += MemoryBytes(sample, fields);
  raw_.insert(Hash64(sample.python_code));
  kernel_renamed_.insert(Hash64(WithoutName(sample.python_code, sample.entry_point)));
  alpha_renamed_.insert(Hash64(sample.structural_hash));
  constant_masked_.insert(Hash64(sample.masked_hash));
  ir_.insert(Hash64(WithoutName(sample.ir_preamble + sample.ir_forward, sample.entry_point)));
  ++categories_[sample.category];
  for (const std::string& feature : sample.features) {
    ++features_[feature];
  }
  ++difficulties_[sample.difficulty];
  sizes_["python_lines"].push_back(sample.python_lines);
  sizes_["python_bytes"].push_back(sample.python_bytes);
  sizes_["ir_lines"].push_back(sample.ir_lines);
  sizes_["ir_bytes"].push_back(sample.ir_bytes);
}

void TargetStats::Add(const DeviceVerdict& verdict) {
  ++verdicts_[verdict.device][verdict.verdict];
  if (verdict.verdict == "UNSUPPORTED") {
    ++unsupported_[verdict.device][verdict.detail];
  }
}

DistinctCounts TargetStats::distinct() const {
  return {.raw = raw_.size(),
          .kernel_renamed = kernel_renamed_.size(),
          .alpha_renamed = alpha_renamed_.size(),
          .constant_masked = constant_masked_.size()};
}

Spread TargetStats::SpreadOf(const std::string& size) const {
  const auto found = sizes_.find(size);
  if (found == sizes_.end()) {
    return {};
  }
  std::vector<int64_t> sorted = found->second;
  std::ranges::sort(sorted);
  const auto rank = [&](size_t percent) {
    return sorted[(sorted.size() * percent + 99) / 100 - 1];
  };
  return {.p10 = rank(10), .p50 = rank(50), .p90 = rank(90), .max = sorted.back()};
}

json::Value TargetStats::ToJson() const {
  const DistinctCounts counts = distinct();
  json::Value sizes = json::Value::object();
  for (const auto& [name, values] : sizes_) {
    const Spread spread = SpreadOf(name);
    sizes[name] = json::Value{
        {"p10", spread.p10}, {"p50", spread.p50}, {"p90", spread.p90}, {"max", spread.max}};
  }
  json::Value splits = json::Value::object();
  for (const auto& [split, size] : splits_) {
    splits[std::string(SplitName(split))] = size.samples;
  }
  json::Value value = {{"samples", samples_},
                       {"splits", std::move(splits)},
                       {"distinct",
                        {{"raw", counts.raw},
                         {"kernel_renamed", counts.kernel_renamed},
                         {"alpha_renamed", counts.alpha_renamed},
                         {"constant_masked", counts.constant_masked},
                         {"ir_kernel_renamed", distinct_ir()}}},
                       {"sizes", std::move(sizes)},
                       {"difficulty", json::Counts(difficulties_)},
                       {"categories", json::Counts(categories_)},
                       {"features", json::Counts(features_)}};
  if (!verdicts_.empty()) {
    value["verdicts"] = CountsByDeviceJson(verdicts_);
    value["unsupported"] = CountsByDeviceJson(unsupported_);
  }
  return value;
}

void Stats::Add(const Reject& reject) {
  ++rejected;
  ++rejects_by_stage[reject.stage];
  if (reject.stage == "run") {
    // "CRASH on cpu: round 'drawn': it dies of SIGSEGV" (verdict.py: refusal).
    ++rejects_by_verdict[reject.reason.substr(0, reject.reason.find(": "))];
  }
}

void Stats::Add(const Proof& proof) {
  for (const DeviceVerdict& verdict : proof.verdicts) {
    targets[verdict.target].Add(verdict);
  }
  for (const IoRow& row : proof.io) {
    ++io_rows;
    io_whole_rows += row.whole ? 1 : 0;
    io_memory_bytes += MemoryBytes(row);
  }
}

json::Value ToJson(const Stats& stats) {
  json::Value targets = json::Value::object();
  for (const auto& [target, counts] : stats.targets) {
    targets[target] = counts.ToJson();
  }
  json::Value value = {{"kernels", stats.kernels},
                       {"clusters", stats.clusters},
                       {"near_duplicates", stats.near_duplicates},
                       {"rejected", stats.rejected},
                       {"rejects_by_stage", json::Counts(stats.rejects_by_stage)}};
  if (!stats.rejects_by_verdict.empty()) {
    value["rejects_by_verdict"] = json::Counts(stats.rejects_by_verdict);
  }
  value["targets"] = std::move(targets);
  if (stats.io_rows > 0) {
    value["io"] = json::Value{{"rows", stats.io_rows}, {"whole_rows", stats.io_whole_rows}};
  }
  return value;
}

}  // namespace warploom::dataset
