// Sketch: the beginning and the end of a kernel.
#include "synth/sketch/sketch.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "lang/walk.h"
#include "synth/profile/profile.h"

namespace warploom::synth {
namespace {

using lang::Scalar;

// Launch sizes that people choose, for each number of dimensions; at most a few thousand threads.
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

Scalar DrawReal(const Profile& profile, Rng& rng) {
  const std::array weights = {profile.types_float32, profile.types_float64, profile.types_float16};
  constexpr std::array kTypes = {Scalar::kFloat32, Scalar::kFloat64, Scalar::kFloat16};
  return kTypes[rng.Pick(weights)];
}

// True when all the statement does is to set variables that are not live.
bool OnlySets(const lang::Module& module, const lang::Stmt& stmt, const std::vector<bool>& live) {
  if (const auto* assign = std::get_if<lang::Assign>(&stmt.node)) {
    return !live[assign->target.value];
  }
  if (const auto* unpack = std::get_if<lang::Unpack>(&stmt.node)) {
    const auto targets = module[unpack->targets];
    return std::none_of(targets.begin(), targets.end(),
                        [&](lang::VarId var) { return live[var.value]; });
  }
  if (const auto* augment = std::get_if<lang::Augment>(&stmt.node)) {
    const auto* ref = std::get_if<lang::VarRef>(&module[augment->target].node);
    return ref != nullptr && !live[ref->var.value];
  }
  return false;
}

}  // namespace

Sketch::Sketch(const Profile& profile, const Mask& mask, Rng& rng,
               const lang::BuiltinTable& builtins)
    : profile_(profile),
      mask_(mask),
      rng_(rng),
      builder_(module_, builtins),
      theme_(&rng.Choose(names::Themes())),
      style_seed_(rng.Next()),
      real_(lang::ScalarType(DrawReal(profile, rng))) {
  frames_.emplace_back();
  module_.exprs.reserve(256);
  DrawStyle();
}

void Sketch::DrawStyle() {
  lang::Style& style = module_.style;
  style.long_scalar_names = rng_.Chance(profile_.style_long_scalar_names);
  style.suffixed_names = rng_.Chance(profile_.style_suffixed_names);
  style.array_form = rng_.Chance(profile_.style_bracket_arrays) ? lang::ArrayForm::kBracket
                                                                : lang::ArrayForm::kCall;
  style.array_nd_names = !rng_.Chance(profile_.style_ndim_keyword);
  const std::array lengths = {profile_.style_line_88, profile_.style_line_100,
                              profile_.style_line_120};
  constexpr std::array<uint8_t, 3> kLengths = {88, 100, 120};
  style.line_length = kLengths[rng_.Pick(lengths)];
}

void Sketch::Prefer(std::string_view theme) {
  for (const Theme& candidate : names::Themes()) {
    if (candidate.name == theme) {
      theme_ = &candidate;
    }
  }
}

void Sketch::Plan(int min_dims, int max_dims) {
  std::array weights = {profile_.launch_dims_1, profile_.launch_dims_2, profile_.launch_dims_3,
                        profile_.launch_dims_4};
  bool any = false;
  for (int n = 1; n <= 4; ++n) {
    double& weight = weights[static_cast<size_t>(n - 1)];
    weight = n >= min_dims && n <= max_dims ? weight : 0.0;
    any = any || weight > 0.0;
  }
  // A family's needs come before the profile's wishes.
  const int ndim = any ? static_cast<int>(rng_.Pick(weights)) + 1 : min_dims;
  for (int k = 0; k < ndim; ++k) {
    module_.launch.dims.push_back(DrawSize(rng_, ndim));
  }
}

void Sketch::PlanTiles(int min_dims, int max_dims, bool with_lane) {
  needs_lane_ = with_lane;
  static constexpr std::array kBlocks = {2, 3, 4, 4, 5, 6, 8};
  static constexpr std::array kThreads = {32, 64, 64, 128, 128, 256, 256};
  const auto ndim = rng_.Between(min_dims, max_dims);
  for (int64_t k = 0; k < ndim; ++k) {
    module_.launch.dims.push_back(rng_.Choose(kBlocks));
  }
  module_.launch.block_dim = rng_.Choose(kThreads);
}

std::vector<bool> Sketch::LiveVariables() const {
  std::vector<bool> live(module_.vars.size(), false);
  bool changed = true;
  const auto mark = [&](lang::ExprId top) {
    lang::ForEachExpr(module_, top, [&](lang::ExprId id) {
      const auto* ref = std::get_if<lang::VarRef>(&module_[id].node);
      if (ref != nullptr && !live[ref->var.value]) {
        live[ref->var.value] = true;
        changed = true;
      }
    });
  };
  // Backwards, as what is read comes from above; again for what loops carry around.
  while (changed) {
    changed = false;
    for (const lang::Stmt& stmt : module_.stmts | std::views::reverse) {
      if (!OnlySets(module_, stmt, live)) {
        lang::ForEachPart(
            module_, stmt, [&](lang::ExprId top, bool) { mark(top); }, [](lang::StmtList) {});
      }
    }
  }
  return live;
}

lang::Module Sketch::Finish() && {
  const std::vector<bool> live = LiveVariables();
  for (const lang::VarId var : pending_) {
    const ScopeEntry* entry = scope().Find(var);
    if (entry != nullptr && !live[var.value]) {
      StoreResult(entry->value, "");
    }
  }
  const bool has_effect = std::any_of(arrays_.begin(), arrays_.end(), [](const ArrayInfo& a) {
    return a.access != Access::kInput;
  });
  if (!has_effect) {
    StoreResult(pending_.empty() ? Draw(real_, DrawDepth()) : scope().Find(pending_.back())->value,
                "");
  }
  const std::vector<lang::VarId> params = OrderedParams();
  // Few arguments stay on the line of the name; many get a line each.
  const double share = params.size() <= 2 ? 0.15 : params.size() <= 4 ? 0.6 : 1.2;
  module_.style.argument_lines = rng_.Chance(share * profile_.style_argument_lines);
  builder_.AddFunction(DrawKernelName(), params, {});
  const bool annotate = rng_.Chance(profile_.style_result_annotations);
  for (lang::Function& function : module_.functions) {
    // Warp takes the annotation of a replay for one more argument (context.py: func_replay).
    const bool can = function.role != lang::Function::Role::kReplay;
    const bool must = function.native.snippet.is_valid();  // Warp cannot read it off the code.
    function.annotate_results = (annotate || must) && can && !function.results.empty();
  }
  return std::move(module_);
}

}  // namespace warploom::synth
