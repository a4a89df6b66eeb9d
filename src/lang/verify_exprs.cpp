#include <algorithm>
#include <array>

#include "lang/constants.h"
#include "lang/kind_of.h"
#include "lang/rules.h"
#include "lang/subscripts.h"
#include "lang/verify_state.h"
#include "lang/walk.h"

namespace warploom::lang {
namespace {

// Whether Python can compute the value before there is code.
class KnownToPython {
 public:
  explicit KnownToPython(const VerifyState& state) : state_(state) {}

  bool Is(ExprId id) const {
    bool known = std::visit([&](const auto& e) { return Visit(e); }, state_.module[id].node);
    ForEachOperand(state_.module, id, [&](ExprId operand) { known = known && Is(operand); });
    return known;
  }

 private:
  bool Visit(const VarRef& e) const { return state_.known_counters[e.var.value]; }
  // Where their operands are.
  bool Visit(
      const KindOf<Literal, String, ConstRef, NamedNumber, Member, Static, Tuple, Unary, Binary,
                   Compare, BoolOp, Ternary, BuiltinCall, UserCall, Construct, Subscript, Slice,
                   Field, Component, Keyword, TypeName, Callee> auto&) const {
    return true;
  }
  bool Visit(const KindOf<std::monostate, Shape, LocalArray, Adjoint> auto&) const { return false; }

  const VerifyState& state_;
};

// Compares the type of one node with what its operands give; those are checked before.
class ExprVerifier {
  using enum VerifyRule;

 public:
  explicit ExprVerifier(VerifyState& state) : state_(state), module_(state.module) {}

