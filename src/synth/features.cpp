#include "synth/features.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "lang/walk.h"

namespace warploom::synth {
namespace {

using namespace lang;  // The pass names many node kinds.

std::string GroupFeature(std::string_view group) {
  std::string name = "builtin:";
  for (const char c : group) {
    name += c == ' ' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return name;
}

class Collector {
 public:
  Collector(const Kernel& kernel, const BuiltinTable& builtins)
      : kernel_(kernel), builtins_(builtins) {}

  std::vector<std::string> Run() {
    for (const Function& function : kernel_.functions) {
      for (const VarId param : kernel_[function.params]) {
        NoteType(kernel_[param].type);
      }
      NoteBlock(function.body, 0);
    }
    Note(kernel_.functions.size() > 1, "helper-function");
    for (const Function& function : kernel_.functions) {
      Note(function.results.size() > 1, "multiple-results");
    }
    Note(!kernel_.structs.empty(), "struct");
    Note(!kernel_.constants.empty(), "constant");
    Add("launch-" + std::to_string(kernel_.launch.dims.size()) + "d");
    std::sort(features_.begin(), features_.end());
    return std::move(features_);
  }

 private:
  void Add(std::string feature) {
    if (std::find(features_.begin(), features_.end(), feature) == features_.end()) {
      features_.push_back(std::move(feature));
    }
  }

  void Note(bool holds, const char* feature) {
    if (holds) {
      Add(feature);
    }
  }

  void NoteType(Type type) {
    const bool plain = type.scalar == Scalar::kFloat32 || type.scalar == Scalar::kInt32;
    if (!plain && type.components() > 0) {
      Add("type:" + std::string(Info(type.scalar).name));
    }
    if (type.is_array()) {
      Add("array-" + std::to_string(type.ndim) + "d");
    }
    Note(type.kind == TypeKind::kVec, "vector");
    Note(type.kind == TypeKind::kMat, "matrix");
    Note(type.kind == TypeKind::kQuat, "quaternion");
    Note(type.kind == TypeKind::kTransform, "transform");
  }

  void NoteBlock(StmtList list, int loops) {
    for (const StmtId id : kernel_[list]) {
      const Stmt& stmt = kernel_[id];
      NoteStmt(stmt, loops);
      const bool is_loop =
          std::holds_alternative<ForRange>(stmt.node) || std::holds_alternative<While>(stmt.node);
      ForEachPart(
          kernel_, stmt,
          [&](ExprId e, bool) { ForEachExpr(kernel_, e, [&](ExprId x) { NoteExpr(kernel_[x]); }); },
          [&](StmtList block) { NoteBlock(block, loops + (is_loop ? 1 : 0)); });
    }
  }

  void NoteStmt(const Stmt& stmt, int loops) {
    const StmtNode& node = stmt.node;
    const bool is_loop =
        std::holds_alternative<ForRange>(node) || std::holds_alternative<While>(node);
    Note(std::holds_alternative<If>(node), "if");
    Note(std::holds_alternative<ForRange>(node), "for");
    Note(std::holds_alternative<While>(node), "while");
    Note(is_loop && loops > 0, "nested-loop");
    Note(std::holds_alternative<Break>(node), "break");
    Note(std::holds_alternative<Continue>(node), "continue");
    Note(std::holds_alternative<Augment>(node), "augmented-assignment");
    if (const auto* branch = std::get_if<If>(&node)) {
      const auto then = kernel_[branch->then];
      Note(then.size() == 1 && std::holds_alternative<Return>(kernel_[then[0]].node),
           "early-return");
      Note(branch->otherwise.count > 0, "else");
    }
  }

  void NoteExpr(const Expr& expr) {
    NoteType(expr.type);
    if (const auto* call = std::get_if<BuiltinCall>(&expr.node)) {
      const Overload& overload = builtins_.overload(builtins_.call(call->call).overload);
      NoteGroup(overload.group);
      Note(builtins_.name(overload.name).starts_with("atomic_"), "atomic");
    }
    Note(std::holds_alternative<Ternary>(expr.node), "ternary");
    Note(std::holds_alternative<BoolOp>(expr.node), "and-or");
    Note(std::holds_alternative<Slice>(expr.node), "slice");
    if (const auto* compare = std::get_if<Compare>(&expr.node)) {
      Note(compare->operands.count > 2, "chained-comparison");
    }
    if (std::holds_alternative<Subscript>(expr.node)) {
      Note(expr.type.is_array(), "view");
    }
  }

  void NoteGroup(std::string_view group) {
    if (std::find(groups_.begin(), groups_.end(), group) == groups_.end()) {
      groups_.push_back(group);
      Add(GroupFeature(group));
    }
  }

  const Kernel& kernel_;
  const BuiltinTable& builtins_;
  std::vector<std::string> features_;
  std::vector<std::string_view> groups_;
};

}  // namespace

std::vector<std::string> FeaturesOf(const Kernel& kernel, const BuiltinTable& builtins) {
  return Collector(kernel, builtins).Run();
}

}  // namespace warploom::synth
