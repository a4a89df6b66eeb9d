#include "synth/features/constructs.h"

#include <algorithm>
#include <array>
#include <variant>
#include <vector>

#include "base/check.h"
#include "lang/constants.h"
#include "lang/kind_of.h"
#include "lang/rules.h"
#include "lang/unroll.h"
#include "lang/walk.h"

namespace warploom::synth::features {
namespace {

using namespace lang;  // The pass names many node kinds.
using C = Construct;

constexpr std::array kConstructs = {
#define WARPLOOM_CONSTRUCT(Name, name, group, text) ConstructInfo{name, group, text, ""},
#include "synth/features/constructs.def"
#define WARPLOOM_CONSTRUCT(Name, name, group, text)
#define WARPLOOM_REFUSED_CONSTRUCT(name, group, text, reason) \
  ConstructInfo{name, group, text, reason},
#include "synth/features/constructs.def"
};

C ConstructOf(OptionName option) {
  switch (option) {
    case OptionName::kEnableBackward:
      return C::kOptionBackward;
    case OptionName::kModule:
      return C::kOptionModule;
    case OptionName::kLaunchBounds:
      return C::kOptionLaunchBounds;
    case OptionName::kMaxRegisters:
      return C::kOptionMaxRegisters;
    case OptionName::kSmemSpilling:
      return C::kOptionSmemSpilling;
    case OptionName::kClusterDim:
      return C::kOptionClusterDim;
    case OptionName::kGridStride:
      return C::kOptionGridStride;
    case OptionName::kDefaultGridStride:
      return C::kOptionDefaultGridStride;
    case OptionName::kMaxUnroll:
      return C::kOptionMaxUnroll;
    case OptionName::kFastMath:
      return C::kOptionFastMath;
    case OptionName::kFuseFp:
      return C::kOptionFuseFp;
    case OptionName::kVerifyFp:
      return C::kOptionVerifyFp;
    case OptionName::kMode:
      return C::kOptionMode;
    case OptionName::kLineInfo:
      return C::kOptionLineInfo;
    case OptionName::kComponentOverwrites:
      return C::kOptionComponentOverwrites;
    case OptionName::kVerifyAutograd:
      return C::kOptionVerifyAutograd;
    case OptionName::kBlockDim:
      return C::kOptionBlockDim;
  }
  WARPLOOM_CHECK(false, "unknown option");
}

// Operators of integers alone, and those that they share with floats beside + - * / and @.
bool IsAugmentedInteger(BinaryOp op) {
  switch (op) {
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod:
    case BinaryOp::kPow:
    case BinaryOp::kBitAnd:
    case BinaryOp::kBitOr:
    case BinaryOp::kBitXor:
    case BinaryOp::kShl:
    case BinaryOp::kShr:
      return true;
    case BinaryOp::kAdd:
    case BinaryOp::kSub:
    case BinaryOp::kMul:
    case BinaryOp::kMatMul:
    case BinaryOp::kDiv:
      return false;
  }
  WARPLOOM_CHECK(false, "unknown binary operator");
}

class ConstructCollector {
 public:
  ConstructCollector(const Module& module, const BuiltinTable& builtins)
      : module_(module), builtins_(builtins), assigned_(module.vars.size(), false) {}

  ConstructSet Run() {
    for (const Function& function : module_.functions) {
      NoteFunction(function);
    }
    NoteModule();
    return set_;
  }

 private:
  template <typename Kind>
  bool Is(ExprId id) const {
    return std::holds_alternative<Kind>(module_[id].node);
  }
  Type TypeOf(ExprId id) const { return module_[id].type; }

  void Note(C construct, bool holds = true) {
    if (holds) {
      set_.set(static_cast<size_t>(construct));
    }
  }

  void NoteModule() {
    Note(C::kHelperFunction, module_.functions.size() > 1);
    Note(C::kDocstring, module_.kernel_function().docstring.is_valid());
    Note(C::kStruct, !module_.structs.empty());
    for (const StructDef& definition : module_.structs) {
      for (const StructField& field : definition.fields) {
        Note(C::kNestedStruct, field.type.element().is_struct());
        Note(C::kArrayField, field.type.is_array());
      }
    }
    Note(C::kConstant, !module_.constants.empty());
    for (const Constant& constant : module_.constants) {
      Note(C::kWrappedConstant, constant.wrapped);
      Note(C::kVectorConstant, constant.type.is_vec());
      Note(C::kBoolConstant, constant.type.is_bool());
    }
    Note(C::kKernelFactory, module_.factory.is_set());
    Note(C::kCapturedFunction, module_.factory.function.is_valid());
    Note(C::kGenericKernel, module_.kernel_function().any_params != 0);
    NoteOptions();
    const size_t dims = module_.launch.dims.size();
    Note(C::kLaunchTiled, module_.launch.block_dim > 0);
    Note(static_cast<C>(static_cast<size_t>(C::kLaunch1d) + dims - 1), dims > 0 && dims < 4);
  }

