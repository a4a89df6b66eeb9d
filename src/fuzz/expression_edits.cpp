#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "fuzz/edits.h"
#include "fuzz/rewrite.h"
#include "lang/kind_of.h"
#include "lang/rules.h"
#include "lang/walk.h"

namespace warploom::fuzz {
namespace {

using namespace lang;  // The file names many node kinds.

constexpr size_t kMostDescendants = 6;

// Every expression of the functions once, outer ones before their operands; of the target of a
// store only what is inside it.
std::vector<ExprId> ExpressionsOf(const Module& module) {
  std::vector<ExprId> found;
  std::set<ExprId> seen;
  const auto add = [&](ExprId id) {
    if (seen.insert(id).second) {
      found.push_back(id);
    }
  };
  for (const StmtId id : StatementsOf(module)) {
    ForEachPart(
        module, module[id],
        [&](ExprId top, bool is_target) {
          ForEachExpr(module, top, [&](ExprId inner) {
            if (!is_target || inner != top) {
              add(inner);
            }
          });
        },
        [](StmtList) {});
  }
  return found;
}

Edit Become(ExprId id, ExprNode node) {
  return [id, node](Module& module) { module.exprs[id.value].node = node; };
}

// How far a number is from being as simple as it can be.
int Complexity(double value) {
  return value == 0.0                 ? 0
         : value == 1.0               ? 1
         : value == 2.0               ? 2
         : value == std::floor(value) ? 3
                                      : 4;
}

void AddSimplerNumbers(ExprId id, const Literal& literal, Type type, std::vector<Edit>& edits) {
  if (type.is_bool() || !type.is_scalar()) {
    return;
  }
  const double value = type.is_float() ? literal.real : static_cast<double>(literal.integer);
  for (const int simple : {0, 1, 2}) {
    if (Complexity(simple) < Complexity(value)) {
      edits.push_back(Become(id, Literal{simple, static_cast<double>(simple)}));
    }
  }
  if (type.is_float() && Complexity(value) == 4 && std::isfinite(value) && std::abs(value) < 1e9) {
    edits.push_back(Become(id, Literal{0, std::floor(value)}));
  }
}

// A value of the type without operands.
void AddLiterals(ExprId id, Type type, std::vector<Edit>& edits) {
  if (type.is_bool()) {
    edits.push_back(Become(id, Literal{1, 0.0}));
    edits.push_back(Become(id, Literal{0, 0.0}));
  } else if (type.is_scalar()) {
    edits.push_back(Become(id, Literal{1, 1.0}));
    edits.push_back(Become(id, Literal{0, 0.0}));
  } else if (!type.is_array() && (type.is_struct() || CanConstruct(type, {}))) {
    edits.push_back(Become(id, Construct{}));
  }
}

// Operands at any depth that have the same type.
void AddDescendants(const Module& module, ExprId id, std::vector<Edit>& edits) {
  std::vector<ExprId> level;
  ForEachOperand(module, id, [&](ExprId operand) { level.push_back(operand); });
  for (size_t i = 0, found = 0; i < level.size() && found < kMostDescendants; ++i) {
    const ExprId inner = level[i];
    const ExprNode& node = module[inner].node;
    if (module[inner].type == module[id].type && !std::holds_alternative<TypeName>(node) &&
        !std::holds_alternative<Keyword>(node) && !std::holds_alternative<Slice>(node)) {
      edits.emplace_back(
          [id, inner](Module& other) { other.exprs[id.value].node = other[inner].node; });
      ++found;
    }
    ForEachOperand(module, inner, [&](ExprId operand) { level.push_back(operand); });
  }
}

// The same value, said more plainly.
struct PlainNodes {
  const Module& module;
  ExprId id;
  std::vector<Edit>& edits;

