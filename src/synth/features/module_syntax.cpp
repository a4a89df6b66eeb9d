#include "base/check.h"
#include "synth/features/syntax_collector.h"

namespace warploom::synth::features {
namespace {

SyntaxFeature FeatureOf(lang::OptionName option) {
  using F = SyntaxFeature;
  using enum lang::OptionName;
  switch (option) {
    case kEnableBackward:
      return F::kOptionBackward;
    case kModule:
      return F::kOptionModule;
    case kLaunchBounds:
      return F::kOptionLaunchBounds;
    case kMaxRegisters:
      return F::kOptionMaxRegisters;
    case kSmemSpilling:
      return F::kOptionSmemSpilling;
    case kClusterDim:
      return F::kOptionClusterDim;
    case kGridStride:
      return F::kOptionGridStride;
    case kDefaultGridStride:
      return F::kOptionDefaultGridStride;
    case kMaxUnroll:
      return F::kOptionMaxUnroll;
    case kFastMath:
      return F::kOptionFastMath;
    case kFuseFp:
      return F::kOptionFuseFp;
    case kVerifyFp:
      return F::kOptionVerifyFp;
    case kMode:
      return F::kOptionMode;
    case kLineInfo:
      return F::kOptionLineInfo;
    case kComponentOverwrites:
      return F::kOptionComponentOverwrites;
    case kVerifyAutograd:
      return F::kOptionVerifyAutograd;
    case kBlockDim:
      return F::kOptionBlockDim;
  }
  WARPLOOM_CHECK(false, "unknown option");
}

}  // namespace

SyntaxFeatureSet SyntaxCollector::Run() {
  for (const lang::Function& function : module_.functions) {
    NoteFunction(function);
  }
  NoteDefinitions();
  NoteOptions();
  return features_;
}

void SyntaxCollector::NoteDefinitions() {
  Add(F::kHelperFunction, module_.functions.size() > 1);
  Add(F::kDocstring, module_.kernel_function().docstring.is_valid());
  Add(F::kStruct, !module_.structs.empty());
  for (const lang::StructDef& definition : module_.structs) {
    for (const lang::StructField& field : definition.fields) {
      Add(F::kNestedStruct, field.type.element().is_struct());
      Add(F::kArrayField, field.type.is_array());
    }
  }
  Add(F::kConstant, !module_.constants.empty());
  for (const lang::Constant& constant : module_.constants) {
    ForEachExpr(module_, constant.value, [&](lang::ExprId id) {
      Add(F::kMemberConstant, std::holds_alternative<lang::Member>(module_[id].node));
    });
    Add(F::kWrappedConstant, constant.wrapped);
    Add(F::kVectorConstant, constant.type.is_vec());
    Add(F::kBoolConstant, constant.type.is_bool());
  }
  Add(F::kKernelFactory, module_.factory.is_set());
  Add(F::kCapturedFunction, module_.factory.function.is_valid());
  Add(F::kGenericKernel, module_.kernel_function().any_params != 0);
  const size_t dims = module_.launch.dims.size();
  Add(F::kLaunchTiled, module_.launch.block_dim > 0);
  Add(static_cast<F>(static_cast<size_t>(F::kLaunch1d) + dims - 1), dims > 0 && dims < 4);
}

void SyntaxCollector::NoteOptions() {
  for (const auto* options :
       {&module_.kernel_options, &module_.module_options, &module_.config_options}) {
    for (const lang::Option& option : *options) {
      Add(FeatureOf(option.name));
    }
  }
  const bool is_unique = module_.option(lang::OptionName::kModule) != nullptr;
  Add(is_unique ? F::kUniqueModuleOptions : F::kModuleOptions, !module_.module_options.empty());
}

void SyntaxCollector::NoteFunction(const lang::Function& function) {
  const bool is_kernel = &function == &module_.kernel_function();
  in_helper_ = !is_kernel;
  for (const lang::VarId param : module_[function.params]) {
    assigned_[param.value] = true;
    NoteParameter(module_[param].type, is_kernel);
  }
  NoteHelper(function);
  Add(F::kMultipleResults, function.results.size() > 1);
  Add(F::kResultAnnotation, function.annotate_results && !function.results.empty());
  NoteBlock(function.body, 0, false);
}

void SyntaxCollector::NoteParameter(lang::Type type, bool is_kernel) {
  NoteType(type);
  Add(F::kArrayParameter, !is_kernel && type.is_array());
  Add(F::kStructParameter, !is_kernel && type.is_struct());
  Add(F::kStructArgument, is_kernel && type.is_struct());
  Add(F::kStructArray, type.is_array() && type.kind == lang::TypeKind::kStruct);
  Add(F::kFunctionParameter, type == lang::FunctionType());
  NoteArrayKind(type);
}

void SyntaxCollector::NoteHelper(const lang::Function& function) {
  using Role = lang::Function::Role;
  Add(F::kGenericFunction, in_helper_ && function.any_params != 0);
  Add(F::kGenericInstances, function.role == Role::kInstance && function.any_params != 0);
  Add(F::kDefaultValue, !function.defaults.empty());
  Add(F::kReferenceParameter, function.ref_params != 0);
  Add(F::kNativeFunction, function.native.snippet.is_valid());
  Add(F::kNativeAdjoint, function.native.adjoint.is_valid());
  Add(F::kNativeReplay, function.native.replay.is_valid());
  Add(F::kCustomGradient, function.role == Role::kGrad);
  Add(F::kCustomReplay, function.role == Role::kReplay);
  for (const lang::Function& other : module_.functions) {
    Add(F::kOverloadedFunction, &other != &function && other.name == function.name &&
                                    other.role == Role::kPlain && function.role == Role::kPlain);
  }
}

void SyntaxCollector::NoteType(lang::Type type) { Add(F::kTypeAlias, NeedsAlias(type.element())); }

void SyntaxCollector::NoteArrayKind(lang::Type type) {
  const bool is_fabric = type.array_kind == lang::ArrayKind::kFabric;
  Add(F::kIndexedArray, type.array_kind == lang::ArrayKind::kIndexed);
  Add(F::kFabricArray, is_fabric && type.ndim == 1);
  Add(F::kFabricArrayArray, is_fabric && type.ndim == 2);
  Add(F::kIndexedFabricArray, type.array_kind == lang::ArrayKind::kIndexedFabric);
}

}  // namespace warploom::synth::features