  void NoteOptions() {
    for (const auto* options :
         {&module_.kernel_options, &module_.module_options, &module_.config_options}) {
      for (const Option& option : *options) {
        Note(ConstructOf(option.name));
      }
    }
    const bool is_unique = module_.option(OptionName::kModule) != nullptr;
    Note(is_unique ? C::kUniqueModuleOptions : C::kModuleOptions, !module_.module_options.empty());
  }

  void NoteFunction(const Function& function) {
    const bool is_kernel = &function == &module_.kernel_function();
    in_helper_ = !is_kernel;
    for (const VarId param : module_[function.params]) {
      const Type type = module_[param].type;
      assigned_[param.value] = true;
      NoteType(type);
      Note(C::kArrayParameter, !is_kernel && type.is_array());
      Note(C::kStructParameter, !is_kernel && type.is_struct());
      Note(C::kStructArgument, is_kernel && type.is_struct());
      Note(C::kStructArray, type.is_array() && type.kind == TypeKind::kStruct);
      NoteArrayKind(type);
    }
    NoteHelper(function);
    Note(C::kMultipleResults, function.results.size() > 1);
    Note(C::kResultAnnotation, function.annotate_results && !function.results.empty());
    NoteBlock(function.body, 0, false);
  }

  void NoteHelper(const Function& function) {
    using Role = Function::Role;
    Note(C::kGenericFunction, in_helper_ && function.any_params != 0);
    Note(C::kGenericInstances, function.role == Role::kInstance && function.any_params != 0);
    Note(C::kDefaultValue, !function.defaults.empty());
    Note(C::kReferenceParameter, function.ref_params != 0);
    Note(C::kNativeFunction, function.native.snippet.is_valid());
    Note(C::kNativeAdjoint, function.native.adjoint.is_valid());
    Note(C::kNativeReplay, function.native.replay.is_valid());
    Note(C::kCustomGradient, function.role == Role::kGrad);
    Note(C::kCustomReplay, function.role == Role::kReplay);
    for (const Function& other : module_.functions) {
      Note(C::kOverloadedFunction, &other != &function && other.name == function.name &&
                                       other.role == Role::kPlain && function.role == Role::kPlain);
    }
    for (const VarId param : module_[function.params]) {
      Note(C::kFunctionParameter, module_[param].type == FunctionType());
    }
  }

  void NoteArrayKind(Type type) {
    const bool is_fabric = type.array_kind == lang::ArrayKind::kFabric;
    Note(C::kIndexedArray, type.array_kind == lang::ArrayKind::kIndexed);
    Note(C::kFabricArray, is_fabric && type.ndim == 1);
    Note(C::kFabricArrayArray, is_fabric && type.ndim == 2);
    Note(C::kIndexedFabricArray, type.array_kind == lang::ArrayKind::kIndexedFabric);
  }

  void NoteType(Type type) { Note(C::kTypeAlias, NeedsAlias(type.element())); }

  void NoteBlock(StmtList list, int loops, bool unrolled) {
    for (const StmtId id : module_[list]) {
      const Stmt& stmt = module_[id];
      std::visit([&](const auto& s) { NoteStmt(s, unrolled); }, stmt.node);
      const auto* loop = std::get_if<ForRange>(&stmt.node);
      const bool is_loop = loop != nullptr || std::holds_alternative<While>(stmt.node);
      Note(C::kNestedLoop, is_loop && loops > 0);
      const bool inner =
          is_loop ? loop != nullptr && UnrolledTrips(module_, *loop).has_value() : unrolled;
      ForEachPart(
          module_, stmt,
          [&](ExprId e, bool) {
            ForEachExpr(module_, e, [&](ExprId x) {
              std::visit([&](const auto& node) { NoteExpr(node, TypeOf(x)); }, module_[x].node);
            });
          },
          [&](StmtList block) { NoteBlock(block, loops + (is_loop ? 1 : 0), inner); });
    }
  }

  // ---- Statements ----------------------------------------------------------------------------
  void NoteStmt(const KindOf<std::monostate, Return, lang::Comment, BlankLine> auto&, bool) {}

