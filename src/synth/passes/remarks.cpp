#include "synth/passes/remarks.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "lang/walk.h"
#include "synth/passes/words.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The pass names many node kinds.

// What a statement is to a reader: a paragraph is a run of one kind.
enum class Part : uint8_t { kRead, kCompute, kBlock, kGuard, kStore, kAtomic, kOther };

// What a builtin is called for, where its name says less. Sorted by name.
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

class Remarker {
 public:
  Remarker(Module& module, const BuiltinTable& builtins, const Profile& profile, Rng& rng)
      : module_(module),
        builtins_(builtins),
        rng_(rng),
        paragraphs_(profile.text_paragraphs),
        rate_(rng.Chance(profile.text_remarks) ? 0.1 + 0.4 * rng.Unit() : 0.0),
        upper_(rng.Chance(0.4)) {}

  void Run() {
    for (Function& function : module_.functions) {
      const double rate = rate_;
      rate_ *= &function == &module_.functions.back() ? 1.0 : 0.5;
      function.body = Rewrite(function.body, 0);
      rate_ = rate;
    }
  }

 private:
  StmtList Rewrite(StmtList list, int depth) {
    const std::vector<StmtId> old(module_[list].begin(), module_[list].end());
    std::vector<StmtId> fresh;
    std::optional<Part> last;
    for (const StmtId id : old) {
      RewriteNested(id, depth);
      const Part part = PartOf(module_[id]);
      const bool plain = part == Part::kOther;
      const bool begins = last.has_value() && !plain && Begins(*last, part);
      if (begins && depth == 0 && rng_.Chance(paragraphs_)) {
        Add(fresh, {BlankLine{}});
      }
      const bool first = !last.has_value() || begins;
      if (!plain && !(last.has_value() && *last == Part::kOther) &&
          rng_.Chance(first ? rate_ : 0.25 * rate_)) {
        if (const std::string text = About(module_[id], part); !text.empty()) {
          module_.texts.push_back(Begun(text, upper_));
          Add(fresh, {Comment{{static_cast<uint32_t>(module_.texts.size() - 1)}}});
        }
      }
      fresh.push_back(id);
      last = part;
    }
    const StmtList result = {static_cast<uint32_t>(module_.stmt_pool.size()),
                             static_cast<uint32_t>(fresh.size())};
    module_.stmt_pool.insert(module_.stmt_pool.end(), fresh.begin(), fresh.end());
    return result;
  }

  void RewriteNested(StmtId id, int depth) {
    Stmt stmt = module_[id];  // A copy: the statements move as new ones are added.
    if (auto* branch = std::get_if<If>(&stmt.node)) {
      branch->then = Rewrite(branch->then, depth + 1);
      const bool elif = branch->otherwise.count == 1 &&
                        std::holds_alternative<If>(module_[module_[branch->otherwise][0]].node);
      if (elif) {
        RewriteNested(module_[branch->otherwise][0], depth);
      } else if (branch->otherwise.count > 0) {
        branch->otherwise = Rewrite(branch->otherwise, depth + 1);
      }
    } else if (auto* loop = std::get_if<ForRange>(&stmt.node)) {
      loop->body = Rewrite(loop->body, depth + 1);
    } else if (auto* while_loop = std::get_if<While>(&stmt.node)) {
      while_loop->body = Rewrite(while_loop->body, depth + 1);
    } else {
      return;
    }
    module_.stmts[id.value] = stmt;
  }

  void Add(std::vector<StmtId>& list, const StmtNode& node) {
    module_.stmts.push_back({node});
    list.push_back({static_cast<uint32_t>(module_.stmts.size() - 1)});
  }

  // Whether a reader draws breath between the two.
  static bool Begins(Part last, Part part) {
    if (last == Part::kOther) {
      return false;  // It is a comment or an empty line.
    }
    return part != last || part == Part::kBlock;
  }

  Part PartOf(const Stmt& stmt) const {
    if (const auto* assign = std::get_if<Assign>(&stmt.node)) {
      return IsRead(assign->value) ? Part::kRead : Part::kCompute;
    }
    if (const auto* branch = std::get_if<If>(&stmt.node)) {
      return Leaves(*branch) ? Part::kGuard : Part::kBlock;
    }
    if (std::holds_alternative<ForRange>(stmt.node) || std::holds_alternative<While>(stmt.node)) {
      return Part::kBlock;
    }
    if (const auto* store = std::get_if<Store>(&stmt.node)) {
      return ArrayOf(store->target).is_valid() ? Part::kStore : Part::kCompute;
    }
    if (const auto* augment = std::get_if<Augment>(&stmt.node)) {
      return ArrayOf(augment->target).is_valid() ? Part::kAtomic : Part::kCompute;
    }
    if (std::holds_alternative<Evaluate>(stmt.node)) {
      return Part::kAtomic;
    }
    return std::holds_alternative<Unpack>(stmt.node) ? Part::kRead : Part::kOther;
  }

  // wp.tid() or an element of an array.
  bool IsRead(ExprId value) const {
    if (const auto* call = std::get_if<BuiltinCall>(&module_[value].node)) {
      return builtins_.name(builtins_.call(call->call).name) == "tid";
    }
    return ArrayOf(value).is_valid();
  }

  bool Leaves(const If& branch) const {
    if (branch.then.count != 1 || branch.otherwise.count > 0) {
      return false;
    }
    const StmtNode& node = module_[module_[branch.then][0]].node;
    return std::holds_alternative<Return>(node) || std::holds_alternative<Continue>(node);
  }

  // The array argument that a subscript is of; none when it is no subscript of one.
  VarId ArrayOf(ExprId target) const {
    const auto* subscript = std::get_if<Subscript>(&module_[target].node);
    const auto* ref =
        subscript == nullptr ? nullptr : std::get_if<VarRef>(&module_[subscript->base].node);
    return ref != nullptr && module_[ref->var].type.is_array() ? ref->var : VarId{};
  }

  std::string About(const Stmt& stmt, Part part) {
    switch (part) {
      case Part::kRead:
        return IsTid(stmt) ? "" : std::string(rng_.Choose(kReadTexts));
      case Part::kCompute:
        return AboutValue(stmt);
      case Part::kGuard:
        return std::string(rng_.Choose(kGuardTexts));
      case Part::kBlock:
        return AboutBlock(stmt);
      case Part::kStore:
        return AboutTarget(std::get<Store>(stmt.node).target, "store ", kStoreTexts);
      case Part::kAtomic:
        return AboutAtomic(stmt);
      case Part::kOther:
        return {};
    }
    return {};
  }

  bool IsTid(const Stmt& stmt) const {
    const auto* assign = std::get_if<Assign>(&stmt.node);
    return assign == nullptr || !ArrayOf(assign->value).is_valid();
  }

  template <size_t N>
  std::string AboutTarget(ExprId target, std::string_view verb,
                          const std::array<std::string_view, N>& others) {
    const VarId array = ArrayOf(target);
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

  // The first variable that the loop adds up.
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

  // "neighbors" of range(num_neighbors) or range(neighbors.shape[1]).
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

  Module& module_;
  const BuiltinTable& builtins_;
  Rng& rng_;
  double paragraphs_;
  double rate_;  // How often a paragraph gets a comment.
  bool upper_;
};

}  // namespace

void DrawRemarks(Module& module, const BuiltinTable& builtins, const Profile& profile, Rng& rng) {
  Remarker(module, builtins, profile, rng).Run();
}

}  // namespace warploom::synth::passes
