#include "synth/features/features.h"

#include <algorithm>

#include "lang/overloads_used.h"
#include "lang/walk.h"
#include "synth/features/syntax_features.h"

namespace warploom::synth::features {
namespace {

std::string GroupFeature(std::string_view group) {
  std::string name = "builtin:";
  for (const char c : group) {
    name += c == ' ' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return name;
}

// The feature of an overload. The texts of all overloads are made once.
const std::string& CallFeature(const lang::BuiltinTable& builtins, lang::OverloadId id) {
  thread_local const lang::BuiltinTable* table = nullptr;
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

// Collects types, groups of builtins and overloads.
class Collector {
 public:
  Collector(const lang::Module& module, const lang::BuiltinTable& builtins)
      : module_(module), builtins_(builtins) {}

  std::vector<std::string> Run() {
    for (const lang::Function& function : module_.functions) {
      for (const lang::VarId param : module_[function.params]) {
        NoteType(module_[param].type);
      }
      ForEachExprIn(module_, function.body, [&](lang::ExprId id) { NoteExpr(module_[id]); });
    }
    for (const lang::OverloadId id : OverloadsUsed(module_, builtins_)) {
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

  void NoteType(lang::Type type) {
    if (std::find(types_.begin(), types_.end(), type) != types_.end()) {
      return;
    }
    types_.push_back(type);
    const bool plain = type.scalar == lang::Scalar::kFloat32 || type.scalar == lang::Scalar::kInt32;
    if (!plain && type.components() > 0) {
      Add("type:" + std::string(Info(type.scalar).name));
    }
    if (type.is_array()) {
      Add("array-" + std::to_string(type.ndim) + "d");
    }
    Note(type.kind == lang::TypeKind::kVec, "vector");
    Note(type.kind == lang::TypeKind::kMat, "matrix");
    Note(type.kind == lang::TypeKind::kQuat, "quaternion");
    Note(type.kind == lang::TypeKind::kTransform, "transform");
  }

  void NoteExpr(const lang::Expr& expr) {
    NoteType(expr.type);
    if (const auto* call = std::get_if<lang::BuiltinCall>(&expr.node)) {
      const lang::Overload& overload = builtins_.overload(builtins_.call(call->call).overload);
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

  const lang::Module& module_;
  const lang::BuiltinTable& builtins_;
  std::vector<std::string> features_;
  std::vector<std::string_view> groups_;
  std::vector<lang::Type> types_;
};

}  // namespace

std::vector<std::string> FeaturesOf(const lang::Module& module,
                                    const lang::BuiltinTable& builtins) {
  std::vector<std::string> features = Collector(module, builtins).Run();
  const SyntaxFeatureSet syntax = SyntaxFeaturesOf(module, builtins);
  for (size_t i = 0; i < kSyntaxFeatureCount; ++i) {
    if (syntax.test(i)) {
      features.emplace_back(SyntaxFeatures()[i].name);
    }
  }
  std::sort(features.begin(), features.end());
  return features;
}

}  // namespace warploom::synth::features
