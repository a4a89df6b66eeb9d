#include "synth/features/features.h"

#include <algorithm>

#include "lang/overloads_used.h"
#include "lang/walk.h"
#include "synth/features/constructs.h"

namespace warploom::synth::features {
namespace {

using namespace lang;  // The pass names many node kinds.

std::string GroupFeature(std::string_view group) {
  std::string name = "builtin:";
  for (const char c : group) {
    name += c == ' ' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return name;
}

// The features of all overloads, made once.
const std::string& CallFeature(const BuiltinTable& builtins, OverloadId id) {
  thread_local const BuiltinTable* table = nullptr;
  thread_local std::vector<std::string> names;
  if (table != &builtins) {
    names.clear();
    for (uint32_t i = 0; i < builtins.overloads().size(); ++i) {
      names.push_back("call:" + KeyOf(builtins, {i}));
    }
    table = &builtins;
  }
  return names[id.value];
}

// What is no construct: the types and the groups of builtins.
class Collector {
 public:
  Collector(const Module& module, const BuiltinTable& builtins)
      : module_(module), builtins_(builtins) {}

  std::vector<std::string> Run() {
    for (const Function& function : module_.functions) {
      for (const VarId param : module_[function.params]) {
        NoteType(module_[param].type);
      }
      ForEachExprIn(module_, function.body, [&](ExprId id) { NoteExpr(module_[id]); });
    }
    for (const OverloadId id : OverloadsUsed(module_, builtins_)) {
      features_.push_back(CallFeature(builtins_, id));
    }
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
    if (std::find(types_.begin(), types_.end(), type) != types_.end()) {
      return;
    }
    types_.push_back(type);
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

  void NoteExpr(const Expr& expr) {
    NoteType(expr.type);
    if (const auto* call = std::get_if<BuiltinCall>(&expr.node)) {
      const Overload& overload = builtins_.overload(builtins_.call(call->call).overload);
      NoteGroup(overload.group);
      Note(builtins_.name(overload.name).starts_with("atomic_"), "atomic");
    }
  }

  void NoteGroup(std::string_view group) {
    if (std::find(groups_.begin(), groups_.end(), group) == groups_.end()) {
      groups_.push_back(group);
      Add(GroupFeature(group));
    }
  }

  const Module& module_;
  const BuiltinTable& builtins_;
  std::vector<std::string> features_;
  std::vector<std::string_view> groups_;
  std::vector<Type> types_;
};

}  // namespace

std::vector<std::string> FeaturesOf(const Module& module, const BuiltinTable& builtins) {
  std::vector<std::string> features = Collector(module, builtins).Run();
  const ConstructSet constructs = ConstructsOf(module, builtins);
  for (size_t i = 0; i < kConstructCount; ++i) {
    if (constructs.test(i)) {
      features.emplace_back(Constructs()[i].name);
    }
  }
  std::sort(features.begin(), features.end());
  return features;
}

}  // namespace warploom::synth::features
