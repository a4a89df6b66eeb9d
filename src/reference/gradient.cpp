#include "reference/gradient.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "base/check.h"
#include "lang/constants.h"
#include "lang/walk.h"
#include "reference/array_uses.h"
#include "reference/carried.h"

namespace warploom::reference {
namespace {

using lang::ExprId;
using lang::Module;

// Builtins whose derivative is zero wherever there is one.
constexpr std::array<std::string_view, 8> kSteps = {"ceil",  "floor", "nonzero", "rint",
                                                    "round", "sign",  "step",    "trunc"};

bool HasFloats(const Module& module, lang::Type type) {
  switch (type.kind) {
    case lang::TypeKind::kScalar:
    case lang::TypeKind::kVec:
    case lang::TypeKind::kMat:
    case lang::TypeKind::kQuat:
    case lang::TypeKind::kTransform:
    case lang::TypeKind::kTile:
      return lang::IsFloat(type.scalar);
    case lang::TypeKind::kStruct:
      return std::ranges::any_of(
          module.structs[type.id].fields,
          [&](const lang::StructField& field) { return HasFloats(module, field.type); });
    case lang::TypeKind::kTuple:
      return std::ranges::any_of(module.tuples[type.id],
                                 [&](lang::Type item) { return HasFloats(module, item); });
    case lang::TypeKind::kVoid:
    case lang::TypeKind::kString:
    case lang::TypeKind::kFunction:
    case lang::TypeKind::kOpaque:
      return false;
  }
  WARPLOOM_CHECK(false, "an unknown kind of type");
}

// Which part of a variable a store changes, as far as it is known: ".x" and "[0]" are one.
std::string PartOf(const Module& module, ExprId target) {
  const lang::ExprNode& node = module[target].node;
  if (const auto* component = std::get_if<lang::Component>(&node)) {
    return fmt::format("{}[{}]", PartOf(module, component->base), component->index);
  }
  if (const auto* field = std::get_if<lang::Field>(&node)) {
    return fmt::format("{}.{}", PartOf(module, field->base), field->field);
  }
  if (const auto* subscript = std::get_if<lang::Subscript>(&node)) {
    std::string part = PartOf(module, subscript->base);
    for (const ExprId index : module[subscript->indices]) {
      const std::optional<int64_t> number = lang::ConstantInteger(module, index);
      part += number ? fmt::format("[{}]", *number) : "[?]";
    }
    return part;
  }
  return "";
}

bool IsDefault(const Module& module, ExprId id) {
  const auto* construct = std::get_if<lang::Construct>(&module[id].node);
  return construct != nullptr && std::ranges::all_of(module[construct->args], [&](ExprId arg) {
           return std::holds_alternative<lang::Literal>(module[arg].node);
         });
}

// The variables that hold more than numbers before any component of them is assigned.
std::set<lang::VarId> WithValues(const Module& module, const lang::Function& function) {
  const auto params = module[function.params];
  std::set<lang::VarId> found(params.begin(), params.end());
  lang::ForEachStmt(module, function.body, [&](const lang::Stmt& stmt) {
    if (const auto* unpack = std::get_if<lang::Unpack>(&stmt.node)) {
      const auto targets = module[unpack->targets];
      found.insert(targets.begin(), targets.end());
    }
    const auto* assign = std::get_if<lang::Assign>(&stmt.node);
    if (assign != nullptr && !IsDefault(module, assign->value)) {
      found.insert(assign->target);
    }
  });
  return found;
}

class Finder {
 public:
  Finder(const Module& module, const lang::BuiltinTable& builtins)
      : module_(module), builtins_(builtins) {}

