#include "reference/gradient.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <variant>
#include <vector>

#include "lang/walk.h"
#include "reference/array_uses.h"
#include "reference/carried.h"

namespace warploom::reference {
namespace {

using lang::ExprId;
using lang::Module;

bool HasFloats(const Module& module, lang::Type type) {
  if (type.kind == lang::TypeKind::kStruct) {
    return std::ranges::any_of(module.structs[type.id].fields, [&](const lang::StructField& field) {
      return HasFloats(module, field.type);
    });
  }
  return type.kind != lang::TypeKind::kVoid && lang::IsFloat(type.scalar);
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
        HasFloats(module_, module_[id].type)) {
      words_.insert("call:" + name);
    }
  }

  void AddOperator(const lang::Binary& e, ExprId id) {
    const bool is_whole = e.op == lang::BinaryOp::kMod || e.op == lang::BinaryOp::kFloorDiv;
    if (is_whole && HasFloats(module_, module_[id].type)) {
      words_.insert(fmt::format("call:{}", lang::Info(e.op).builtin));
    }
  }

  // A component of a variable that was assigned before.
  void AddStore(ExprId target) {
    const std::optional<lang::VarId> variable = LocalRoot(module_, target);
    if (variable && ++stores_[*variable] > 1) {
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
  std::map<lang::VarId, int> stores_;  // Of the function at hand: components assigned, by variable.
};

}  // namespace

std::set<std::string> NotDifferentiable(const Module& module, const lang::BuiltinTable& builtins) {
  return Finder(module, builtins).Find();
}

std::string PrintNotDifferentiable(const std::set<std::string>& words) {
  return words.empty() ? "" : fmt::format("// gradient: {}\n", fmt::join(words, " "));
}

}  // namespace warploom::reference
