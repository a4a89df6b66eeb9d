#include <algorithm>
#include <array>

#include "lang/constants.h"
#include "lang/kind_of.h"
#include "lang/rules.h"
#include "lang/unroll.h"
#include "lang/verify_state.h"

namespace warploom::lang {
namespace {

// Only these are stored to; a variable is assigned.
struct IsStorePlace {
  bool operator()(const KindOf<Subscript, Field, Component> auto&) const { return true; }
  bool operator()(
      const KindOf<std::monostate, Literal, String, VarRef, ConstRef, NamedNumber, Member, Static,
                   Tuple, Unary, Binary, Compare, BoolOp, Ternary, BuiltinCall, UserCall, Construct,
                   Slice, Shape, Keyword, TypeName, Callee, LocalArray, Adjoint> auto&) const {
    return false;
  }
};

// The types of the values that an expression gives to the targets of an Unpack.
class UnpackedTypes {
 public:
  UnpackedTypes(const VerifyState& state, Type type) : state_(state), type_(type) {}

  std::vector<Type> operator()(const BuiltinCall& e) const {
    const auto results = state_.builtins.call(e.call).results;
    return {results.begin(), results.end()};
  }
  std::vector<Type> operator()(const UserCall& e) const {
    return e.form == UserCall::Form::kGrad ? state_.TypesOf(e.args)
                                           : state_.module[e.function].results;
  }
  // Of these only tuples can be unpacked.
  std::vector<Type> operator()(
      const KindOf<std::monostate, Literal, String, VarRef, ConstRef, NamedNumber, Member, Static,
                   Tuple, Unary, Binary, Compare, BoolOp, Ternary, Construct, Subscript, Slice,
                   Field, Component, Shape, Keyword, TypeName, Callee, LocalArray, Adjoint> auto&)
      const {
    return type_.is_tuple() ? state_.module.tuple_of(type_) : std::vector<Type>();
  }

 private:
  const VerifyState& state_;
  Type type_;
};

class StmtVerifier {
  using enum VerifyRule;

 public:
  explicit StmtVerifier(VerifyState& state) : state_(state), module_(state.module) {}

  // What is assigned at the end of the block; what was before it is restored.
  std::vector<bool> After(StmtList list) {
    const std::vector<bool> before = state_.assigned;
    for (const StmtId id : module_[list]) {
      std::visit([&](const auto& s) { Visit(s); }, module_[id].node);
    }
    return std::exchange(state_.assigned, before);
  }

 private:
  void Visit(const std::monostate&) { Require(kNoStmt, false); }
  void Visit(const Assign& s) {
    Read(s.value);
    Require(kAssignType, module_[s.target].type == TypeOf(s.value), module_[s.target].name);
    state_.assigned[s.target.value] = true;
  }
  void Visit(const Unpack& s) {
    Read(s.value);
    const auto values = std::visit(UnpackedTypes(state_, TypeOf(s.value)), module_[s.value].node);
    const auto targets = module_[s.targets];
    Require(kUnpackTypes, std::ranges::equal(values, targets, {}, AnyShape,
                                             [&](VarId v) { return AnyShape(module_[v].type); }));
    for (const VarId target : targets) {
      state_.assigned[target.value] = true;
    }
  }
  void Visit(const Store& s) {
    Read(s.target);
    Read(s.value);
    Require(kStoreTarget, std::visit(IsStorePlace(), module_[s.target].node));
    Require(kStoreType, TypeOf(s.target) == TypeOf(s.value));
  }
  void Visit(const Augment& s) {
    Read(s.target);
    Read(s.value);
    const Type target = TypeOf(s.target);
    const auto call = FindBinary(state_.builtins, s.op, target, TypeOf(s.value));
    Require(kAugmentType, call && state_.builtins.call(*call).result == AnyShape(target));
  }
  void Visit(const If& s) {
    CheckCondition(s.condition);
    Require(kEmptyBlock, s.then.count > 0);
    // What both branches assign is assigned after them.
    const std::vector<bool> then = After(s.then);
    const std::vector<bool> otherwise = After(s.otherwise);
    for (size_t i = 0; i < then.size(); ++i) {
      state_.assigned[i] = state_.assigned[i] || (then[i] && otherwise[i]);
    }
  }
  void Visit(const ForRange& s) {
    bool is_int = module_[s.variable].type == kInt;
    for (const ExprId id : {s.start, s.stop, s.step}) {
      if (id.is_valid()) {
        Read(id);
        is_int = is_int && TypeOf(id) == kInt;
      }
    }
    const bool is_query = IsIterable(TypeOf(s.stop)) && module_[s.variable].type == kInt &&
                          !s.start.is_valid() && !s.step.is_valid() && !s.reversed;
    Require(kRangeBounds, is_int || is_query, module_[s.variable].name);
    Require(kUnrolledCounter, !ReadsConvertedCounter(module_, state_.builtins, s),
            module_[s.variable].name);
    const bool was = state_.assigned[s.variable.value];
    state_.assigned[s.variable.value] = true;
    state_.known_counters[s.variable.value] = !s.reversed && HasConstantRange(s);
    LoopBody(s.body);
    state_.known_counters[s.variable.value] = false;
    state_.assigned[s.variable.value] = was;
  }
  void Visit(const While& s) {
    CheckCondition(s.condition);
    LoopBody(s.body);
  }
  void Visit(const Break&) { Require(kBreakInLoop, state_.open_loops > 0); }
  void Visit(const Continue&) { Require(kContinueInLoop, state_.open_loops > 0); }
  void Visit(const Return& s) {
    const std::vector<Type>& results = state_.function->results;
    const auto values = module_[s.values];
    Require(kReturnCount, values.size() == results.size());
    for (size_t i = 0; i < values.size(); ++i) {
      Read(values[i]);
      Require(kReturnType, i >= results.size() || TypeOf(values[i]) == results[i]);
    }
  }
  void Visit(const Evaluate& s) { Read(s.value); }
  void Visit(const Print& s) {
    Read(s.text);
    Require(kPrintText, TypeOf(s.text) == StringType());
    Require(kPrintValues, s.is_printf || s.values.count == 0);
    for (const ExprId id : module_[s.values]) {
      Read(id);
      Require(kPrintfValue, CanFormat(TypeOf(id)));
    }
  }
  void Visit(const Assert& s) { CheckCondition(s.condition); }
  void Visit(const KindOf<Pass, Comment, BlankLine> auto&) {}

  void CheckCondition(ExprId condition) {
    Read(condition);
    Require(kCondition, CanBeCondition(TypeOf(condition)));
  }
  void LoopBody(StmtList body) {
    Require(kEmptyBlock, body.count > 0);
    ++state_.open_loops;
    After(body);
    --state_.open_loops;
  }
  bool HasConstantRange(const ForRange& s) const {
    return std::ranges::all_of(std::array{s.start, s.stop, s.step}, [&](ExprId id) {
      return !id.is_valid() || ConstantInteger(module_, id).has_value();
    });
  }

  void Read(ExprId id) { VerifyExpr(state_, id); }
  void Require(VerifyRule rule, bool holds, std::string_view detail = "") {
    state_.Require(rule, holds, detail);
  }
  Type TypeOf(ExprId id) const { return module_[id].type; }

  VerifyState& state_;
  const Module& module_;
};

}  // namespace

void VerifyBlock(VerifyState& state, StmtList block) { StmtVerifier(state).After(block); }

}  // namespace warploom::lang
