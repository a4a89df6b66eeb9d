// Writes every motif, drawn alone under several seeds, as Python modules into the folder that
// WARPLOOM_MOTIF_DIR names: test/python/test_motifs.py compiles them with the real Warp.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "os/file_system.h"
#include "print/module_printer.h"
#include "synth/draw/draw.h"
#include "synth/motifs/table.h"
#include "synth/profile/profile.h"

namespace warploom::pipeline {
namespace {

constexpr uint64_t kSeeds = 6;

TEST(MotifDump, EveryMotifPrintsAsAModule) {
  const char* folder = std::getenv("WARPLOOM_MOTIF_DIR");
  const synth::profile::Profile profile = *synth::profile::LoadProfile("default");
  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  for (const synth::motifs::Motif& motif : synth::motifs::Motifs()) {
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      const lang::Module module = synth::DrawMotifAlone(profile, builtins, motif, seed).module;
      const std::string text = print::PrintModule(module, builtins);
      EXPECT_NE(text.find("@wp.kernel"), std::string::npos);
      if (folder != nullptr) {
        const std::string path = fmt::format("{}/{}.{}.{}.{}.py", folder, Info(motif.family).name,
                                             motif.name, seed, module.kernel_function().name);
        const Status written = WriteFileAtomically(RealFileSystem(), path, text);
        ASSERT_TRUE(written) << written.error().message;
      }
    }
  }
}

}  // namespace
}  // namespace warploom::pipeline
