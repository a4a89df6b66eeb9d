#include "fuzz/reducer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "fuzz/cause.h"
#include "fuzz/rewrite.h"
#include "lang/verify.h"
#include "print/module_printer.h"
#include "synth/draw/draw.h"
#include "synth/profile/profile.h"

namespace warploom::fuzz {
namespace {

using testing::HasSubstr;
using testing::Not;

// Shows the fault where a function of the source says so, and counts what it sees.
class FakeJudge final : public Judge {
 public:
  explicit FakeJudge(std::function<bool(const oracle::KernelSource&)> shows)
      : shows_(std::move(shows)) {}

  Result<std::vector<bool>> Show(std::span<const oracle::KernelSource> kernels) override {
    rounds.push_back(kernels.size());
    std::vector<bool> answers;
    for (const oracle::KernelSource& kernel : kernels) {
      answers.push_back(shows_(kernel));
    }
    return answers;
  }

  std::vector<size_t> rounds;

 private:
  std::function<bool(const oracle::KernelSource&)> shows_;
};

const synth::profile::Profile& DefaultProfile() {
  static const synth::profile::Profile profile = *synth::profile::LoadProfile("default");
  return profile;
}

lang::Module Drawn(uint64_t index) {
  return synth::DrawKernel(DefaultProfile(), lang::PinnedBuiltins(), 5, index, 0).module;
}

bool Contains(const oracle::KernelSource& kernel, std::string_view words) {
  return kernel.source.find(words) != std::string::npos;
}

// The first drawn kernel whose source has the words, and the smallest one that a reduction finds.
struct Reduced {
  std::string before;
  std::string after;
  size_t statements = 0;
  uint64_t asked = 0;
  bool is_whole = false;
};
Reduced ReduceTo(std::string_view words) {
  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  for (uint64_t index = 0; index < 400; ++index) {
    const lang::Module module = Drawn(index);
    const std::string before = print::PrintModule(module, builtins);
    if (before.find(words) == std::string::npos) {
      continue;
    }
    FakeJudge judge([&](const oracle::KernelSource& kernel) { return Contains(kernel, words); });
    const Result<Reduction> reduction = Reducer(builtins, judge, 3000).Reduce(module);
    EXPECT_TRUE(reduction.has_value());
    EXPECT_TRUE(lang::Verify(reduction->module, builtins).has_value());
    return {before, print::PrintModule(reduction->module, builtins),
            CountStatements(reduction->module), reduction->asked, reduction->is_whole};
  }
  ADD_FAILURE() << "no kernel has " << words;
  return {};
}

TEST(ReducerTest, ACallStandsAlone) {
  const Reduced reduced = ReduceTo("wp.sin(");
  EXPECT_LE(reduced.statements, 2U) << reduced.after;
  EXPECT_TRUE(reduced.is_whole);
  EXPECT_LT(reduced.after.size(), reduced.before.size() / 2);
}

TEST(ReducerTest, NestedControlFlowStays) {
  const Reduced reduced = ReduceTo("while ");
  EXPECT_LE(reduced.statements, 3U) << reduced.after;
  EXPECT_TRUE(reduced.is_whole);
}

TEST(ReducerTest, HelpersAndStructsThatNothingNeedsGo) {
  const Reduced reduced = ReduceTo("@wp.struct");
  EXPECT_THAT(reduced.after, Not(HasSubstr("@wp.func\n"))) << reduced.after;
  EXPECT_LE(reduced.statements, 2U) << reduced.after;
}

TEST(ReducerTest, TheLaunchShrinks) {
  FakeJudge judge([](const oracle::KernelSource&) { return true; });
  const Result<Reduction> reduction = Reducer(lang::PinnedBuiltins(), judge, 2000).Reduce(Drawn(3));
  ASSERT_TRUE(reduction.has_value());
  EXPECT_THAT(reduction->module.launch.dims, testing::Each(1));
  EXPECT_EQ(CountStatements(reduction->module), 0U);
}

TEST(ReducerTest, AFaultThatNoEditKeepsLeavesTheKernelAsItIs) {
  FakeJudge judge([](const oracle::KernelSource&) { return false; });
  const lang::Module module = Drawn(7);
  const Result<Reduction> reduction = Reducer(lang::PinnedBuiltins(), judge, 5000).Reduce(module);
  ASSERT_TRUE(reduction.has_value());
  EXPECT_EQ(print::PrintModule(reduction->module, lang::PinnedBuiltins()),
            print::PrintModule(module, lang::PinnedBuiltins()));
}

TEST(ReducerTest, NothingIsAskedTwiceAndTheLimitHolds) {
  std::set<std::string> seen;
  bool again = false;
  FakeJudge judge([&](const oracle::KernelSource& kernel) {
    again = again || !seen.insert(kernel.launch + kernel.source).second;
    return Contains(kernel, "tid()");
  });
  const Result<Reduction> reduction = Reducer(lang::PinnedBuiltins(), judge, 100).Reduce(Drawn(11));
  ASSERT_TRUE(reduction.has_value());
  EXPECT_FALSE(again);
  EXPECT_LT(reduction->asked, 100 + 2 * Reducer::kRound);
  EXPECT_LE(*std::ranges::max_element(judge.rounds), Reducer::kRound);
}

// Whatever is left out of whatever is drawn, what is asked can be printed and has a reference or
// says why not; an edit that breaks a module is caught by Verify, before it is printed.
TEST(ReducerTest, EveryEditOfEveryDrawnKernelGivesAKernelThatPrints) {
  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  for (uint64_t index = 0; index < 60; ++index) {
    // Every third text keeps the fault, so that the reductions go many ways.
    FakeJudge judge([](const oracle::KernelSource& kernel) {
      return std::hash<std::string>()(kernel.source) % 3 == 0;
    });
    const Result<Reduction> reduction = Reducer(builtins, judge, 400).Reduce(Drawn(index));
    ASSERT_TRUE(reduction.has_value());
    ASSERT_TRUE(lang::Verify(reduction->module, builtins).has_value());
  }
}

}  // namespace
}  // namespace warploom::fuzz
