#include "pipeline/coverage.h"

#include <algorithm>
#include <utility>

#include "lang/overloads_used.h"
#include "pipeline/statement_nests.h"
#include "synth/atlas/cells.h"

namespace warploom::pipeline {

using lang::OverloadId;

void Coverage::Add(const dataset::Sample& sample) {
  stats_.Add(sample, dataset::Split::kTrain, {});  // Its sizes by split are not asked for.
  int deepest = 0;
  for (const std::string& nest : StatementNests(sample.python_code)) {
    ++nests_[nest];
    deepest = std::max(deepest, DepthOf(nest));
  }
  ++depths_[deepest];
}

uint64_t Coverage::KernelsWith(const std::string& feature) const {
  const auto found = stats_.features().find(feature);
  return found == stats_.features().end() ? 0 : found->second;
}

uint64_t Coverage::KernelsWith(OverloadId overload) const {
  return KernelsWith("call:" + KeyOf(*table_, overload));
}

std::vector<std::string_view> Coverage::Reasons() const {
  std::vector<std::string_view> reasons(table_->overloads().size());
  for (const synth::atlas::NoCell& row : synth::atlas::BuiltinsWithoutCells()) {
    if (row.reason != synth::atlas::kOrdinary) {
      for (const OverloadId id : table_->OverloadsNamed(table_->Name(row.name))) {
        reasons[id.value] = row.reason;
      }
    }
  }
  for (const synth::atlas::Cell& cell : synth::atlas::AtlasCells(*table_)) {
    reasons[cell.overload.value] = "";
  }
  for (const lang::LeftOut& row : table_->left_out()) {
    reasons[row.overload.value] = row.reason;
  }
  return reasons;
}

std::vector<GroupCoverage> Coverage::Groups() const {
  const std::vector<std::string_view> reasons = Reasons();
  std::map<std::string_view, GroupCoverage> by_name;
  for (uint32_t i = 0; i < reasons.size(); ++i) {
    const std::string_view name = table_->overload({i}).group;
    GroupCoverage& group = by_name[name];
    group.name = name;
    ++group.all;
    if (KernelsWith(OverloadId{i}) > 0) {
      ++group.shown;
    } else {
      ++(reasons[i].empty() ? group.missing : group.left_out);
    }
  }
  std::vector<GroupCoverage> groups;
  for (const auto& [name, group] : by_name) {
    groups.push_back(group);
  }
  std::ranges::sort(groups, [](const GroupCoverage& a, const GroupCoverage& b) {
    return std::pair(b.all, a.name) < std::pair(a.all, b.name);
  });
  return groups;
}

std::vector<OverloadId> Coverage::Missing() const {
  const std::vector<std::string_view> reasons = Reasons();
  std::vector<OverloadId> missing;
  for (uint32_t i = 0; i < reasons.size(); ++i) {
    if (reasons[i].empty() && KernelsWith(OverloadId{i}) == 0) {
      missing.push_back({i});
    }
  }
  return missing;
}

std::vector<lang::LeftOut> Coverage::LeftOut() const {
  const std::vector<std::string_view> reasons = Reasons();
  std::vector<lang::LeftOut> left_out;
  for (uint32_t i = 0; i < reasons.size(); ++i) {
    if (!reasons[i].empty() && KernelsWith(OverloadId{i}) == 0) {
      left_out.push_back({{i}, reasons[i]});
    }
  }
  return left_out;
}

std::vector<SyntaxCoverage> Coverage::Syntax() const {
  std::vector<SyntaxCoverage> features;
  for (const synth::features::SyntaxFeatureInfo& info : synth::features::SyntaxFeatures()) {
    if (info.is_drawn()) {
      features.push_back({&info, KernelsWith(std::string(info.name))});
    }
  }
  return features;
}

}  // namespace warploom::pipeline
