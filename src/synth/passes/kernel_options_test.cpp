#include "synth/passes/kernel_options.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

struct OptionsKernel : FakeKernel {
  OptionsKernel() {
    const VarId x = Local("x", kFloat);
    Helper("same", std::array{x}, b.Var(x));
    const VarId out = Param("out", ArrayOf(kFloat, 1));
    Begin();
    b.Store(Element(out, b.Var(Tid())), b.Real(1.0));
    Finish();
  }

  void AddGradient() {
    Function gradient = module.functions[0];
    gradient.name = "adj_same";
    gradient.role = Function::Role::kGrad;
    gradient.of = {0};
    module.functions.insert(module.functions.begin() + 1, gradient);
  }

  void Run(const profile::Profile& profile, KernelKind kind = KernelKind::kMotifs,
           uint64_t seed = 0) {
    const std::string before = CodeOf(module);
    Rng rng(seed, 0, 0);
    DrawOptions(module, kind, profile, rng);
    EXPECT_EQ(CodeOf(module), before);
  }

  size_t OptionCount() const {
    return module.kernel_options.size() + module.module_options.size() +
           module.config_options.size();
  }
};

TEST(KernelOptionsTest, AProfileOfZerosSetsNone) {
  OptionsKernel k;
  k.Run(ZeroProfile());
  EXPECT_EQ(k.OptionCount(), 0U);
}

TEST(KernelOptionsTest, TheModuleHasTheBlockSizeOfTheLaunch) {
  for (const int block : {64, 256}) {
    OptionsKernel k;
    k.module.launch.block_dim = block;
    k.Run(ZeroProfile());
    const Option* option = k.module.option(OptionName::kBlockDim);
    ASSERT_EQ(option != nullptr, block != 256) << "256 is Warp's default";
    if (option != nullptr) {
      EXPECT_EQ(option->numbers[0], block);
    }
  }
}

TEST(KernelOptionsTest, AKernelWithACustomGradientKeepsGradients) {
  profile::Profile profile = ZeroProfile();
  profile.option_forward_only = 1.0;
  OptionsKernel plain;
  plain.Run(profile);
  ASSERT_NE(plain.module.option(OptionName::kEnableBackward), nullptr);
  EXPECT_EQ(plain.module.option(OptionName::kEnableBackward)->numbers[0], 0);
  OptionsKernel with_gradient;
  with_gradient.AddGradient();
  with_gradient.Run(profile);
  EXPECT_EQ(with_gradient.OptionCount(), 0U);
}

TEST(KernelOptionsTest, ParametersByReferenceDisableGradients) {
  OptionsKernel k;
  k.module.functions[0].ref_params = 1;
  k.Run(ZeroProfile());
  ASSERT_NE(k.module.option(OptionName::kEnableBackward), nullptr);
}

TEST(KernelOptionsTest, AGenericKernelHasNoModuleOfItsOwn) {
  profile::Profile profile = ZeroProfile();
  profile.option_unique_module = 1.0;
  OptionsKernel plain;
  plain.Run(profile);
  EXPECT_NE(plain.module.option(OptionName::kModule), nullptr);
  OptionsKernel generic;
  generic.module.functions.back().any_params = 1;
  generic.Run(profile);
  EXPECT_EQ(generic.module.option(OptionName::kModule), nullptr);
}

TEST(KernelOptionsTest, RareOptionsAreValidAndAtlasKernelsKeepInPlaceAssignments) {
  profile::Profile profile = ZeroProfile();
  profile.option_rare = 1.0;
  for (const KernelKind kind : {KernelKind::kMotifs, KernelKind::kAtlas}) {
    std::set<OptionName> seen;
    for (uint64_t seed = 0; seed < 400; ++seed) {
      OptionsKernel k;
      k.Run(profile, kind, seed);
      EXPECT_EQ(k.Violation(), "");
      EXPECT_GE(k.OptionCount(), 1U);
      for (const auto* options :
           {&k.module.kernel_options, &k.module.module_options, &k.module.config_options}) {
        for (const Option& option : *options) {
          seen.insert(option.name);
        }
      }
    }
    EXPECT_EQ(seen.contains(OptionName::kComponentOverwrites), kind == KernelKind::kMotifs);
    EXPECT_TRUE(seen.contains(OptionName::kMaxUnroll));
    EXPECT_TRUE(seen.contains(OptionName::kFastMath));
  }
}

}  // namespace
}  // namespace warploom::synth::passes
