#include "synth/passes/array_kinds.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

// `src` and `frames` are read by element; of `sized`, the kernel reads the shape as well.
struct ArrayKindsKernel : FakeKernel {
  VarId src = Param("src", ArrayOf(kFloat, 1));
  VarId frames = Param("frames", ArrayOf(kTransform, 1));
  VarId sized = Param("sized", ArrayOf(kFloat, 1));
  VarId unread = Param("unread", ArrayOf(kFloat, 1));

  ArrayKindsKernel() {
    const VarId n = Local("n", kInt);
    const VarId frame = Local("frame", kTransform);
    Begin();
    const VarId i = Tid();
    b.Assign(n, b.Shape(b.Var(sized), 0));
    b.Assign(frame, Element(frames, b.Var(i)));
    b.Store(Element(sized, b.Var(i)), Element(src, b.Var(n)));
    Finish();
  }

  void Run(double indexed, double fabric, uint64_t seed) {
    profile::Profile profile = ZeroProfile();
    profile.arrays_indexed = indexed;
    profile.arrays_fabric = fabric;
    const std::string before = CodeOf(module);
    Rng rng(seed, 0, 0);
    DrawArrayKinds(module, profile, rng);
    EXPECT_EQ(Violation(), "") << "every reference must have the new type";
    EXPECT_EQ(CodeOf(module), before);
  }

  ArrayKind KindOf(VarId var) const { return module[var].type.array_kind; }
};

TEST(ArrayKindsTest, AProfileOfZerosChangesNothing) {
  ArrayKindsKernel k;
  k.Run(0.0, 0.0, 0);
  for (const VarId var : {k.src, k.frames, k.sized, k.unread}) {
    EXPECT_EQ(k.KindOf(var), ArrayKind::kRegular);
  }
}

TEST(ArrayKindsTest, OnlyArraysThatAreReadByElementChange) {
  for (const bool fabric : {false, true}) {
    for (uint64_t seed = 0; seed < 50; ++seed) {
      ArrayKindsKernel k;
      k.Run(fabric ? 0.0 : 1.0, fabric ? 1.0 : 0.0, seed);
      const ArrayKind kind = k.KindOf(k.src);
      EXPECT_TRUE(fabric ? kind == ArrayKind::kFabric || kind == ArrayKind::kIndexedFabric
                         : kind == ArrayKind::kIndexed);
      for (const VarId var : {k.frames, k.sized, k.unread}) {
        EXPECT_EQ(k.KindOf(var), ArrayKind::kRegular) << k.module[var].name;
      }
    }
  }
}

TEST(ArrayKindsTest, GenericKernelsKeepTheirArrays) {
  ArrayKindsKernel k;
  k.module.functions.back().any_params = 1;
  k.Run(1.0, 0.0, 0);
  EXPECT_EQ(k.KindOf(k.src), ArrayKind::kRegular);
}

}  // namespace
}  // namespace warploom::synth::passes
