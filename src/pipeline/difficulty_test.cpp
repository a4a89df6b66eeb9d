#include "pipeline/difficulty.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "lang/builder.h"
#include "pipeline/draw_stream.h"

namespace warploom::pipeline {
namespace {

using lang::Builder;
using lang::Module;

// x[0] = 1.0, `loops` loops around it, in a launch of `dims` dimensions.
Module Nested(int loops, size_t dims) {
  Module module;
  module.launch.dims.assign(dims, 8);
  Builder b(module, lang::PinnedBuiltins());
  const lang::VarId x = b.AddVar("x", ArrayOf(lang::kFloat, 1));
  b.OpenBlock();
  for (int i = 0; i < loops; ++i) {
    b.OpenBlock();
  }
  b.Store(b.Subscript(b.Var(x), {b.Int(0)}), b.Real(1.0));
  for (int i = 0; i < loops; ++i) {
    const lang::StmtList body = b.CloseBlock();
    b.Comment("not a statement");
    b.ForRange(b.AddVar("i", lang::kInt), {}, b.Int(4), {}, body);
  }
  b.AddFunction("nested", std::array{x}, {});
  return module;
}

TEST(Difficulty, CountsWhatTheRuleSays) {
  EXPECT_EQ(DifficultyPoints(Nested(0, 1)), 1);
  EXPECT_EQ(DifficultyPoints(Nested(0, 3)), 3);
  EXPECT_EQ(DifficultyPoints(Nested(1, 1)), 1 + (1 + 3));
  EXPECT_EQ(DifficultyPoints(Nested(2, 1)), 1 + (1 + 3) + (1 + 5));
}

TEST(Difficulty, ThresholdsBelongToTheLowerLevel) {
  EXPECT_EQ(Difficulty(Nested(0, 1)), 1);
  EXPECT_EQ(Difficulty(Nested(1, 3)), 1);  // 7 points.
  EXPECT_EQ(Difficulty(Nested(1, 4)), 2);  // 8 points.
  EXPECT_EQ(Difficulty(Nested(6, 1)), 5);
}

TEST(Difficulty, TheDefaultProfileHasAllLevels) {
  const synth::profile::Profile profile = *synth::profile::LoadProfile("default");
  DrawStream stream(DrawBy(profile, lang::PinnedBuiltins(), 1));
  std::set<int> levels;
  for (int i = 0; i < 500; ++i) {
    levels.insert(Difficulty(stream.Next()->kernel.module));
  }
  EXPECT_EQ(levels, (std::set<int>{1, 2, 3, 4, 5}));
}

}  // namespace
}  // namespace warploom::pipeline
