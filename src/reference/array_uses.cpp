#include "reference/array_uses.h"

#include <set>
#include <variant>
#include <vector>

#include "lang/walk.h"

namespace warploom::reference {
namespace {

using lang::ExprId;
using lang::Module;
using lang::VarId;

ExprId BaseOf(const Module& module, ExprId id) {
  const lang::ExprNode& node = module[id].node;
  if (const auto* subscript = std::get_if<lang::Subscript>(&node)) {
    return subscript->base;
  }
  if (const auto* field = std::get_if<lang::Field>(&node)) {
    return field->base;
  }
  if (const auto* component = std::get_if<lang::Component>(&node)) {
    return component->base;
  }
  if (const auto* local = std::get_if<lang::LocalArray>(&node)) {
    return local->source;
  }
  return {};
}

// A field of a struct, or the struct's variable, which stands for all its arrays.
VarId RootOf(const Module& module, ExprId id) {
  while (id.is_valid()) {
    if (const auto* ref = std::get_if<lang::VarRef>(&module[id].node)) {
      return ref->var;
    }
    id = BaseOf(module, id);
  }
  return {};
}

bool IsElement(const Module& module, ExprId id) {
  const auto* subscript = std::get_if<lang::Subscript>(&module[id].node);
  return subscript != nullptr && module[subscript->base].type.is_array() &&
         !module[id].type.is_array();
}

// The element of an array that holds the target of a store, if one does.
ExprId ElementOf(const Module& module, ExprId id) {
  while (id.is_valid() && !IsElement(module, id)) {
    id = BaseOf(module, id);
  }
  return id;
}

class Uses {
 public:
  explicit Uses(const Module& module) : module_(module), parent_(module.vars.size()) {
    for (size_t i = 0; i < parent_.size(); ++i) {
      parent_[i] = i;
    }
  }

  bool ReadsAndStores() {
    for (const lang::Function& function : module_.functions) {
      lang::ForEachStmt(module_, function.body, [&](const lang::Stmt& stmt) { Add(stmt); });
    }
    std::set<size_t> read;
    for (const VarId variable : reads_) {
      read.insert(Find(variable.value));
    }
    for (const VarId variable : stores_) {
      if (read.contains(Find(variable.value))) {
        return true;
      }
    }
    return false;
  }

 private:
  void Add(const lang::Stmt& stmt) {
    if (const auto* assign = std::get_if<lang::Assign>(&stmt.node)) {
      if (module_[assign->target].type.is_array()) {
        Join(assign->target, RootOf(module_, assign->value));
      }
    }
    lang::ForEachPart(
        module_, stmt,
        [&](ExprId top, bool is_target) {
          const ExprId stored = is_target ? ElementOf(module_, top) : ExprId{};
          const bool is_store = std::holds_alternative<lang::Store>(stmt.node);
          if (stored.is_valid() && is_store) {
            Note(stores_, stored);
          }
          lang::ForEachExpr(module_, top, [&](ExprId id) { AddExpr(id, stored); });
        },
        [](lang::StmtList) {});
  }

  void AddExpr(ExprId id, ExprId stored) {
    if (id != stored && IsElement(module_, id)) {
      Note(reads_, id);
    } else if (const auto* call = std::get_if<lang::UserCall>(&module_[id].node)) {
      const auto params = module_[module_[call->function].params];
      const auto args = module_[call->args];
      for (size_t i = 0; i < args.size() && i < params.size(); ++i) {
        if (module_[args[i]].type.is_array()) {
          Join(params[i], RootOf(module_, args[i]));
        }
      }
    }
  }

  void Note(std::set<VarId>& into, ExprId element) {
    const VarId root = RootOf(module_, element);
    if (root.is_valid() && lang::IsFloat(module_[element].type.scalar)) {
      into.insert(root);
    }
  }

  void Join(VarId a, VarId b) {
    if (a.is_valid() && b.is_valid()) {
      parent_[Find(a.value)] = Find(b.value);
    }
  }

  size_t Find(size_t at) const {
    while (parent_[at] != at) {
      at = parent_[at];
    }
    return at;
  }

  const Module& module_;
  std::vector<size_t> parent_;  // Of variables that may be the same array.
  std::set<VarId> reads_;
  std::set<VarId> stores_;
};

}  // namespace

std::optional<VarId> LocalRoot(const Module& module, ExprId target) {
  if (ElementOf(module, target).is_valid()) {
    return std::nullopt;
  }
  const VarId root = RootOf(module, target);
  return root.is_valid() ? std::optional(root) : std::nullopt;
}

bool ReadsAndStores(const Module& module) { return Uses(module).ReadsAndStores(); }

}  // namespace warploom::reference
