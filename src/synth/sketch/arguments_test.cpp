// Sketch: arguments, arrays and records.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "lang/constants.h"
#include "lang/verify.h"
#include "synth/sketch/test_kernel.h"

namespace warploom::synth {
namespace {

TEST(SketchArgumentsTest, ANameOfAnEarlierMotifIsSharedWithinItsRange) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const Val dt = s.NewArg(lang::kFloat, 0.0, 1.0, "dt");
  EXPECT_NE(kernel.NameOf(s.NewArg(lang::kFloat, 0.0, 1.0, "dt")), "dt");
  s.BeginMotif();
  EXPECT_EQ(kernel.NameOf(s.NewArg(lang::kFloat, 0.0, 1.0, "dt")), "dt");
  EXPECT_EQ(kernel.NameOf(s.NewArg(lang::kFloat, -2.0, 2.0, "dt")), "dt");
  EXPECT_NE(kernel.NameOf(s.NewArg(lang::kFloat, 0.0, 0.5, "dt")), "dt");
  EXPECT_NE(kernel.NameOf(s.NewArg(lang::kFloat, 0.5, 1.0, "dt")), "dt");
  EXPECT_NE(kernel.NameOf(s.NewArg(lang::kInt, 0.0, 1.0, "dt")), "dt");
  EXPECT_EQ(dt.range.high, 1.0);
}

TEST(SketchArgumentsTest, ASizeIsOneArgumentPerValueAndName) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const Val width = s.SizeArg(32, "width");
  EXPECT_EQ(width.range.low, 32.0);
  EXPECT_EQ(width.range.high, 32.0);
  EXPECT_EQ(kernel.NameOf(s.SizeArg(32, "width")), "width");
  EXPECT_EQ(kernel.NameOf(s.SizeArg(32, "stride")), "stride");
  EXPECT_NE(kernel.NameOf(s.SizeArg(16, "width")), "width");
}

TEST(SketchArgumentsTest, AHelperCannotCreateOne) {
  TestKernel kernel;
  EXPECT_DEATH(kernel.s.DefineHelper("f", {},
                                     [&](std::span<const Val>) {
                                       kernel.s.NewArg(lang::kFloat, 0.0, 1.0);
                                       return std::vector<Val>{};
                                     }),
               "only a kernel can create arguments");
}

TEST(SketchArgumentsTest, OutputsComeLastAndEachParameterHasItsPlan) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    TestKernel kernel(seed);
    kernel.s.Output(kernel.s.DrawInput(lang::kFloat), "first");
    kernel.s.Output(kernel.s.NewArg(lang::kFloat, 0.0, 1.0) * 2.0, "second");
    const lang::Module module = std::move(kernel.s).Finish();
    const Status status = lang::Verify(module, lang::PinnedBuiltins());
    ASSERT_TRUE(status) << status.error().message;
    const auto& args = module.launch.args;
    ASSERT_EQ(args.size(), module[module.functions.back().params].size());
    EXPECT_TRUE(std::is_sorted(args.begin(), args.end(), [](const auto& a, const auto& b) {
      return a.is_output < b.is_output;
    }));
    EXPECT_EQ(std::ranges::count_if(args, &lang::ArgPlan::is_output), 2);
  }
}

ArraySpec Grid() {
  ArraySpec spec;
  spec.shape = {8, 4};
  spec.name = "grid";
  return spec;
}

TEST(SketchArraysTest, ASubscriptMustBeInsideByItsRange) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const int grid = s.NewArray(Grid());
  const Val row = kernel.AnyInt(0, 7);
  const Val column = kernel.AnyInt(0, 3);
  EXPECT_EQ(s.At(grid, {row, column}).type, lang::kFloat);
  EXPECT_EQ(s.At(grid, {row}).type, lang::ArrayOf(lang::kFloat, 1));
  EXPECT_DEATH(s.At(grid, {column, row}), "a subscript may be out of range");
  EXPECT_DEATH(s.At(grid, {kernel.AnyInt(-1, 3), column}), "a subscript may be out of range");
  EXPECT_DEATH(s.At(grid, {row, column, s.Int(0)}), "a subscript may be out of range");
}

TEST(SketchArraysTest, OnlyWhatTheAccessAllowsIsWritten) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  ArraySpec spec;
  const int input = s.NewArray(spec);
  spec.access = Access::kPerThread;
  const int own = s.NewArray(spec);
  spec.access = Access::kAtomic;
  const int sums = s.NewArray(spec);
  const std::array index = {s.Thread(0)};
  const Val one = s.Real(1.0);
  s.StoreAt(own, index, one);
  s.AtomicAdd(sums, index, one);
  EXPECT_DEATH(s.StoreAt(input, index, one), "only an array with per-thread access");
  EXPECT_DEATH(s.StoreAt(sums, index, one), "only an array with per-thread access");
  EXPECT_DEATH(s.AtomicAdd(own, index, one), "only an atomic array");
}

TEST(SketchArraysTest, ANamedElementIsReadThroughItsVariable) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const int input = s.NewArray({});
  Val x = s.Let(s.ThreadElement(input), "x");
  EXPECT_EQ(kernel.NameOf(s.ThreadElement(input)), "x");
  s.Set(x, x * 2.0);  // Now it is no longer the element.
  EXPECT_TRUE(
      std::holds_alternative<lang::Subscript>(kernel.module()[s.ThreadElement(input).id].node));
}

TEST(SketchArraysTest, AViewKeepsTheRemainingDimensions) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const int grid = s.NewArray(Grid());
  const std::array row = {kernel.AnyInt(0, 7)};
  const int view = s.View(grid, row, "line");
  EXPECT_EQ(s.arrays()[static_cast<size_t>(view)].shape, std::vector<int>{4});
  EXPECT_EQ(s.At(view, {s.Int(3)}).type, lang::kFloat);
  EXPECT_DEATH(s.At(view, {s.Int(4)}), "a subscript may be out of range");
  const int part = s.SliceView(grid, {}, s.Int(2), s.Int(8), 6, "part");
  EXPECT_EQ(s.arrays()[static_cast<size_t>(part)].shape, (std::vector<int>{6, 4}));
  EXPECT_DEATH(s.SliceView(grid, {}, s.Int(2), s.Int(9), 7, "rest"), "may end outside the array");
}

TEST(SketchRecordTypesTest, FieldsKeepToTheirRanges) {
  TestKernel kernel;
  Sketch& s = kernel.s;
  const std::array fields = {Sketch::FieldSpec{"count", lang::kInt, 1, 5},
                             Sketch::FieldSpec{"mass", lang::kFloat, 0.5, 2.0}};
  const lang::Type body = s.NewRecord("Body", fields);
  EXPECT_EQ(s.NewRecord("Body", fields), body);
  EXPECT_NE(s.NewRecord("Body", std::span(fields).first(1)), body);
  const Val arg = s.NewRecordArg(body, "body");
  EXPECT_TRUE(s.Field(arg, "count").range.IsWithin(1, 5));
  EXPECT_EQ(s.Field(arg, "mass").range.low, 0.5);
  EXPECT_EQ(s.PlanOf(arg).fields.size(), 2U);
  s.Make(body, {s.Int(5), s.Real(9.0, lang::kFloat)});
  EXPECT_DEATH(s.Make(body, {s.Int(6), s.Real(1.0, lang::kFloat)}), "outside its range");
  EXPECT_DEATH(s.FieldNamed(body, "speed"), "the struct has no field speed");
}

}  // namespace
}  // namespace warploom::synth
