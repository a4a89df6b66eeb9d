// The example of docs/adding_a_motif.md, which the build compiles into this program.
#include <gtest/gtest.h>

#include <set>

#include "lang/canonical.h"
#include "lang/verify.h"
#include "synth/draw/draw.h"

namespace warploom::synth {

namespace motifs {
Motif ScaledCopyMotif();
}  // namespace motifs

namespace {

TEST(DocumentedMotif, IsDrawnUnderManySeedsAndVaries) {
  motifs::Motif motif = motifs::ScaledCopyMotif();
  // The table does this for the motifs of motifs.def.
  motif.min_dims = Info(motif.family).min_dims;
  motif.max_dims = Info(motif.family).max_dims;
  const Profile profile = *profile::LoadProfile("default");
  std::set<uint64_t> hashes;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const lang::Module module = DrawMotifAlone(profile, lang::PinnedBuiltins(), motif, seed).module;
    const Status status = Verify(module, lang::PinnedBuiltins());
    ASSERT_TRUE(status) << "seed " << seed << ": " << status.error().message;
    hashes.insert(HashStructure(module).structural);
  }
  EXPECT_GE(hashes.size(), 20U);
}

}  // namespace
}  // namespace warploom::synth