  std::set<std::string> Find() {
    for (const lang::Function& function : module_.functions) {
      const bool is_native = function.native.snippet.is_valid();
      if (is_native || function.role == lang::Function::Role::kGrad ||
          function.role == lang::Function::Role::kReplay) {
        words_.insert("custom");
        continue;
      }
      stores_.clear();
      valued_ = WithValues(module_, function);
      lang::ForEachStmt(module_, function.body, [&](const lang::Stmt& stmt) { Add(stmt); });
      if (CarriesValues(module_, builtins_, function)) {
        words_.insert("loop");
      }
    }
    if (ReadsAndStores(module_)) {
      words_.insert("overwrite");
    }
    return words_;
  }

 private:
  void Add(const lang::Stmt& stmt) {
    const auto* evaluate = std::get_if<lang::Evaluate>(&stmt.node);
    lang::ForEachPart(
        module_, stmt,
        [&](ExprId top, bool) {
          lang::ForEachExpr(module_, top, [&](ExprId id) {
            if (const auto* call = std::get_if<lang::BuiltinCall>(&module_[id].node)) {
              AddCall(*call, id, evaluate == nullptr || id != evaluate->value);
            } else if (const auto* binary = std::get_if<lang::Binary>(&module_[id].node)) {
              AddOperator(*binary, id);
            } else if (const auto* user = std::get_if<lang::UserCall>(&module_[id].node);
                       user != nullptr && user->form == lang::UserCall::Form::kGrad) {
              words_.insert("grad");
            }
          });
        },
        [](lang::StmtList) {});
    if (const auto* store = std::get_if<lang::Store>(&stmt.node)) {
      AddStore(store->target);
    } else if (const auto* augment = std::get_if<lang::Augment>(&stmt.node)) {
      AddAugment(*augment);
    }
  }

  void AddCall(const lang::BuiltinCall& e, ExprId id, bool is_used) {
    const lang::Call& call = builtins_.call(e.call);
    const std::string name(builtins_.name(call.name));
    if (name.starts_with("atomic_") && (is_used || name == "atomic_exch" || name == "atomic_cas")) {
      words_.insert("atomic");
    }
    const bool takes_floats = std::ranges::any_of(
        module_[e.args], [&](ExprId arg) { return HasFloats(module_, module_[arg].type); });
    if (!builtins_.overload(call.overload).is_differentiable && takes_floats &&
        std::ranges::find(kSteps, name) == kSteps.end() && HasFloats(module_, module_[id].type)) {
      words_.insert("call:" + name);
    }
  }

  void AddOperator(const lang::Binary& e, ExprId id) {
    if (e.op == lang::BinaryOp::kMod && HasFloats(module_, module_[id].type)) {
      words_.insert(fmt::format("call:{}", lang::Info(e.op).builtin));
    }
  }

  // A component of a variable that was assigned before.
  void AddStore(ExprId target) {
    const std::optional<lang::VarId> variable = LocalRoot(module_, target);
    if (!variable) {
      return;
    }
    const std::string part = PartOf(module_, target);
    std::set<std::string>& parts = stores_[*variable];
    if (valued_.contains(*variable) || !parts.insert(part).second ||
        (parts.size() > 1 && parts.contains("[?]"))) {
      words_.insert("component");
    }
  }

  void AddAugment(const lang::Augment& s) {
    if (IsSum(s.op) || std::holds_alternative<lang::VarRef>(module_[s.target].node)) {
      return;
    }
    words_.insert(LocalRoot(module_, s.target) ? "component" : "in_place");
  }

  const Module& module_;
  const lang::BuiltinTable& builtins_;
  std::set<std::string> words_;
  // Of the function at hand: the variables with values of their own; the parts assigned, by
  // variable.
  std::set<lang::VarId> valued_;
  std::map<lang::VarId, std::set<std::string>> stores_;
};

}  // namespace

std::set<std::string> NotDifferentiable(const Module& module, const lang::BuiltinTable& builtins) {
  return Finder(module, builtins).Find();
}

std::string PrintNotDifferentiable(const std::set<std::string>& words) {
  return words.empty() ? "" : fmt::format("// gradient: {}\n", fmt::join(words, " "));
}

}  // namespace warploom::reference
