#include "synth/passes/remark_texts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "synth/passes/words.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The file names many node kinds.

// What builtins are used for, where that says more than their name. Sorted by name.
struct Purpose {
  std::string_view builtin;
  std::string_view text;
};
constexpr auto kPurposes = std::to_array<Purpose>({
    {"clamp", "keep within range"},
    {"cross", "perpendicular direction"},
    {"determinant", "change of volume"},
    {"dot", "projection"},
    {"hash_grid_query", "neighbors in the grid"},
    {"inverse", "invert"},
    {"length", "distance"},
    {"length_sq", "squared distance"},
    {"lerp", "interpolate"},
    {"mesh_query_point", "closest point on the mesh"},
    {"mesh_query_ray", "cast a ray"},
    {"noise", "smooth noise"},
    {"normalize", "unit direction"},
    {"quat_from_axis_angle", "rotation about the axis"},
    {"quat_rotate", "rotate to the world frame"},
    {"quat_rotate_inv", "rotate to the local frame"},
    {"rand_init", "random state of this thread"},
    {"randf", "random sample"},
    {"transform_inverse", "to the local frame"},
    {"transform_multiply", "compose the frames"},
    {"transform_point", "to the world frame"},
    {"transform_vector", "turn to the world frame"},
});

constexpr std::array<std::string_view, 6> kGuardTexts = {"nothing to do", "early out",
                                                         "skip inactive", "skip",
                                                         "out of range",  "ignore invalid entries"};
constexpr std::array<std::string_view, 5> kReadTexts = {"load inputs", "read state", "fetch inputs",
                                                        "current state", "load data"};
constexpr std::array<std::string_view, 5> kStoreTexts = {"write results", "store result",
                                                         "write output", "save", "outputs"};

class RemarkTexts {
 public:
  RemarkTexts(const Module& module, const BuiltinTable& builtins, Rng& rng)
      : module_(module), builtins_(builtins), rng_(rng) {}

  std::string About(const Stmt& stmt, StatementRole role) {
    switch (role) {
      case StatementRole::kRead:
        return IsTid(stmt) ? "" : std::string(rng_.Choose(kReadTexts));
      case StatementRole::kCompute:
        return AboutValue(stmt);
      case StatementRole::kGuard:
        return std::string(rng_.Choose(kGuardTexts));
      case StatementRole::kBlock:
        return AboutBlock(stmt);
      case StatementRole::kStore:
        return AboutTarget(std::get<Store>(stmt.node).target, "store ", kStoreTexts);
      case StatementRole::kAtomic:
        return AboutAtomic(stmt);
      case StatementRole::kOther:
        return {};
    }
    return {};
  }

 private:
  bool IsTid(const Stmt& stmt) const {
    const auto* assign = std::get_if<Assign>(&stmt.node);
    return assign == nullptr || !ArrayOf(module_, assign->value).is_valid();
  }

  template <size_t N>
  std::string AboutTarget(ExprId target, std::string_view verb,
                          const std::array<std::string_view, N>& others) {
    const VarId array = ArrayOf(module_, target);
    const std::string words = array.is_valid() ? WordsOf(module_[array].name) : std::string();
    return words.empty() || rng_.Chance(0.4) ? std::string(rng_.Choose(others))
                                             : std::string(verb) + words;
  }

  std::string AboutAtomic(const Stmt& stmt) {
    static constexpr std::array<std::string_view, 4> kTexts = {"accumulate", "add up over threads",
                                                               "scatter", "reduce"};
    if (const auto* augment = std::get_if<Augment>(&stmt.node)) {
      return AboutTarget(augment->target, "accumulate ", kTexts);
    }
    const auto* call = std::get_if<BuiltinCall>(&module_[std::get<Evaluate>(stmt.node).value].node);
    const bool atomic =
        call != nullptr && builtins_.name(builtins_.call(call->call).name).starts_with("atomic_");
    return atomic ? std::string(rng_.Choose(kTexts)) : std::string();
  }

  std::string AboutValue(const Stmt& stmt) {
    const auto* assign = std::get_if<Assign>(&stmt.node);
    if (assign == nullptr) {
      return {};
    }
    const std::string words = WordsOf(module_[assign->target].name);
    if (const auto* call = std::get_if<BuiltinCall>(&module_[assign->value].node)) {
      const std::string_view name = builtins_.name(builtins_.call(call->call).name);
      const auto found = std::ranges::lower_bound(kPurposes, name, {}, &Purpose::builtin);
      if (found != kPurposes.end() && found->builtin == name) {
        return std::string(found->text);
      }
    }
    static constexpr std::array<std::string_view, 4> kRemarkVerbs = {"compute ", "", "get ", ""};
    return words.empty() ? words : std::string(rng_.Choose(kRemarkVerbs)) + words;
  }

  std::string AboutBlock(const Stmt& stmt) {
    if (const auto* loop = std::get_if<ForRange>(&stmt.node)) {
      const std::string sum = Accumulated(loop->body);
      const std::string over = LoopedOver(*loop);
      if (!sum.empty() && (over.empty() || rng_.Chance(0.5))) {
        return "accumulate " + sum;
      }
      return over.empty() ? std::string() : "loop over " + over;
    }
    if (const auto* branch = std::get_if<If>(&stmt.node)) {
      const auto* compare = std::get_if<Compare>(&module_[branch->condition].node);
      const auto* left = compare == nullptr
                             ? nullptr
                             : std::get_if<VarRef>(&module_[module_[compare->operands][0]].node);
      const std::string words = left == nullptr ? std::string() : WordsOf(module_[left->var].name);
      static constexpr std::array<std::string_view, 3> kRemarkVerbs = {"check ", "test ",
                                                                       "depends on "};
      return words.empty() ? words : std::string(rng_.Choose(kRemarkVerbs)) + words;
    }
    return rng_.Chance(0.5) ? "iterate until done" : "iterate";
  }

  // The first variable that the loop accumulates in.
  std::string Accumulated(StmtList body) const {
    for (const StmtId id : module_[body]) {
      const auto* augment = std::get_if<Augment>(&module_[id].node);
      const auto* ref =
          augment == nullptr ? nullptr : std::get_if<VarRef>(&module_[augment->target].node);
      if (ref != nullptr) {
        return WordsOf(module_[ref->var].name);
      }
    }
    return {};
  }

  // "neighbors" for range(num_neighbors) or range(neighbors.shape[1]).
  std::string LoopedOver(const ForRange& loop) const {
    const ExprNode& stop = module_[loop.stop].node;
    std::string words;
    if (const auto* ref = std::get_if<VarRef>(&stop)) {
      words = WordsOf(module_[ref->var].name);
    } else if (const auto* constant = std::get_if<ConstRef>(&stop)) {
      words = WordsOf(module_[constant->constant].name);
    } else if (const auto* shape = std::get_if<Shape>(&stop)) {
      const auto* array = std::get_if<VarRef>(&module_[shape->array].node);
      words = array == nullptr ? words : WordsOf(module_[array->var].name);
    }
    constexpr std::string_view kNumber = "number of ";
    return words.starts_with(kNumber) ? words.substr(kNumber.size()) : words;
  }

  const Module& module_;
  const BuiltinTable& builtins_;
  Rng& rng_;
};

}  // namespace

std::string DrawRemark(const Module& module, const BuiltinTable& builtins, const Stmt& stmt,
                       StatementRole role, Rng& rng) {
  return RemarkTexts(module, builtins, rng).About(stmt, role);
}

}  // namespace warploom::synth::passes