  void operator()(const ConstRef& e) const { Copy(module[e.constant].value); }
  void operator()(const Member& e) const { Copy(module[e].value); }
  void operator()(const Static& e) const { Copy(e.value); }
  void operator()(const BuiltinCall& e) const {
    if (e.by_position != kAllByPosition) {
      BuiltinCall plain = e;
      plain.by_position = kAllByPosition;
      edits.push_back(Become(id, plain));
    }
  }
  void operator()(const UserCall& e) const {
    if (e.by_position != kAllByPosition || e.callee.is_valid()) {
      UserCall plain = e;
      plain.by_position = kAllByPosition;
      plain.callee = {};
      edits.push_back(Become(id, plain));
    }
  }
  void operator()(const Construct& e) const {
    if (e.by_position != kAllByPosition || e.starred > 0 || e.like.is_valid()) {
      edits.push_back(Become(id, Construct{.args = e.args, .like = {}}));
    }
  }
  void operator()(const Compare& e) const {
    if (e.operands.count > 2) {
      Compare shorter = e;
      shorter.operands.count = 2;
      edits.push_back(Become(id, shorter));
    }
  }
  void operator()(const BoolOp& e) const {
    if (e.operands.count > 2) {
      BoolOp shorter = e;
      --shorter.operands.count;
      edits.push_back(Become(id, shorter));
      ++shorter.operands.begin;
      edits.push_back(Become(id, shorter));
    }
  }
  void operator()(const KindOf<std::monostate, Literal, String, VarRef, NamedNumber, Tuple, Unary,
                               Binary, Ternary, Subscript, Slice, Field, Component, Shape, Callee,
                               LocalArray, Adjoint, Keyword, TypeName> auto&) const {}

 private:
  void Copy(ExprId value) const {
    edits.emplace_back(
        [id = id, value](Module& other) { other.exprs[id.value].node = other[value].node; });
  }
};

// The places where variables get values.
struct Definitions {
  std::map<VarId, int> count;
  std::map<VarId, StmtId> assign;  // The last plain assignment.

  explicit Definitions(const Module& module) {
    for (const Function& function : module.functions) {
      for (const VarId param : module[function.params]) {
        ++count[param];
      }
    }
    for (const StmtId id : StatementsOf(module)) {
      Note(module, id);
    }
  }

 private:
  void Note(const Module& module, StmtId id) {
    const StmtNode& node = module[id].node;
    if (const auto* plain = std::get_if<Assign>(&node)) {
      ++count[plain->target];
      assign[plain->target] = id;
    } else if (const auto* unpack = std::get_if<Unpack>(&node)) {
      for (const VarId target : module[unpack->targets]) {
        ++count[target];
      }
    } else if (const auto* loop = std::get_if<ForRange>(&node)) {
      ++count[loop->variable];
    }
    ForEachPart(
        module, module[id],
        [&](ExprId top, bool is_target) {
          if (is_target) {
            ForEachExpr(module, top, [&](ExprId inner) {
              if (const auto* ref = std::get_if<VarRef>(&module[inner].node)) {
                count[ref->var] += module[inner].type.is_array() ? 0 : 1;
              }
            });
          }
        },
        [](StmtList) {});
  }
};

}  // namespace

std::vector<Edit> ExpressionEdits(const Module& module) {
  std::vector<Edit> edits;
  for (const ExprId id : ExpressionsOf(module)) {
    const Expr& expr = module[id];
    if (const auto* literal = std::get_if<Literal>(&expr.node)) {
      AddSimplerNumbers(id, *literal, expr.type, edits);
      continue;
    }
    if (std::holds_alternative<String>(expr.node) || std::holds_alternative<Slice>(expr.node) ||
        std::holds_alternative<TypeName>(expr.node) || std::holds_alternative<Keyword>(expr.node) ||
        std::holds_alternative<Callee>(expr.node)) {
      continue;
    }
    const auto* construct = std::get_if<Construct>(&expr.node);
    if (construct == nullptr || construct->args.count > 0) {
      AddLiterals(id, expr.type, edits);
    }
    AddDescendants(module, id, edits);
    std::visit(PlainNodes{module, id, edits}, expr.node);
  }
  return edits;
}

std::vector<Edit> VariableEdits(const Module& module) {
  const Definitions definitions(module);
  std::vector<Edit> edits;
  for (const auto& definition : definitions.assign) {
    const VarId var = definition.first;
    const StmtId stmt = definition.second;
    if (definitions.count.at(var) != 1) {
      continue;
    }
    const ExprId value = std::get<Assign>(module[stmt].node).value;
    edits.emplace_back([var, stmt, value](Module& other) {
      for (Expr& expr : other.exprs) {
        const auto* ref = std::get_if<VarRef>(&expr.node);
        if (ref != nullptr && ref->var == var) {
          expr.node = other[value].node;
        }
      }
      Rewrite(other, {{stmt, {}}});
    });
  }
  return edits;
}

}  // namespace warploom::fuzz
