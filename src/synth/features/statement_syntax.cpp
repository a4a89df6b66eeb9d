#include "lang/rules.h"
#include "lang/unroll.h"
#include "lang/walk.h"
#include "synth/features/syntax_collector.h"

namespace warploom::synth::features {
namespace {

// What an expression selects a part of; an invalid id for what is no selection.
struct SelectedFrom {
  lang::ExprId operator()(
      const lang::KindOf<lang::Field, lang::Component, lang::Subscript> auto& e) const {
    return e.base;
  }
  lang::ExprId operator()(
      const lang::KindOf<std::monostate, lang::Literal, lang::String, lang::VarRef, lang::ConstRef,
                         lang::NamedNumber, lang::Member, lang::Static, lang::Tuple, lang::Unary,
                         lang::Binary, lang::Compare, lang::BoolOp, lang::Ternary,
                         lang::BuiltinCall, lang::UserCall, lang::Construct, lang::Slice,
                         lang::Shape, lang::Keyword, lang::TypeName, lang::Callee, lang::LocalArray,
                         lang::Adjoint> auto&) const {
    return {};
  }
};

}  // namespace

void SyntaxCollector::NoteBlock(lang::StmtList list, int loops, bool is_unrolled) {
  for (const lang::StmtId id : module_[list]) {
    const lang::Stmt& stmt = module_[id];
    in_unrolled_loop_ = is_unrolled;
    std::visit([&](const auto& s) { Note(s); }, stmt.node);
    const auto* loop = std::get_if<lang::ForRange>(&stmt.node);
    const bool is_loop = loop != nullptr || std::holds_alternative<lang::While>(stmt.node);
    Add(F::kNestedLoop, is_loop && loops > 0);
    const bool is_body_unrolled =
        is_loop ? loop != nullptr && UnrolledTrips(module_, *loop).has_value() : is_unrolled;
    ForEachPart(
        module_, stmt,
        [&](lang::ExprId top, bool) {
          ForEachExpr(module_, top, [&](lang::ExprId x) {
            std::visit([&](const auto& node) { Note(node, TypeOf(x)); }, module_[x].node);
          });
        },
        [&](lang::StmtList block) {
          NoteBlock(block, loops + (is_loop ? 1 : 0), is_body_unrolled);
        });
  }
}

void SyntaxCollector::Note(const lang::Assign& s) {
  Add(F::kRebinding, assigned_[s.target.value]);
  Add(F::kLocalTuple, Is<lang::Tuple>(s.value));
  Add(F::kFunctionAlias, TypeOf(s.value) == lang::FunctionType());
  Add(F::kTupleResult, Is<lang::UserCall>(s.value) && TypeOf(s.value).is_tuple());
  assigned_[s.target.value] = true;
}

void SyntaxCollector::Note(const lang::Unpack& s) {
  Add(Is<lang::Tuple>(s.value) ? F::kTuplePair : F::kUnpacking);
  for (const lang::VarId var : module_[s.targets]) {
    assigned_[var.value] = true;
  }
}

void SyntaxCollector::Note(const lang::Store& s) {
  Add(IsElement(s.target)     ? F::kElementStore
      : IsInElement(s.target) ? F::kElementPartStore
                              : F::kPartStore);
}

void SyntaxCollector::Note(const lang::Augment& s) {
  Add(F::kAugmentedAssignment);
  if (Is<lang::VarRef>(s.target)) {
    const auto feature = FeatureOf(s.op);
    Add(F::kAugmentedInteger, feature && *feature != F::kMatMul);
    Add(F::kTileUpdate, TypeOf(s.target).is_tile());
    return;
  }
  Add(IsElement(s.target)     ? F::kAugmentedElement
      : IsInElement(s.target) ? F::kElementPartUpdate
                              : F::kAugmentedPart);
}

void SyntaxCollector::Note(const lang::If& s) {
  Add(F::kIf);
  NoteCondition(s.condition);
  const auto then = module_[s.then];
  const auto otherwise = module_[s.otherwise];
  Add(F::kEarlyReturn,
      then.size() == 1 && std::holds_alternative<lang::Return>(module_[then[0]].node));
  const bool is_elif =
      otherwise.size() == 1 && std::holds_alternative<lang::If>(module_[otherwise[0]].node);
  Add(is_elif ? F::kElif : F::kElse, !otherwise.empty());
}

void SyntaxCollector::Note(const lang::ForRange& s) {
  Add(F::kFor);
  if (lang::IsIterable(TypeOf(s.stop))) {
    Add(F::kForQuery);
    return;
  }
  Add(F::kConstantRange, Is<lang::ConstRef>(s.stop));
  Add(F::kStaticRange, Is<lang::Static>(s.stop));
  Add(F::kForStart, s.start.is_valid() && !s.step.is_valid());
  Add(F::kForStep, s.step.is_valid());
  Add(F::kForBackwards, s.step.is_valid() && IsNegative(s.step));
  Add(F::kForReversed, s.reversed);
  Add(UnrolledTrips(module_, s) ? F::kForUnrolled
      : HasConstantBounds(s)    ? F::kForConstant
                                : F::kForRuntime);
}

void SyntaxCollector::Note(const lang::While& s) {
  Add(F::kWhile);
  Add(F::kWhileTrue, Is<lang::Literal>(s.condition));
  NoteCondition(s.condition);
}

void SyntaxCollector::Note(const lang::Break&) { Add(F::kBreak); }

void SyntaxCollector::Note(const lang::Continue&) {
  Add(F::kContinue);
  Add(F::kUnrolledContinue, in_unrolled_loop_);
}

void SyntaxCollector::Note(const lang::Evaluate& s) {
  const auto* call = std::get_if<lang::BuiltinCall>(&module_[s.value].node);
  const bool prints = call != nullptr && builtins_.name(builtins_.call(call->call).name) == "print";
  Add(prints ? F::kPrintValue : F::kCallStatement);
}

void SyntaxCollector::Note(const lang::Print& s) { Add(s.is_printf ? F::kPrintf : F::kPrintText); }

void SyntaxCollector::Note(const lang::Assert& s) {
  Add(s.message.is_valid() ? F::kAssertMessage : F::kAssert);
}

void SyntaxCollector::Note(const lang::Pass&) { Add(F::kPass); }

bool SyntaxCollector::IsElement(lang::ExprId target) const {
  const auto* subscript = std::get_if<lang::Subscript>(&module_[target].node);
  return subscript != nullptr && TypeOf(subscript->base).is_array();
}

bool SyntaxCollector::IsInElement(lang::ExprId id) const {
  while (id.is_valid() && !IsElement(id)) {
    id = std::visit(SelectedFrom{}, module_[id].node);
  }
  return id.is_valid();
}

bool SyntaxCollector::HasConstantBounds(const lang::ForRange& s) const {
  const auto is_known = [&](lang::ExprId id) { return !id.is_valid() || IsConstant(id); };
  return !s.reversed && is_known(s.start) && is_known(s.stop) && is_known(s.step);
}

}  // namespace warploom::synth::features