  void NoteStmt(const Assign& s, bool) {
    Note(C::kRebinding, assigned_[s.target.value]);
    Note(C::kLocalTuple, Is<Tuple>(s.value));
    Note(C::kFunctionAlias, TypeOf(s.value) == FunctionType());
    Note(C::kTupleResult, Is<UserCall>(s.value) && TypeOf(s.value).is_tuple());
    assigned_[s.target.value] = true;
  }
  void NoteStmt(const Unpack& s, bool) {
    Note(Is<Tuple>(s.value) ? C::kTuplePair : C::kUnpacking);
    for (const VarId var : module_[s.targets]) {
      assigned_[var.value] = true;
    }
  }
  void NoteStmt(const Store& s, bool) {
    Note(IsElement(s.target)         ? C::kElementStore
         : IsPartOfElement(s.target) ? C::kElementPartStore
                                     : C::kPartStore);
  }
  void NoteStmt(const Augment& s, bool) {
    Note(C::kAugmentedAssignment);
    const bool is_name = Is<VarRef>(s.target);
    Note(C::kAugmentedInteger, IsAugmentedInteger(s.op) && is_name);
    Note(C::kTileUpdate, is_name && TypeOf(s.target).is_tile());
    Note(C::kAugmentedElement, !is_name && IsElement(s.target));
    const bool in_element = !is_name && !IsElement(s.target) && IsPartOfElement(s.target);
    Note(C::kElementPartUpdate, in_element);
    Note(C::kAugmentedPart, !is_name && !IsElement(s.target) && !in_element);
  }
  void NoteStmt(const If& s, bool) {
    Note(C::kIf);
    NoteTruth(s.condition);
    const auto then = module_[s.then];
    const auto otherwise = module_[s.otherwise];
    Note(C::kEarlyReturn,
         then.size() == 1 && std::holds_alternative<Return>(module_[then[0]].node));
    const bool is_elif =
        otherwise.size() == 1 && std::holds_alternative<If>(module_[otherwise[0]].node);
    Note(is_elif ? C::kElif : C::kElse, !otherwise.empty());
  }
  void NoteStmt(const ForRange& s, bool) {
    Note(C::kFor);
    if (lang::IsIterable(TypeOf(s.stop))) {
      Note(C::kForQuery);
      return;
    }
    Note(C::kConstantRange, Is<ConstRef>(s.stop));
    Note(C::kStaticRange, Is<Static>(s.stop));
    Note(C::kForStart, s.start.is_valid() && !s.step.is_valid());
    Note(C::kForStep, s.step.is_valid());
    Note(C::kForBackwards, s.step.is_valid() && IntegerOf(s.step) < 0);
    Note(C::kForReversed, s.reversed);
    Note(UnrolledTrips(module_, s) ? C::kForUnrolled
         : IsConstant(s)           ? C::kForConstant
                                   : C::kForRuntime);
  }
  void NoteStmt(const While& s, bool) {
    Note(C::kWhile);
    Note(C::kWhileTrue, Is<Literal>(s.condition));
    NoteTruth(s.condition);
  }
  void NoteStmt(const Break&, bool) { Note(C::kBreak); }
  void NoteStmt(const Continue&, bool unrolled) {
    Note(C::kContinue);
    Note(C::kUnrolledContinue, unrolled);
  }
  void NoteStmt(const Evaluate& s, bool) {
    const auto* call = std::get_if<BuiltinCall>(&module_[s.value].node);
    const bool prints =
        call != nullptr && builtins_.name(builtins_.call(call->call).name) == "print";
    Note(prints ? C::kPrintValue : C::kCallStatement);
  }
  void NoteStmt(const Print& s, bool) { Note(s.is_printf ? C::kPrintf : C::kPrintText); }
  void NoteStmt(const Assert& s, bool) {
    Note(s.message.is_valid() ? C::kAssertMessage : C::kAssert);
  }
  void NoteStmt(const Pass&, bool) { Note(C::kPass); }

  // A component or field, however deep, of an array's element.
  bool IsPartOfElement(ExprId id) const {
    if (IsElement(id)) {
      return true;
    }
    return std::visit([&](const auto& e) { return IsInElement(e); }, module_[id].node);
  }
  bool IsInElement(const KindOf<Field, Component, Subscript> auto& e) const {
    return IsPartOfElement(e.base);
  }
  bool IsInElement(const KindOf<std::monostate, Literal, String, VarRef, ConstRef, NamedNumber,
                                Member, Static, Tuple, Unary, Binary, Compare, BoolOp, Ternary,
                                BuiltinCall, UserCall, lang::Construct, Slice, Shape, Keyword,
                                TypeName, Callee, LocalArray, Adjoint> auto&) const {
    return false;
  }

