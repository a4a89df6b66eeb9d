#include <algorithm>
#include <optional>

#include "lang/constants.h"
#include "lang/rules.h"
#include "lang/subscripts.h"
#include "synth/features/syntax_collector.h"

namespace warploom::synth::features {

std::optional<SyntaxFeature> FeatureOf(lang::BinaryOp op) {
  using F = SyntaxFeature;
  switch (Info(op).group) {
    case lang::OperatorGroup::kArithmetic:
      return std::nullopt;
    case lang::OperatorGroup::kMatrix:
      return F::kMatMul;
    case lang::OperatorGroup::kFloor:
      return op == lang::BinaryOp::kMod ? F::kModulo : F::kFloorDivision;
    case lang::OperatorGroup::kPower:
      return F::kPower;
    case lang::OperatorGroup::kBitwise:
      return F::kBitwise;
    case lang::OperatorGroup::kShift:
      return F::kShift;
  }
  return std::nullopt;
}

void SyntaxCollector::Note(const lang::Literal& e, lang::Type type) {
  Add(F::kHexLiteral, e.hex);
  Add(F::kBoolLiteral, type.is_bool());
}

void SyntaxCollector::Note(const lang::NamedNumber& e, lang::Type) {
  Add(F::kInfinity, e.name == lang::NumberName::kInf);
  Add(F::kNotANumber, e.name == lang::NumberName::kNan);
  Add(e.source == lang::NumberSource::kMath    ? F::kNumberOfMath
      : e.source == lang::NumberSource::kNumpy ? F::kNumberOfNumpy
                                               : F::kNumberOfWarp);
}

void SyntaxCollector::Note(const lang::Member& e, lang::Type) {
  using Kind = lang::ConstantClass::Kind;
  const Kind kind = module_.classes[e.owner].kind;
  Add(kind == Kind::kIntEnum   ? F::kIntEnum
      : kind == Kind::kIntFlag ? F::kIntFlag
                               : F::kClassConstant);
  Add(F::kMemberCast, e.form == lang::Member::Form::kCast);
  Add(F::kMemberValue, e.form == lang::Member::Form::kValue);
}

void SyntaxCollector::Note(const lang::Static& e, lang::Type type) {
  const bool is_table = Is<lang::Subscript>(e.value);
  Add(F::kStatic);
  Add(F::kStaticTable, is_table && type.kind != lang::TypeKind::kFunction);
  Add(F::kFunctionList, is_table && type.kind == lang::TypeKind::kFunction);
  Add(F::kStaticNumber, !is_table && type.is_float());
  Add(F::kStructConstant, type.is_struct());
}

void SyntaxCollector::Note(const lang::Unary& e, lang::Type) {
  if (e.op == lang::UnaryOp::kNot) {
    Add(F::kNot);
    NoteCondition(e.operand);
  }
  Add(F::kNegation, e.op == lang::UnaryOp::kNeg);
  Add(F::kInvert, e.op == lang::UnaryOp::kInvert);
}

void SyntaxCollector::Note(const lang::Binary& e, lang::Type) {
  if (const auto feature = FeatureOf(e.op)) {
    Add(*feature);
  }
}

void SyntaxCollector::Note(const lang::Compare& e, lang::Type) {
  Add(e.operands.count > 2 ? F::kChainedComparison : F::kComparison);
  Add(F::kBoolComparison, TypeOf(module_[e.operands][0]).is_bool());
}

void SyntaxCollector::Note(const lang::BoolOp& e, lang::Type) {
  Add(F::kAndOr);
  for (const lang::ExprId operand : module_[e.operands]) {
    NoteCondition(operand);
  }
}

void SyntaxCollector::Note(const lang::Ternary&, lang::Type) { Add(F::kTernary); }

void SyntaxCollector::Note(const lang::BuiltinCall& e, lang::Type) {
  Add(F::kFunctionArgument, std::ranges::any_of(module_[e.args], [&](lang::ExprId arg) {
        return Is<lang::Callee>(arg);
      }));
  Add(F::kBuiltinNamedArgument, e.by_position < e.args.count);
  const lang::MathSource source = SourceOf(module_, builtins_, e);
  Add(F::kPythonFunction, source == lang::MathSource::kPython);
  Add(F::kMathFunction, source == lang::MathSource::kMath);
  Add(F::kNumpyFunction, source == lang::MathSource::kNumpy);
  const lang::Call& call = builtins_.call(e.call);
  Add(F::kDtypeArgument, builtins_.overload(call.overload).takes_dtype && !call.result.is_void());
}

void SyntaxCollector::Note(const lang::UserCall& e, lang::Type) {
  const lang::Function& function = module_[e.function];
  Add(F::kNestedCall, in_helper_);
  Add(F::kStructOperator, e.form == lang::UserCall::Form::kOperator);
  Add(F::kGradientCall, e.form == lang::UserCall::Form::kGrad);
  Add(F::kStaticFunction, e.callee.is_valid() && Is<lang::Static>(e.callee));
  const size_t first_default = function.params.count - function.defaults.size();
  for (size_t i = 0; i < e.args.count; ++i) {
    const bool is_omitted =
        i >= first_default && function.defaults[i - first_default] == module_[e.args][i];
    Add(F::kOmittedArgument, is_omitted);
    Add(F::kNamedArgument, !is_omitted && i >= e.by_position);
  }
}

void SyntaxCollector::Note(const lang::LocalArray& e, lang::Type) {
  Add(e.source.is_valid() ? F::kPointerArray : F::kLocalArray);
}

void SyntaxCollector::Note(const lang::Construct& e, lang::Type type) {
  NoteType(type);
  Add(F::kTypeOfCall, e.spelling == lang::Construct::Spelling::kTypeOf);
  Add(F::kDtypeOfArray, e.spelling == lang::Construct::Spelling::kDtype);
  Add(F::kStructNames, type.is_struct() && e.args.count > 0 && e.by_position == 0);
  Add(F::kConversion, type.is_scalar());
  Add(F::kStarredArgument, e.starred > 0);
  Add(e.args.count == 0 ? F::kStructDefault : F::kStructValues, type.is_struct());
}

bool SyntaxCollector::HasSlice(const lang::Subscript& e) const {
  return std::ranges::any_of(module_[e.indices],
                             [&](lang::ExprId i) { return Is<lang::Slice>(i); });
}

void SyntaxCollector::Note(const lang::Subscript& e, lang::Type type) {
  const lang::Type base = TypeOf(e.base);
  Add(F::kChainedSubscript, Is<lang::Subscript>(e.base));
  if (base.is_tuple()) {
    Add(F::kTupleItem);
  } else if (base.is_array()) {
    const bool is_sliced = HasSlice(e);
    Add(F::kSlice, is_sliced);
    Add(F::kView, type.is_array() && !is_sliced);
  } else if (base.is_tile()) {
    const bool is_sliced = HasSlice(e);
    Add(F::kTileElement, !type.is_tile());
    Add(F::kTileSlice, is_sliced);
    Add(F::kTileRow, type.is_tile() && lang::PartOfTile(module_, e).has_value());
    Add(F::kTileChain, Is<lang::Subscript>(e.base));
  } else {
    NoteSubscriptOfValue(e, base);
  }
}

// Of a vec, mat, quat or transform.
void SyntaxCollector::NoteSubscriptOfValue(const lang::Subscript& e, lang::Type base) {
  const auto indices = module_[e.indices];
  Add(F::kNegativeSubscript,
      std::ranges::any_of(indices, [&](lang::ExprId i) { return IsNegative(i); }));
  if (HasSlice(e)) {
    Add(base.is_mat() ? F::kMatrixPart : F::kPartSlice);
    return;
  }
  const bool is_constant =
      std::ranges::all_of(indices, [&](lang::ExprId i) { return IsConstant(i); });
  Add(F::kMatrixRow, base.is_mat() && indices.size() == 1);
  Add(F::kMatrixElement, base.is_mat() && indices.size() == 2);
  Add(is_constant ? F::kComponentSubscript : F::kDynamicComponent, !base.is_mat());
}

void SyntaxCollector::Note(const lang::Field&, lang::Type) { Add(F::kFieldRead); }

void SyntaxCollector::Note(const lang::Component& e, lang::Type) {
  const lang::Type base = TypeOf(e.base);
  Add(base.is_transform()                    ? F::kTransformPart
      : base.kind == lang::TypeKind::kOpaque ? F::kFieldRead
                                             : F::kComponentName);
}

void SyntaxCollector::Note(const lang::Shape&, lang::Type) { Add(F::kShapeOf); }

void SyntaxCollector::Note(const lang::Keyword& e, lang::Type) {
  Add(F::kBuiltinNamedArgument, !e.is_bare);
}

void SyntaxCollector::NoteCondition(lang::ExprId id) {
  const lang::Type type = TypeOf(id);
  Add(F::kNamedCondition, type.is_bool() && Is<lang::VarRef>(id));
  Add(F::kIntegerTruth, type.is_int());
  Add(F::kStaticBranch, Is<lang::Static>(id));
  const auto* compare = std::get_if<lang::Compare>(&module_[id].node);
  const bool compares_constants =
      compare != nullptr && std::ranges::all_of(module_[compare->operands], [&](lang::ExprId x) {
        return Is<lang::Literal>(x) || Is<lang::ConstRef>(x);
      });
  Add(F::kConstantBranch, Is<lang::ConstRef>(id) || compares_constants);
  Add(F::kArrayTruth, type.is_array());
}

bool SyntaxCollector::IsConstant(lang::ExprId id) const {
  return ConstantInteger(module_, id).has_value();
}

bool SyntaxCollector::IsNegative(lang::ExprId id) const {
  return ConstantInteger(module_, id).value_or(0) < 0;
}

}  // namespace warploom::synth::features
