#include "synth/draw/draw.h"

#include <gtest/gtest.h>

#include <set>

#include "lang/canonical.h"
#include "lang/verify.h"
#include "lang/walk.h"
#include "synth/motifs/table.h"
#include "synth/passes/prune.h"

namespace warploom::synth {
namespace {

using namespace profile;

using namespace motifs;
using namespace passes;

using lang::PinnedBuiltins;

Profile Default() { return *LoadProfile("default"); }

// Whether the kernel contains a store, an atomic or a call for its effect.
bool HasEffect(const lang::Module& module) {
  bool effect = false;
  lang::ForEachStmt(module, module.kernel_function().body, [&](const lang::Stmt& s) {
    effect = effect || std::holds_alternative<lang::Store>(s.node) ||
             std::holds_alternative<lang::Augment>(s.node) ||
             std::holds_alternative<lang::Evaluate>(s.node);
  });
  return effect;
}

TEST(DrawTest, EveryKernelVerifiesAndHasAnEffect) {
  const Profile profile = Default();
  for (uint64_t index = 0; index < 3000; ++index) {
    const lang::Module module = DrawKernel(profile, PinnedBuiltins(), 11, index, 0).module;
    const Status status = Verify(module, PinnedBuiltins());
    ASSERT_TRUE(status) << "index " << index << ": " << status.error().message;
    ASSERT_TRUE(HasEffect(module)) << "index " << index;
  }
}

// Code that is rarely reached with one profile is often reached with another. A failed CHECK ends
// the program.
TEST(DrawTest, ThousandsOfKernelsOfEveryProfileVerify) {
  for (const std::string& name : ProfileNames()) {
    const Profile profile = *LoadProfile(name);
    for (uint64_t index = 0; index < 6000; ++index) {
      const lang::Module module = DrawKernel(profile, PinnedBuiltins(), 2026, index, 0).module;
      ASSERT_TRUE(Verify(module, PinnedBuiltins())) << name << ", index " << index;
    }
  }
}

TEST(DrawTest, SameSeedSameKernelAndOthersDiffer) {
  const Profile profile = Default();
  std::set<uint64_t> hashes;
  for (uint64_t index = 0; index < 200; ++index) {
    const auto first = HashStructure(DrawKernel(profile, PinnedBuiltins(), 5, index, 0).module);
    const auto again = HashStructure(DrawKernel(profile, PinnedBuiltins(), 5, index, 0).module);
    EXPECT_EQ(first.structural, again.structural);
    hashes.insert(first.structural);
    hashes.insert(
        HashStructure(DrawKernel(profile, PinnedBuiltins(), 5, index, 1).module).structural);
    hashes.insert(
        HashStructure(DrawKernel(profile, PinnedBuiltins(), 6, index, 0).module).structural);
  }
  EXPECT_GT(hashes.size(), 560U);
}

TEST(DrawTest, EveryMotifIsDrawnAloneUnderManySeeds) {
  const Profile profile = Default();
  const Mask mask{std::vector<bool>(profile::Families().size(), true)};
  for (const FamilyInfo& family : Families()) {
    for (const Motif& motif : MotifsOf(family.family)) {
      std::set<uint64_t> hashes;
      for (uint64_t seed = 0; seed < 60; ++seed) {
        const lang::Module module = DrawMotifAlone(profile, PinnedBuiltins(), motif, seed).module;
        const Status status = Verify(module, PinnedBuiltins());
        ASSERT_TRUE(status) << family.name << "/" << motif.name << ": " << status.error().message;
        ASSERT_TRUE(HasEffect(module)) << family.name << "/" << motif.name;
        hashes.insert(HashStructure(module).structural);
      }
      EXPECT_GE(hashes.size(), 20U) << family.name << "/" << motif.name << " hardly varies";
    }
  }
}

TEST(DrawTest, PruningAgainRemovesNothing) {
  const Profile profile = Default();
  for (uint64_t index = 0; index < 500; ++index) {
    lang::Module module = DrawKernel(profile, PinnedBuiltins(), 3, index, 0).module;
    const uint64_t before = HashStructure(module).structural;
    Prune(module, PinnedBuiltins());
    EXPECT_EQ(HashStructure(module).structural, before) << "index " << index;
  }
}

TEST(DrawTest, OnlyTheNamedCategoriesAreDrawn) {
  Profile profile = Default();
  ASSERT_TRUE(RestrictCategories(profile, {"loops"}));
  for (uint64_t index = 0; index < 50; ++index) {
    EXPECT_EQ(DrawKernel(profile, PinnedBuiltins(), 0, index, 0).category, "loops");
  }
}

}  // namespace
}  // namespace warploom::synth