  // Something that is no comparison stands where a condition does.
  void NoteTruth(ExprId id) {
    const Type type = TypeOf(id);
    Note(C::kNamedCondition, type.is_bool() && Is<VarRef>(id));
    Note(C::kIntegerTruth, type.is_int());
    Note(C::kStaticBranch, Is<Static>(id));
    const auto* compare = std::get_if<Compare>(&module_[id].node);
    Note(C::kConstantBranch,
         Is<ConstRef>(id) ||
             (compare != nullptr && std::ranges::all_of(module_[compare->operands], [&](ExprId x) {
                return Is<Literal>(x) || Is<ConstRef>(x);
              })));
    Note(C::kArrayTruth, type.is_array());
  }

  // True for a whole element of an array, not a part of one.
  bool IsElement(ExprId target) const {
    const auto* subscript = std::get_if<Subscript>(&module_[target].node);
    return subscript != nullptr && TypeOf(subscript->base).is_array();
  }

  // Of what IsConstant holds for.
  int64_t IntegerOf(ExprId id) const { return ConstantInteger(module_, id).value_or(0); }

  bool IsConstant(ExprId id) const {
    return !id.is_valid() || ConstantInteger(module_, id).has_value();
  }
  bool IsConstant(const ForRange& s) const {
    return !s.reversed && IsConstant(s.start) && IsConstant(s.stop) && IsConstant(s.step);
  }

  // ---- Expressions ---------------------------------------------------------------------------
  void NoteExpr(const KindOf<std::monostate, String, VarRef, ConstRef, Tuple, Slice, Callee,
                             Adjoint, TypeName> auto&,
                Type) {}

