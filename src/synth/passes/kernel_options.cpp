#include "synth/passes/kernel_options.h"

#include <algorithm>
#include <array>

namespace warploom::synth::passes {
namespace {

using lang::Module;
using lang::Option;
using lang::OptionName;

constexpr int kUsualBlock = 256;  // warp/_src/context.py: Module
constexpr std::array kThreadCounts = {64, 128, 256, 256, 512};

// An option that is rarely set. `draw` chooses a value that every kernel can be compiled with.
struct Rare {
  double weight;
  void (*draw)(Module& module, Rng& rng);
  // False for the option that turns in-place assignments to components, which atlas kernels must
  // contain, into copies.
  bool suits_atlas = true;
};

void Set(Module& module, OptionName name, int value = 1, int second = 0) {
  const lang::OptionScope scope = lang::Info(name).scope;
  auto& options = scope == lang::OptionScope::kKernel   ? module.kernel_options
                  : scope == lang::OptionScope::kConfig ? module.config_options
                                                        : module.module_options;
  options.push_back({name, {value, second}});
}

void DrawLaunchBounds(Module& module, Rng& rng) {
  const int threads = rng.Choose(kThreadCounts);
  const bool blocks = rng.Chance(0.5);
  Set(module, OptionName::kLaunchBounds, threads, blocks ? rng.Choose(std::array{1, 2, 4}) : 0);
}

void DrawMaxRegisters(Module& module, Rng& rng) {
  Set(module, OptionName::kMaxRegisters, rng.Choose(std::array{32, 48, 64, 96, 128}));
}

void DrawSmemSpilling(Module& module, Rng& rng) {
  Set(module, OptionName::kSmemSpilling);
  Set(module, OptionName::kLaunchBounds, rng.Choose(kThreadCounts));
}

void DrawClusterDim(Module& module, Rng& rng) {
  Set(module, OptionName::kClusterDim, rng.Choose(std::array{2, 4, 8}));
}

void DrawGridStride(Module& module, Rng& rng) {
  Set(module, OptionName::kGridStride, rng.Chance(0.7) ? 0 : 1);
}

void DrawMaxUnroll(Module& module, Rng& rng) {
  Set(module, OptionName::kMaxUnroll, rng.Choose(std::array{0, 1, 2, 4, 8, 32}));
}

void DrawMath(Module& module, Rng& rng) {
  switch (rng.Below(3)) {
    case 0:
      return Set(module, OptionName::kFastMath);
    case 1:
      return Set(module, OptionName::kFuseFp, 0);
    default:
      return Set(module, OptionName::kVerifyFp);
  }
}

template <OptionName Name>
void DrawFlag(Module& module, Rng&) {
  Set(module, Name);
}

constexpr std::array kRare = {
    Rare{1.5, DrawLaunchBounds},
    Rare{0.7, DrawMaxRegisters},
    Rare{0.6, DrawSmemSpilling},
    Rare{0.7, DrawClusterDim},
    Rare{1.2, DrawGridStride},
    Rare{2.0, DrawMaxUnroll},
    Rare{1.5, DrawMath},
    Rare{0.4, DrawFlag<OptionName::kMode>},
    Rare{0.5, DrawFlag<OptionName::kLineInfo>},
    Rare{0.8, DrawFlag<OptionName::kComponentOverwrites>, false},
    Rare{0.6, DrawFlag<OptionName::kVerifyAutograd>},
};

void DrawRare(Module& module, KernelKind kind, Rng& rng) {
  std::array<double, kRare.size()> weights{};
  for (size_t i = 0; i < kRare.size(); ++i) {
    weights[i] = kRare[i].suits_atlas || kind != KernelKind::kAtlas ? kRare[i].weight : 0.0;
  }
  kRare[rng.Pick(weights)].draw(module, rng);
}

// Disables the gradient, for the kernel or for the whole module.
void DrawForwardOnly(Module& module, const Profile& profile, Rng& rng) {
  const bool for_module = rng.Chance(0.3);
  (for_module ? module.module_options : module.kernel_options)
      .push_back({OptionName::kEnableBackward, {0, 0}});
  if (for_module && rng.Chance(profile.option_lean_launch)) {
    Set(module, OptionName::kDefaultGridStride, 0);
  }
}

// No one writes a custom gradient and then disables gradients.
bool HasGradient(const Module& module) {
  return std::ranges::any_of(module.functions, [](const lang::Function& function) {
    return function.role == lang::Function::Role::kGrad;
  });
}

}  // namespace

void DrawOptions(Module& module, KernelKind kind, const Profile& profile, Rng& rng) {
  // Code generated ahead of time must be for the block size of the launch.
  if (module.launch.block_dim > 0 && module.launch.block_dim != kUsualBlock) {
    Set(module, OptionName::kBlockDim, module.launch.block_dim);
  }
  const bool has_refs = std::ranges::any_of(
      module.functions, [](const lang::Function& function) { return function.ref_params != 0; });
  if (has_refs) {
    // Warp has no gradient for parameters by reference and warns about it (codegen.py: adj_ref).
    module.kernel_options.push_back({OptionName::kEnableBackward, {0, 0}});
  } else if (rng.Chance(profile.option_forward_only) && !HasGradient(module)) {
    DrawForwardOnly(module, profile, rng);
  }
  const bool may_be_rare = module.launch.block_dim == 0 && module.module_options.size() < 2;
  if (rng.Chance(profile.option_rare) && may_be_rare) {
    DrawRare(module, kind, rng);
  }
  // wp.overload, in any form, looks for the generic kernel in the module of the file (context.py:
  // overload), so a generic kernel cannot have a module of its own.
  const bool is_generic = module.kernel_function().any_params != 0;
  if (rng.Chance(profile.option_unique_module) && !is_generic) {
    Set(module, OptionName::kModule);
  }
}

}  // namespace warploom::synth::passes
