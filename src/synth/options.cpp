#include "synth/options.h"

#include <algorithm>
#include <array>

namespace warploom::synth {
namespace {

using lang::Kernel;
using lang::Option;
using lang::OptionName;

constexpr int kUsualBlock = 256;  // warp/_src/context.py: Module
constexpr std::array kThreadCounts = {64, 128, 256, 256, 512};

// An option that hardly anyone sets: one place for each, with values that suit every kernel.
struct Rare {
  double weight;
  void (*draw)(Kernel& kernel, Rng& rng);
};

void Set(Kernel& kernel, OptionName name, int value = 1, int second = 0) {
  const lang::OptionScope scope = lang::Info(name).scope;
  auto& options = scope == lang::OptionScope::kKernel   ? kernel.kernel_options
                  : scope == lang::OptionScope::kConfig ? kernel.config_options
                                                        : kernel.module_options;
  options.push_back({name, {value, second}});
}

void DrawLaunchBounds(Kernel& kernel, Rng& rng) {
  const int threads = rng.Choose(kThreadCounts);
  const bool blocks = rng.Chance(0.5);
  Set(kernel, OptionName::kLaunchBounds, threads, blocks ? rng.Choose(std::array{1, 2, 4}) : 0);
}

void DrawMaxRegisters(Kernel& kernel, Rng& rng) {
  Set(kernel, OptionName::kMaxRegisters, rng.Choose(std::array{32, 48, 64, 96, 128}));
}

void DrawSmemSpilling(Kernel& kernel, Rng& rng) {
  Set(kernel, OptionName::kSmemSpilling);
  Set(kernel, OptionName::kLaunchBounds, rng.Choose(kThreadCounts));
}

void DrawClusterDim(Kernel& kernel, Rng& rng) {
  Set(kernel, OptionName::kClusterDim, rng.Choose(std::array{2, 4, 8}));
}

void DrawGridStride(Kernel& kernel, Rng& rng) {
  Set(kernel, OptionName::kGridStride, rng.Chance(0.7) ? 0 : 1);
}

void DrawMaxUnroll(Kernel& kernel, Rng& rng) {
  Set(kernel, OptionName::kMaxUnroll, rng.Choose(std::array{0, 1, 2, 4, 8, 32}));
}

void DrawMath(Kernel& kernel, Rng& rng) {
  switch (rng.Below(3)) {
    case 0:
      return Set(kernel, OptionName::kFastMath);
    case 1:
      return Set(kernel, OptionName::kFuseFp, 0);
    default:
      return Set(kernel, OptionName::kVerifyFp);
  }
}

template <OptionName Name>
void DrawFlag(Kernel& kernel, Rng&) {
  Set(kernel, Name);
}

// The atlas shows assignments to components in place, which the option makes copies.
void DrawOverwrites(Kernel& kernel, Rng&) {
  if (kernel.category != kAtlasCategory) {
    Set(kernel, OptionName::kComponentOverwrites);
  }
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
    Rare{0.8, DrawOverwrites},
    Rare{0.6, DrawFlag<OptionName::kVerifyAutograd>},
};

void DrawRare(Kernel& kernel, Rng& rng) {
  std::array<double, kRare.size()> weights{};
  for (size_t i = 0; i < kRare.size(); ++i) {
    weights[i] = kRare[i].weight;
  }
  kRare[rng.Pick(weights)].draw(kernel, rng);
}

// That the kernel is only run forward, at the kernel or for the whole module.
void DrawForwardOnly(Kernel& kernel, const Profile& profile, Rng& rng) {
  const bool for_module = rng.Chance(0.3);
  (for_module ? kernel.module_options : kernel.kernel_options)
      .push_back({OptionName::kEnableBackward, {0, 0}});
  if (for_module && rng.Chance(profile.option_lean_launch)) {
    Set(kernel, OptionName::kDefaultGridStride, 0);
  }
}

// Nobody writes a gradient by hand and then does without.
bool HasGradient(const Kernel& kernel) {
  return std::ranges::any_of(kernel.functions, [](const lang::Function& function) {
    return function.role == lang::Function::Role::kGrad;
  });
}

}  // namespace

void DrawOptions(Kernel& kernel, const Profile& profile, Rng& rng) {
  // What is generated ahead of time is for the blocks that the kernel is launched with.
  if (kernel.launch.block_dim > 0 && kernel.launch.block_dim != kUsualBlock) {
    Set(kernel, OptionName::kBlockDim, kernel.launch.block_dim);
  }
  const bool has_refs = std::ranges::any_of(
      kernel.functions, [](const lang::Function& function) { return function.ref_params != 0; });
  if (has_refs) {
    // Warp has no gradient for them and says so (codegen.py: adj_ref).
    kernel.kernel_options.push_back({OptionName::kEnableBackward, {0, 0}});
  } else if (rng.Chance(profile.option_forward_only) && !HasGradient(kernel)) {
    DrawForwardOnly(kernel, profile, rng);
  }
  const bool may_be_rare = kernel.launch.block_dim == 0 && kernel.module_options.size() < 2;
  if (rng.Chance(profile.option_rare) && may_be_rare) {
    DrawRare(kernel, rng);
  }
  // wp.overload looks for the generic kernel in the module of the file (context.py: overload).
  const bool is_generic = kernel.kernel_function().any_params != 0;
  if (rng.Chance(profile.option_unique_module) && !is_generic) {
    Set(kernel, OptionName::kModule);
    // @wp.overload looks for the kernel in the module of the file (context.py: overload).
    constexpr uint8_t kDecorated = 2;
    kernel.style.overload_form =
        kernel.style.overload_form == kDecorated ? 0 : kernel.style.overload_form;
  }
}

}  // namespace warploom::synth
