#include "synth/passes/passes.h"

#include <gtest/gtest.h>

#include <string>

#include "lang/canonical.h"
#include "lang/verify.h"
#include "synth/draw/draw.h"

namespace warploom::synth {
namespace {

using lang::PinnedBuiltins;
using passes::Pass;
using passes::PassContext;

// f(draft) for drafts of every profile.
template <typename F>
void ForEachDraft(uint64_t count, F&& f) {
  for (const std::string& name : profile::ProfileNames()) {
    const Profile profile = *profile::LoadProfile(name);
    for (uint64_t index = 0; index < count; ++index) {
      SCOPED_TRACE(name + ", index " + std::to_string(index));
      f(DrawDraft(profile, PinnedBuiltins(), 77, index, 0));
      if (testing::Test::HasFatalFailure()) {
        return;
      }
    }
  }
}

TEST(PassesTest, EveryPassKeepsEveryKernelValid) {
  ForEachDraft(600, [](KernelDraft draft) {
    Status status = Verify(draft.module, PinnedBuiltins());
    ASSERT_TRUE(status) << "before the passes: " << status.error().message;
    const PassContext context = {PinnedBuiltins(), draft.profile, draft.kind, draft.rng};
    for (const Pass& pass : passes::Passes()) {
      pass.run(draft.module, context);
      status = Verify(draft.module, PinnedBuiltins());
      ASSERT_TRUE(status) << "after the pass " << pass.name << ": " << status.error().message;
    }
  });
}

// Comments, docstrings and options are no part of a kernel's structure (lang/canonical.h).
TEST(PassesTest, TextsAndOptionsKeepTheStructure) {
  ForEachDraft(200, [](KernelDraft draft) {
    const PassContext context = {PinnedBuiltins(), draft.profile, draft.kind, draft.rng};
    for (const Pass& pass : passes::Passes()) {
      const uint64_t before = HashStructure(draft.module).structural;
      pass.run(draft.module, context);
      if (pass.name == "remarks" || pass.name == "docstrings" || pass.name == "options") {
        ASSERT_EQ(HashStructure(draft.module).structural, before) << pass.name;
      }
    }
  });
}

TEST(PassesTest, TheDraftAndThePassesGiveTheKernel) {
  const Profile profile = *profile::LoadProfile("default");
  for (uint64_t index = 0; index < 50; ++index) {
    const DrawnKernel kernel = DrawKernel(profile, PinnedBuiltins(), 77, index, 0);
    const DrawnKernel again =
        Finish(DrawDraft(profile, PinnedBuiltins(), 77, index, 0), PinnedBuiltins());
    EXPECT_EQ(HashStructure(kernel.module).structural, HashStructure(again.module).structural);
    EXPECT_EQ(kernel.features, again.features);
  }
}

}  // namespace
}  // namespace warploom::synth