  void NoteExpr(const Literal& e, Type type) {
    Note(C::kHexLiteral, e.hex);
    Note(C::kBoolLiteral, type.is_bool());
  }
  void NoteExpr(const NamedNumber& e, Type) {
    Note(C::kInfinity, e.name == NumberName::kInf);
    Note(C::kNotANumber, e.name == NumberName::kNan);
    Note(e.source == NumberSource::kMath    ? C::kNumberOfMath
         : e.source == NumberSource::kNumpy ? C::kNumberOfNumpy
                                            : C::kNumberOfWarp);
  }
  void NoteExpr(const Member& e, Type) {
    const ConstantClass::Kind kind = module_.classes[e.owner].kind;
    Note(kind == ConstantClass::Kind::kIntEnum   ? C::kIntEnum
         : kind == ConstantClass::Kind::kIntFlag ? C::kIntFlag
                                                 : C::kClassConstant);
    Note(C::kMemberCast, e.form == Member::Form::kCast);
    Note(C::kMemberValue, e.form == Member::Form::kValue);
  }
  void NoteExpr(const Static& e, Type type) {
    Note(C::kStatic);
    Note(Is<Subscript>(e.value) ? C::kStaticTable : C::kStaticNumber,
         type.is_float() || Is<Subscript>(e.value));
    Note(C::kStructConstant, type.is_struct());
  }
  void NoteExpr(const Unary& e, Type) {
    if (e.op == UnaryOp::kNot) {
      Note(C::kNot);
      NoteTruth(e.operand);
    }
    Note(C::kNegation, e.op == UnaryOp::kNeg);
    Note(C::kInvert, e.op == UnaryOp::kInvert);
  }
  void NoteExpr(const Binary& e, Type) {
    switch (e.op) {
      case BinaryOp::kAdd:
      case BinaryOp::kSub:
      case BinaryOp::kMul:
      case BinaryOp::kDiv:
        return;
      case BinaryOp::kMatMul:
        return Note(C::kMatMul);
      case BinaryOp::kFloorDiv:
        return Note(C::kFloorDivision);
      case BinaryOp::kMod:
        return Note(C::kModulo);
      case BinaryOp::kPow:
        return Note(C::kPower);
      case BinaryOp::kBitAnd:
      case BinaryOp::kBitOr:
      case BinaryOp::kBitXor:
        return Note(C::kBitwise);
      case BinaryOp::kShl:
      case BinaryOp::kShr:
        return Note(C::kShift);
    }
  }
  void NoteExpr(const Compare& e, Type) {
    Note(e.operands.count > 2 ? C::kChainedComparison : C::kComparison);
    Note(C::kBoolComparison, TypeOf(module_[e.operands][0]).is_bool());
  }
  void NoteExpr(const BoolOp& e, Type) {
    Note(C::kAndOr);
    for (const ExprId operand : module_[e.operands]) {
      NoteTruth(operand);
    }
  }
  void NoteExpr(const Ternary&, Type) { Note(C::kTernary); }
  void NoteExpr(const BuiltinCall& e, Type) {
    Note(C::kFunctionArgument,
         std::ranges::any_of(module_[e.args], [&](ExprId arg) { return Is<Callee>(arg); }));
    const lang::Call& call = builtins_.call(e.call);
    Note(C::kBuiltinNamedArgument, e.by_position < e.args.count);
    const MathSource source = SourceOf(module_, builtins_, e);
    Note(C::kPythonFunction, source == MathSource::kPython);
    Note(C::kMathFunction, source == MathSource::kMath);
    Note(C::kNumpyFunction, source == MathSource::kNumpy);
    Note(C::kDtypeArgument,
         builtins_.overload(call.overload).takes_dtype && !call.result.is_void());
  }
  void NoteExpr(const UserCall& e, Type) {
    const Function& function = module_[e.function];
    Note(C::kNestedCall, in_helper_);
    Note(C::kStructOperator, e.form == UserCall::Form::kOperator);
    Note(C::kGradientCall, e.form == UserCall::Form::kGrad);
    Note(C::kStaticFunction, e.callee.is_valid() && Is<Static>(e.callee));
    const size_t first_default = function.params.count - function.defaults.size();
    for (size_t i = 0; i < e.args.count; ++i) {
      const bool is_omitted =
          i >= first_default && function.defaults[i - first_default] == module_[e.args][i];
      Note(C::kOmittedArgument, is_omitted);
      Note(C::kNamedArgument, !is_omitted && i >= e.by_position);
    }
  }
  void NoteExpr(const LocalArray& e, Type) {
    Note(e.source.is_valid() ? C::kPointerArray : C::kLocalArray);
  }
  void NoteExpr(const lang::Construct& e, Type type) {
    NoteType(type);
    Note(C::kTypeOfCall, e.spelling == lang::Construct::Spelling::kTypeOf);
    Note(C::kDtypeOfArray, e.spelling == lang::Construct::Spelling::kDtype);
    Note(C::kStructNames, type.is_struct() && e.args.count > 0 && e.by_position == 0);
    Note(C::kConversion, type.is_scalar());
    Note(C::kStarredArgument, e.starred > 0);
    Note(e.args.count == 0 ? C::kStructDefault : C::kStructValues, type.is_struct());
  }
  void NoteExpr(const Subscript& e, Type type) {
    const Type base = TypeOf(e.base);
    const auto indices = module_[e.indices];
    Note(C::kChainedSubscript, Is<Subscript>(e.base));
    if (base.is_tuple()) {
      return Note(C::kTupleItem);
    }
    if (base.is_array()) {
      const bool sliced = std::ranges::any_of(indices, [&](ExprId i) { return Is<Slice>(i); });
      Note(C::kSlice, sliced);
      Note(C::kView, type.is_array() && !sliced);
      return;
    }
    if (base.is_tile()) {
      return Note(C::kTileElement);
    }
    Note(C::kNegativeSubscript,
         std::ranges::any_of(indices, [&](ExprId i) { return IntegerOf(i) < 0; }));
    if (std::ranges::any_of(indices, [&](ExprId i) { return Is<Slice>(i); })) {
      Note(base.is_mat() ? C::kMatrixPart : C::kPartSlice);
      return;
    }
    const bool is_constant = std::ranges::all_of(indices, [&](ExprId i) { return IsConstant(i); });
    Note(C::kMatrixRow, base.is_mat() && indices.size() == 1);
    Note(C::kMatrixElement, base.is_mat() && indices.size() == 2);
    Note(is_constant ? C::kComponentSubscript : C::kDynamicComponent, !base.is_mat());
  }
  void NoteExpr(const Field&, Type) { Note(C::kFieldRead); }
  void NoteExpr(const Component& e, Type) {
    const lang::Type base = TypeOf(e.base);
    Note(base.is_transform()                    ? C::kTransformPart
         : base.kind == lang::TypeKind::kOpaque ? C::kFieldRead
                                                : C::kComponentName);
  }
  void NoteExpr(const Shape&, Type) { Note(C::kShapeOf); }
  void NoteExpr(const Keyword& e, Type) { Note(C::kBuiltinNamedArgument, !e.is_bare); }

  const Module& module_;
  const BuiltinTable& builtins_;
  ConstructSet set_;
  std::vector<bool> assigned_;
  bool in_helper_ = false;
};

}  // namespace

std::span<const ConstructInfo> Constructs() { return kConstructs; }

ConstructSet ConstructsOf(const Module& module, const BuiltinTable& builtins) {
  return ConstructCollector(module, builtins).Run();
}

}  // namespace warploom::synth::features
