#include "reference/carried.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <variant>

#include "lang/unroll.h"
#include "lang/walk.h"
#include "reference/array_uses.h"

namespace warploom::reference {
namespace {

using lang::ExprId;
using lang::Module;
using lang::VarId;

bool Mentions(const Module& module, ExprId top, VarId variable) {
  bool found = false;
  lang::ForEachExpr(module, top, [&](ExprId id) {
    const auto* ref = std::get_if<lang::VarRef>(&module[id].node);
    found = found || (ref != nullptr && ref->var == variable);
  });
  return found;
}

bool MentionsAny(const Module& module, const lang::Stmt& stmt, VarId variable) {
  const auto* assign = std::get_if<lang::Assign>(&stmt.node);
  bool found = assign != nullptr && assign->target == variable;
  lang::ForEachPart(
      module, stmt, [&](ExprId top, bool) { found = found || Mentions(module, top, variable); },
      [](lang::StmtList) {});
  return found;
}

bool IsNumber(const Module& module, ExprId id) {
  const lang::ExprNode& node = module[id].node;
  return std::holds_alternative<lang::Literal>(node) ||
         std::holds_alternative<lang::ConstRef>(node) ||
         std::holds_alternative<lang::NamedNumber>(node);
}

// Whether no derivative of the expression depends on the variable's value.
bool IsLinear(const Module& module, ExprId id, VarId variable) {
  if (!Mentions(module, id, variable)) {
    return true;
  }
  const lang::ExprNode& node = module[id].node;
  if (const auto* ref = std::get_if<lang::VarRef>(&node)) {
    return ref->var == variable;
  }
  if (const auto* unary = std::get_if<lang::Unary>(&node)) {
    return IsLinear(module, unary->operand, variable);
  }
  if (const auto* binary = std::get_if<lang::Binary>(&node)) {
    const bool is_scaled =
        (binary->op == lang::BinaryOp::kMul && IsNumber(module, binary->left)) ||
        ((binary->op == lang::BinaryOp::kMul || binary->op == lang::BinaryOp::kDiv) &&
         IsNumber(module, binary->right));
    return (IsSum(binary->op) || is_scaled) && IsLinear(module, binary->left, variable) &&
           IsLinear(module, binary->right, variable);
  }
  if (const auto* call = std::get_if<lang::BuiltinCall>(&node)) {
    // atomic_add(array, index, sum) and the like.
    const auto args = module[call->args];
    return module[id].type.is_void() || (args.size() > 1 && module[args[0]].type.is_array())
               ? std::ranges::all_of(args,
                                     [&](ExprId arg) { return IsLinear(module, arg, variable); })
               : false;
  }
  return false;
}

using Variables = std::set<VarId>;

// The variables that the statements give values to; `but` is left out with all it contains.
void AddAssigned(const Module& module, lang::StmtList list, const lang::Stmt* but,
                 Variables& into) {
  for (const lang::StmtId id : module[list]) {
    const lang::Stmt& stmt = module[id];
    if (&stmt == but) {
      continue;
    }
    if (const auto* assign = std::get_if<lang::Assign>(&stmt.node)) {
      into.insert(assign->target);
    } else if (const auto* unpack = std::get_if<lang::Unpack>(&stmt.node)) {
      const auto targets = module[unpack->targets];
      into.insert(targets.begin(), targets.end());
    }
    lang::ForEachPart(
        module, stmt,
        [&](ExprId target, bool is_target) {
          if (const auto root = is_target ? LocalRoot(module, target) : std::nullopt) {
            into.insert(*root);
          }
        },
        [&](lang::StmtList block) { AddAssigned(module, block, but, into); });
  }
}

// Whether a statement uses no value of the variable that a derivative depends on.
bool UsesSumOnly(const Module& module, const lang::Stmt& stmt, VarId variable, bool is_in_loop) {
  if (const auto* assign = std::get_if<lang::Assign>(&stmt.node)) {
    const bool mentions = Mentions(module, assign->value, variable);
    return assign->target == variable
               ? IsLinear(module, assign->value, variable) && (mentions || !is_in_loop)
               : !mentions;
  }
  if (const auto* augment = std::get_if<lang::Augment>(&stmt.node)) {
    if (const auto* ref = std::get_if<lang::VarRef>(&module[augment->target].node)) {
      return IsSum(augment->op) &&
             (ref->var == variable || !is_in_loop ? IsLinear(module, augment->value, variable)
                                                  : !Mentions(module, augment->value, variable));
    }
    return IsSum(augment->op) && !Mentions(module, augment->target, variable) &&
           IsLinear(module, augment->value, variable);
  }
  if (const auto* store = std::get_if<lang::Store>(&stmt.node)) {
    return !Mentions(module, store->target, variable) && !LocalRoot(module, store->target) &&
           IsLinear(module, store->value, variable);
  }
  bool is_linear = true;
  const bool passes_on = std::holds_alternative<lang::Return>(stmt.node) ||
                         std::holds_alternative<lang::Evaluate>(stmt.node);
  lang::ForEachPart(
      module, stmt,
      [&](ExprId top, bool) {
        is_linear = is_linear && (passes_on ? IsLinear(module, top, variable)
                                            : !Mentions(module, top, variable));
      },
      [](lang::StmtList) {});
  return is_linear;
}

bool UsesSumOnly(const Module& module, lang::StmtList list, VarId variable, const lang::Stmt* loop,
                 bool is_in_loop) {
  return std::ranges::all_of(module[list], [&](lang::StmtId id) {
    const lang::Stmt& stmt = module[id];
    bool inner = true;
    lang::ForEachPart(
        module, stmt, [](ExprId, bool) {},
        [&](lang::StmtList block) {
          inner = inner && UsesSumOnly(module, block, variable, loop, is_in_loop || &stmt == loop);
        });
    return inner && (!MentionsAny(module, stmt, variable) ||
                     UsesSumOnly(module, stmt, variable, is_in_loop));
  });
}

// Builtins that change their first argument, the state of random numbers.
bool ChangesState(std::string_view name) {
  return (name.starts_with("rand") && name != "rand_init") || name.starts_with("sample_") ||
         name == "poisson";
}

class Loops {
 public:
  Loops(const Module& module, const lang::BuiltinTable& builtins, const lang::Function& function)
      : module_(module), builtins_(builtins), function_(function) {}