  void Visit(const std::monostate&, Type) { Require(kNoExpr, false); }
  void Visit(const Literal&, Type type) { Require(kLiteralType, type.is_scalar()); }
  void Visit(const String&, Type type) { Require(kStringType, type == StringType()); }
  void Visit(const VarRef& e, Type type) {
    const Variable& variable = module_[e.var];
    Require(kVariableType, variable.type == type, variable.name);
    Require(kAssignedBeforeRead, state_.assigned[e.var.value], variable.name);
  }
  void Visit(const ConstRef& e, Type type) {
    Require(kConstantType, module_[e.constant].type == type, module_[e.constant].name);
  }
  void Visit(const NamedNumber& e, Type type) {
    const Type wanted = Info(e.name).is_integer ? kInt : kFloat;
    Require(kNamedNumber, type == wanted && IsIn(e.source, e.name), Info(e.name).name);
  }
  void Visit(const Member& e, Type type) {
    const bool exists =
        e.owner < module_.classes.size() && e.index < module_.classes[e.owner].members.size();
    Require(kMemberExists, exists);
    Require(kMemberType, !exists || module_[e].type == type);
  }
  void Visit(const Static& e, Type type) {
    Require(kStaticType, TypeOf(e.value) == type);
    Require(kStaticKnown, KnownToPython(state_).Is(e.value));
  }
  void Visit(const Tuple& e, Type type) {
    Require(kTupleItems,
            type.is_tuple() && std::ranges::equal(module_.tuple_of(type), state_.TypesOf(e.items)));
  }
  void Visit(const Unary& e, Type type) {
    const Type operand = TypeOf(e.operand);
    CheckCall(e.call, std::span(&operand, 1), type);
  }
  void Visit(const Binary& e, Type type) {
    CheckCall(e.call, std::array{TypeOf(e.left), TypeOf(e.right)}, type);
  }
  void Visit(const Compare& e, Type type) {
    const auto operands = module_[e.operands];
    Require(kCompareCount, operands.size() == 2 || operands.size() == 3);
    bool compare = type.is_bool();
    for (size_t i = 1; i < std::min<size_t>(operands.size(), 3); ++i) {
      compare = compare && CanCompare(e.ops[i - 1], TypeOf(operands[i - 1]), TypeOf(operands[i]));
    }
    Require(kCompareTypes, compare);
  }
  void Visit(const BoolOp& e, Type type) {
    Require(kBoolOpTypes,
            type.is_bool() && std::ranges::all_of(state_.TypesOf(e.operands), CanBeCondition));
  }
  void Visit(const Ternary& e, Type type) {
    Require(kTernaryTypes,
            TypeOf(e.condition).is_bool() && TypeOf(e.then) == type && TypeOf(e.otherwise) == type);
  }
  void Visit(const BuiltinCall& e, Type type) {
    std::vector<Type> types;
    for (const ExprId arg : module_[e.args]) {
      if (IsInRow(module_, arg)) {
        types.push_back(TypeOf(arg));
      }
    }
    CheckCall(e.call, types, type);
  }
  void Visit(const UserCall& e, Type type) {
    const Function& callee = module_[e.function];
    Require(kCalledAfterDefined, e.function.value < state_.function_index, callee.name);
    const auto args = state_.TypesOf(e.args);
    Require(kArgumentTypes,
            std::ranges::equal(args, module_[callee.params], CanPass, {},
                               [&](VarId v) { return module_[v].type; }),
            callee.name);
    if (e.form == UserCall::Form::kGrad) {
      Require(kGradientType, !args.empty() && type == args[0], callee.name);
      return;
    }
    const bool is_whole =
        type.is_tuple() && std::ranges::equal(module_.tuple_of(type), callee.results);
    const Type first = callee.results.empty() ? VoidType() : callee.results[0];
    Require(kResultType, is_whole || type == first, callee.name);
  }
  void Visit(const Callee& e, Type type) {
    Require(kCalleeType, type == FunctionType());
    Require(kCalledAfterDefined, e.builtin.is_valid() || e.function.value < state_.function_index);
  }
  void Visit(const LocalArray& e, Type type) {
    Require(kLocalArrayRank, type.ndim == e.shape.count);
    for (const ExprId extent : module_[e.shape]) {
      const bool is_known = ConstantInteger(module_, extent).has_value();
      Require(kLocalArrayExtent, TypeOf(extent) == kInt);
      Require(kLocalArrayKnown, e.source.is_valid() || is_known || TypeOf(extent) != kInt);
    }
    Require(kLocalArraySource, !e.source.is_valid() || TypeOf(e.source).is_array());
  }
  void Visit(const Adjoint& e, Type type) {
    Require(kAdjointPlace, state_.function->role == Function::Role::kGrad && TypeOf(e.of) == type);
  }
  void Visit(const Construct& e, Type type) {
    const std::vector<Type> parts = state_.TypesOf(e.args);
    Require(kConstructParts, type.is_struct() ? CanConstruct(module_.struct_of(type), parts)
                                              : CanConstruct(type, parts));
    Require(kStarredParts,
            e.starred == 0 || e.starred == PartsOfOneVariable(module_, module_[e.args]));
  }
  void Visit(const Subscript& e, Type type) {
    const auto indices = module_[e.indices];
    const bool fit = std::ranges::all_of(indices, [&](ExprId index) {
      return std::holds_alternative<Slice>(module_[index].node) || TypeOf(index).is_int() ||
             TypeOf(index).is_tile();
    });
    Require(kSubscriptIndex, fit);
    Require(kSubscriptType, TypeOfSubscript(module_, TypeOf(e.base), indices) == type);
  }
  void Visit(const Slice& e, Type) {
    const bool fit = std::ranges::all_of(std::array{e.start, e.stop, e.step}, [&](ExprId bound) {
      return !bound.is_valid() || TypeOf(bound).is_int();
    });
    Require(kSliceBounds, fit);
  }
  void Visit(const Field& e, Type type) {
    const Type base = TypeOf(e.base);
    Require(kFieldType, base.is_struct() && e.field < module_.struct_of(base).fields.size() &&
                            module_.struct_of(base).fields[e.field].type == type);
  }
  void Visit(const Component& e, Type type) {
    const Type found = TypeOfComponent(TypeOf(e.base), e.index);
    Require(kComponentType, !found.is_void() && found == type);
  }
  void Visit(const Shape& e, Type type) {
    const Type array = TypeOf(e.array);
    Require(kShapeDimension, HasShape(array) && array.ndim > e.dimension && type == kInt);
  }
  void Visit(const Keyword& e, Type type) { Require(kKeywordType, TypeOf(e.value) == type); }
  void Visit(const TypeName&, Type type) { Require(kTypeNameType, !type.is_void()); }

 private:
  void Require(VerifyRule rule, bool holds, std::string_view detail = "") {
    state_.Require(rule, holds, detail);
  }
  Type TypeOf(ExprId id) const { return module_[id].type; }

  void CheckCall(CallId call, std::span<const Type> types, Type result) {
    const Call& row = state_.builtins.call(call);
    const bool fits =
        std::ranges::equal(row.args, types, {}, {}, AnyShape) && row.result == AnyShape(result);
    Require(kCallTypes, fits, state_.builtins.name(row.name));
  }

  VerifyState& state_;
  const Module& module_;
};

}  // namespace

void VerifyExpr(VerifyState& state, ExprId id) {
  ForEachOperand(state.module, id, [&](ExprId operand) { VerifyExpr(state, operand); });
  const Expr& expr = state.module[id];
  ExprVerifier verifier(state);
  std::visit([&](const auto& e) { verifier.Visit(e, expr.type); }, expr.node);
}

}  // namespace warploom::lang
