#include "synth/sketch/threads.h"

#include <array>
#include <string_view>

namespace warploom::synth {
namespace {

using lang::ExprId;
using lang::VarId;

// Usual launch sizes for each number of dimensions; at most a few thousand threads.
constexpr std::array kSizes1 = {64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096};
constexpr std::array kSizes2 = {8, 12, 16, 24, 32, 40, 48, 64};
constexpr std::array kSizes3 = {4, 6, 8, 10, 12, 16};
constexpr std::array kSizes4 = {2, 3, 4, 5, 6, 8};

int DrawSize(Rng& rng, int ndim) {
  switch (ndim) {
    case 1:
      return rng.Choose(kSizes1);
    case 2:
      return rng.Choose(kSizes2);
    case 3:
      return rng.Choose(kSizes3);
    default:
      return rng.Choose(kSizes4);
  }
}

constexpr std::array<std::array<std::string_view, 4>, 4> kThreadNames = {{
    {"i", "j", "k", "l"},
    {"x", "y", "z", "w"},
    {"row", "col", "layer", "batch"},
    {"ix", "iy", "iz", "it"},
}};
constexpr std::array<std::string_view, 16> kThreadNames1 = {
    "tid", "i", "tid", "i",    "tid",   "idx",   "tid", "thread_id",
    "p",   "v", "e",   "cell", "point", "index", "t",   "k"};

constexpr std::array<std::string_view, 4> kLaneNames = {"lane", "_lane", "_t", "_"};

}  // namespace

void Threads::Plan(int min_dims, int max_dims) {
  std::array weights = {draft_.profile.launch_dims_1, draft_.profile.launch_dims_2,
                        draft_.profile.launch_dims_3, draft_.profile.launch_dims_4};
  bool any = false;
  for (int n = 1; n <= 4; ++n) {
    double& weight = weights[static_cast<size_t>(n - 1)];
    weight = n >= min_dims && n <= max_dims ? weight : 0.0;
    any = any || weight > 0.0;
  }
  // What a family needs comes before the profile's weights.
  const int ndim = any ? static_cast<int>(draft_.rng.Pick(weights)) + 1 : min_dims;
  for (int k = 0; k < ndim; ++k) {
    draft_.module.launch.dims.push_back(DrawSize(draft_.rng, ndim));
  }
}

void Threads::PlanTiles(int min_dims, int max_dims, bool with_lane) {
  needs_lane_ = with_lane;
  static constexpr std::array kBlocks = {2, 3, 4, 4, 5, 6, 8};
  static constexpr std::array kThreads = {32, 64, 64, 128, 128, 256, 256};
  const auto ndim = draft_.rng.Integer(min_dims, max_dims);
  for (int64_t k = 0; k < ndim; ++k) {
    draft_.module.launch.dims.push_back(draft_.rng.Choose(kBlocks));
  }
  draft_.module.launch.block_dim = draft_.rng.Choose(kThreads);
}

void Threads::PlanFor(std::span<const int> dims) {
  draft_.module.launch.dims.assign(dims.begin(), dims.end());
}

ExprId Threads::TidCall(int results) {
  const auto& table = draft_.builder.builtins();
  const lang::Call* tid = nullptr;
  for (const lang::CallId id : table.Named(table.Name("tid"))) {
    const lang::Call& call = table.call(id);
    if (tid == nullptr || static_cast<int>(call.results.size()) == results) {
      tid = &call;
    }
  }
  return draft_.builder.Call(*tid, {});
}

void Threads::DrawIndices() {
  const int ndim = draft_.ndim();
  const auto names = kThreadNames[draft_.rng.Below(kThreadNames.size())];
  // Some authors ask for the number within the block, although they have no use for it.
  const bool has_lane = needs_lane_ || (draft_.is_tiled() && ndim < 3 && draft_.rng.Chance(0.15));
  const int results = ndim + (has_lane ? 1 : 0);
  const ExprId call = TidCall(results);
  std::vector<VarId> vars;
  for (int k = 0; k < ndim; ++k) {
    const auto dimension = static_cast<size_t>(k);
    const std::string_view name =
        results == 1 ? draft_.rng.Choose(kThreadNames1) : names[dimension];
    vars.push_back(draft_.builder.AddVar(names_.Fresh(name), lang::kInt));
    indices_.push_back(
        draft_.ValOf(vars.back(), synth::Between(0.0, draft_.dims()[dimension] - 1.0)));
    draft_.AddToScope(indices_.back(), vars.back()).uses = 1;
  }
  if (has_lane) {
    const std::string_view name = needs_lane_ ? "lane" : draft_.rng.Choose(kLaneNames);
    vars.push_back(draft_.builder.AddVar(names_.Fresh(name), lang::kInt));
    lane_ = draft_.ValOf(vars.back(), synth::Between(0.0, draft_.module.launch.block_dim - 1.0));
  }
  if (vars.size() == 1) {
    draft_.builder.Assign(vars[0], call);
  } else {
    draft_.builder.Unpack(vars, call);
  }
}

Val Threads::Call() {
  WARPLOOM_CHECK(draft_.ndim() == 1 && draft_.in_kernel(), "only these have a single wp.tid()");
  return {draft_.sketch, TidCall(1), lang::kInt, indices_[0].range};
}

int Threads::Count() const {
  int count = 1;
  for (const int dim : draft_.dims()) {
    count *= dim;
  }
  return count;
}

Val Threads::FlatThread() {
  if (const Val known = variables_.Recall("flat thread"); known.is_valid()) {
    return known;
  }
  static constexpr std::array<std::string_view, 4> kSizes = {"height", "width", "depth", "batch"};
  static constexpr std::array<std::string_view, 5> kNames = {"idx", "flat", "index", "offset",
                                                             "linear"};
  const bool literal = draft_.rng.Chance(0.25);
  Val flat = indices_[0];
  for (size_t k = 1; k < indices_.size(); ++k) {
    const int size = draft_.dims()[k];
    flat = flat * (literal ? values_.Int(size) : arguments_.SizeArg(size, kSizes[k])) + indices_[k];
  }
  flat = variables_.Let(flat, draft_.rng.Choose(kNames));
  variables_.Remember("flat thread", flat);
  return flat;
}

}  // namespace warploom::synth
