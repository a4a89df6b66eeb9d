#include "synth/passes/wording.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

// Two calls of a helper of three parameters, the last of which is `last` each time.
struct WordingKernel : FakeKernel {
  VarId out = Param("out", ArrayOf(kFloat, 1));
  FuncId helper;
  std::vector<ExprId> calls;
  std::string before;  // The code that the pass got.

  explicit WordingKernel(const std::array<double, 2>& last) {
    std::vector<VarId> params;
    for (const char* name : {"a", "c", "d"}) {
      params.push_back(Local(name, kFloat));
    }
    const ExprId sum = b.Binary(BinaryOp::kAdd, b.Var(params[0]), b.Var(params[1]));
    helper = Helper("mix", params, b.Binary(BinaryOp::kAdd, sum, b.Var(params[2])));
    Begin();
    const VarId i = Tid();
    for (const double number : last) {
      calls.push_back(
          b.UserCall(helper, std::array{b.Real(1.0), Element(out, b.Var(i)), b.Real(number)}));
      b.Store(Element(out, b.Var(i)), calls.back());
    }
  }

  // Finishes the kernel and runs the pass.
  void Run(const profile::Profile& profile, uint64_t seed = 0) {
    Finish();
    before = CodeOf(module);
    Rng rng(seed, 0, 0);
    DrawWording(module, PinnedBuiltins(), profile, rng);
    EXPECT_EQ(Violation(), "");
  }

  const UserCall& call(size_t index) const { return std::get<UserCall>(module[calls[index]].node); }
  ExprId LastArgument(size_t index) const { return module[call(index).args].back(); }
};

TEST(WordingTest, AProfileOfZerosChangesNothing) {
  WordingKernel k({3.0, 3.0});
  k.Run(ZeroProfile());
  EXPECT_EQ(CodeOf(k.module), k.before);
  EXPECT_TRUE(k.module.functions[0].defaults.empty());
  EXPECT_EQ(k.module.functions[0].any_params, 0U);
  EXPECT_EQ(k.call(0).by_position, kAllByPosition);
  EXPECT_FALSE(k.module.factory.is_set());
}

TEST(WordingTest, OperationsOnAVariableAreWrittenAsUpdates) {
  WordingKernel k({3.0, 3.0});
  const VarId n = k.Local("n", kInt);
  k.b.Assign(n, k.b.Int(9));
  k.b.Assign(n, k.b.Binary(BinaryOp::kFloorDiv, k.b.Var(n), k.b.Int(2)));
  k.b.Assign(n, k.b.Binary(BinaryOp::kAdd, k.b.Var(n), k.b.Int(2)));
  k.b.Assign(n, k.b.Binary(BinaryOp::kFloorDiv, k.b.Int(2), k.b.Var(n)));
  profile::Profile profile = ZeroProfile();
  profile.style_augmented = 1.0;
  k.Run(profile);
  EXPECT_TRUE(CodeOf(k.module).ends_with("  n = 9\n  n //= 2\n  n = n + 2\n  n = 2 // n\n"))
      << CodeOf(k.module);
}

TEST(WordingTest, TheFirstLiteralBecomesTheDefault) {
  profile::Profile profile = ZeroProfile();
  profile.style_default_values = 1.0;
  WordingKernel same({3.0, 3.0});
  same.Run(profile);
  ASSERT_EQ(same.module.functions[0].defaults.size(), 1U);
  const ExprId value = same.module.functions[0].defaults[0];
  EXPECT_EQ(std::get<Literal>(same.module[value].node).real, 3.0);
  EXPECT_EQ(same.LastArgument(0), value) << "left out of the call";
  EXPECT_EQ(same.LastArgument(1), value) << "left out of the call";

  WordingKernel other({3.0, 4.0});
  other.Run(profile);
  EXPECT_NE(other.LastArgument(1), other.module.functions[0].defaults.at(0));
}

TEST(WordingTest, AParameterWithOtherArgumentsGetsNoDefault) {
  profile::Profile profile = ZeroProfile();
  profile.style_default_values = 1.0;
  WordingKernel k({3.0, 3.0});
  const VarId scale = k.Param("scale", kFloat);
  const ExprId one = k.b.Real(1.0);
  k.b.Store(k.Element(k.out, k.b.Int(0)),
            k.b.UserCall(k.helper, std::array{one, one, k.b.Var(scale)}));
  k.Run(profile);
  EXPECT_TRUE(k.module.functions[0].defaults.empty());
}

