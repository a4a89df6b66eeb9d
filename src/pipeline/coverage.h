#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/sample.h"
#include "dataset/stats.h"
#include "lang/builtin_table.h"
#include "synth/features/syntax_features.h"

namespace warploom::pipeline {

// A group of builtins in Warp's documentation. Each of its overloads is shown, missing or left out.
struct GroupCoverage {
  std::string_view name;
  uint64_t all = 0;
  uint64_t shown = 0;     // At least one kernel calls it.
  uint64_t missing = 0;   // No kernel calls it, though warploom can draw one that does.
  uint64_t left_out = 0;  // warploom never draws it, for a stated reason.
};

// One of the features of syntax_features.def ("constructs" to users) and the kernels that have it.
struct SyntaxCoverage {
  const synth::features::SyntaxFeatureInfo* feature;
  uint64_t kernels = 0;
};

// How much of Warp's kernel language the kernels of a dataset show. Keeps a few words per kernel,
// not the kernels.
class Coverage {
 public:
  explicit Coverage(const lang::BuiltinTable& table) : table_(&table) {}

  // One sample of each kernel.
  void Add(const dataset::Sample& sample);

  const lang::BuiltinTable& table() const { return *table_; }
  uint64_t kernels() const { return stats_.samples(); }
  // Categories, features, sizes and difficulties.
  const dataset::TargetStats& stats() const { return stats_; }
  // Kernels by the nests that they contain (StatementNests), and by the depth of their deepest
  // nest.
  const std::map<std::string, uint64_t>& nests() const { return nests_; }
  const std::map<int, uint64_t>& depths() const { return depths_; }

  // The number of kernels that call the overload.
  uint64_t KernelsWith(lang::OverloadId overload) const;

  // The largest group first.
  std::vector<GroupCoverage> Groups() const;
  // In the table's order.
  std::vector<lang::OverloadId> Missing() const;
  std::vector<lang::LeftOut> LeftOut() const;

  // Those that are drawn, in the order of syntax_features.def.
  std::vector<SyntaxCoverage> Syntax() const;

 private:
  uint64_t KernelsWith(const std::string& feature) const;
  // Why each overload is left out; "" if it can be drawn.
  std::vector<std::string_view> Reasons() const;

  const lang::BuiltinTable* table_;
  dataset::TargetStats stats_;
  std::map<std::string, uint64_t> nests_;
  std::map<int, uint64_t> depths_;
};

}  // namespace warploom::pipeline
