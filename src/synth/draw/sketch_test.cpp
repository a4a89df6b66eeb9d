#include "synth/sketch/sketch.h"

#include <gtest/gtest.h>

#include "lang/constants.h"
#include "synth/motifs/table.h"
#include "synth/profile/profile.h"

namespace warploom::synth {
namespace {

using namespace motifs;
using namespace profile;

// Warp rejects changes in a loop of a variable that was assigned a constant (codegen.py:
// materialize_redefinitions). A class attribute counts as a constant, whatever its type.
TEST(SketchTest, WhatMayChangeStartsAsAVariable) {
  const Profile profile = *LoadProfile("default");
  const Mask mask{std::vector<bool>(Families().size(), true)};
  int members = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    for (const lang::Type type :
         {lang::kFloat, lang::kDouble, lang::kInt, lang::ScalarType(lang::Scalar::kInt64)}) {
      Rng rng(seed, 0, 0);
      Sketch s(profile, mask, rng, lang::PinnedBuiltins());
      s.Plan(1, 1);
      s.Begin(KernelKind::kMotifs);
      const Val number = type.is_float() ? s.Real(0.5, type) : s.Int(3, type);
      const Val constant = s.NewConstant("LIMIT", number);
      const bool is_member = std::holds_alternative<lang::Member>(s.module()[constant.id].node);
      s.Mutable(constant, "x");
      const auto& assigned = std::get<lang::Assign>(s.module().stmts.back().node);
      EXPECT_FALSE(is_member && lang::IsBareConstant(s.module(), assigned.value))
          << "seed " << seed << ", " << ToText(type);
      members += is_member ? 1 : 0;
    }
  }
  EXPECT_GT(members, 10);
}

}  // namespace
}  // namespace warploom::synth