TEST(WordingTest, CallsNameTheirLastArguments) {
  profile::Profile profile = ZeroProfile();
  profile.style_keyword_calls = 1.0;
  WordingKernel k({3.0, 4.0});
  const ExprId x = k.b.Real(0.5);
  const ExprId clamp = k.b.Call("clamp", {x, k.b.Real(0.0), k.b.Real(1.0)});
  const ExprId maximum = k.b.Call("max", {x, k.b.Real(0.0)});
  k.b.Store(k.Element(k.out, k.b.Int(0)), k.b.Binary(BinaryOp::kAdd, clamp, maximum));
  k.Run(profile);
  for (const size_t call : {0U, 1U}) {
    EXPECT_GE(k.call(call).by_position, 1);
    EXPECT_LE(k.call(call).by_position, 2);
  }
  EXPECT_EQ(std::get<BuiltinCall>(k.module[clamp].node).by_position, 1);
  EXPECT_EQ(std::get<BuiltinCall>(k.module[maximum].node).by_position, kAllByPosition);
}

TEST(WordingTest, HelpersBecomeGeneric) {
  profile::Profile profile = ZeroProfile();
  profile.style_generic_helpers = 1.0;
  WordingKernel k({3.0, 4.0});
  k.Run(profile);
  EXPECT_EQ(k.module.functions[0].any_params, 0b111U);
  WordingKernel tiled({3.0, 4.0});
  tiled.module.launch.block_dim = 64;
  tiled.Run(profile);
  EXPECT_EQ(tiled.module.functions[0].any_params, 0U) << "wp.tile_map";
}

TEST(WordingTest, TheKernelBecomesGeneric) {
  profile::Profile profile = ZeroProfile();
  profile.style_generic_kernels = 1.0;
  WordingKernel k({3.0, 4.0});
  k.Param("count", kInt);
  k.Run(profile);
  EXPECT_EQ(k.module.kernel_function().any_params, 0b1U) << "out, not count";
}

TEST(WordingTest, AFactoryTakesNumbersOfTheKernelAlone) {
  profile::Profile profile = ZeroProfile();
  profile.style_factories = 1.0;
  WordingKernel k({3.0, 4.0});
  const ConstId gain = k.b.AddConstant("GAIN", k.b.Real(2.0), true);
  const ConstId base = k.b.AddConstant("BASE", k.b.Real(2.0), true);
  k.b.AddConstant("TWICE", k.b.Binary(BinaryOp::kAdd, k.b.Const(base), k.b.Const(base)), true);
  const ConstId out = k.b.AddConstant("OUT", k.b.Real(2.0), true);  // As lower case, taken.
  for (const ConstId constant : {gain, base, out}) {
    k.b.Store(k.Element(k.out, k.b.Int(0)), k.b.Const(constant));
  }
  k.Run(profile);
  ASSERT_TRUE(k.module.factory.is_set());
  EXPECT_EQ(k.module.factory.numbers, std::vector{gain});
  EXPECT_EQ(k.module[gain].name, "gain");
  EXPECT_EQ(k.module[base].name, "BASE");
}

TEST(WordingTest, MathComesFromAnotherModuleUnlessANameHidesIt) {
  profile::Profile profile = ZeroProfile();
  profile.style_foreign_math = 1.0;
  for (const bool hides : {false, true}) {
    bool changed = false;
    for (uint64_t seed = 0; seed < 20; ++seed) {
      WordingKernel k({3.0, 4.0});
      k.b.Assign(k.Local(hides ? "min" : "low", kFloat), k.b.Real(1.0));
      k.Run(profile, seed);
      changed = changed || k.module.style.math == MathSource::kPython;
    }
    EXPECT_EQ(changed, !hides);
  }
}

TEST(WordingTest, NamesAndDefaultsKeepTheValues) {
  profile::Profile profile = ZeroProfile();
  profile.style_keyword_calls = 1.0;
  profile.style_default_values = 1.0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    WordingKernel k({3.0, 3.0});
    k.Run(profile, seed);
    EXPECT_EQ(CodeOf(k.module), k.before);
  }
}

}  // namespace
}  // namespace warploom::synth::passes