  bool CarryValues() const {
    bool found = false;
    lang::ForEachStmt(module_, function_.body, [&](const lang::Stmt& stmt) {
      const auto* loop = std::get_if<lang::ForRange>(&stmt.node);
      found = found || std::holds_alternative<lang::While>(stmt.node) ||
              (loop != nullptr && !lang::UnrolledTrips(module_, *loop) && Carries(stmt, *loop));
    });
    return found;
  }

 private:
  bool Carries(const lang::Stmt& stmt, const lang::ForRange& loop) const {
    Variables outside;
    AddAssigned(module_, function_.body, &stmt, outside);
    const auto params = module_[function_.params];
    outside.insert(params.begin(), params.end());
    Variables inside;
    AddAssigned(module_, loop.body, nullptr, inside);
    return Jumps(loop.body) || DrawsRandomNumbers(loop.body) ||
           std::ranges::any_of(inside, [&](VarId variable) {
             return outside.contains(variable) &&
                    !UsesSumOnly(module_, function_.body, variable, &stmt, false);
           });
  }

  bool Jumps(lang::StmtList body) const {
    bool found = false;
    lang::ForEachStmt(module_, body, [&](const lang::Stmt& stmt) {
      found = found || std::holds_alternative<lang::Break>(stmt.node) ||
              std::holds_alternative<lang::Return>(stmt.node);
    });
    return found;
  }

  bool DrawsRandomNumbers(lang::StmtList body) const {
    bool found = false;
    lang::ForEachExprIn(module_, body, [&](ExprId id) {
      const auto* call = std::get_if<lang::BuiltinCall>(&module_[id].node);
      found = found ||
              (call != nullptr && ChangesState(builtins_.name(builtins_.call(call->call).name)));
    });
    return found;
  }

  const Module& module_;
  const lang::BuiltinTable& builtins_;
  const lang::Function& function_;
};

}  // namespace

bool CarriesValues(const Module& module, const lang::BuiltinTable& builtins,
                   const lang::Function& function) {
  return Loops(module, builtins, function).CarryValues();
}

}  // namespace warploom::reference
