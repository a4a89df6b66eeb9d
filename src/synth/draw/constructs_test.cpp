#include <gtest/gtest.h>

#include <array>
#include <set>

#include "synth/draw/draw.h"
#include "synth/features/syntax_features.h"

namespace warploom::synth {
namespace {

using namespace profile;

using namespace features;

constexpr int kKernels = 20000;

std::array<int, kSyntaxFeatureCount> CountDefault() {
  std::array<int, kSyntaxFeatureCount> counts{};
  const Profile profile = *LoadProfile("default");
  for (uint64_t index = 0; index < kKernels; ++index) {
    const lang::Module module = DrawKernel(profile, lang::PinnedBuiltins(), 1, index, 0).module;
    const SyntaxFeatureSet used = SyntaxFeaturesOf(module, lang::PinnedBuiltins());
    for (size_t i = 0; i < kSyntaxFeatureCount; ++i) {
      counts[i] += used.test(i) ? 1 : 0;
    }
  }
  return counts;
}

// A construct that the default profile never draws would never be in a dataset. With
// WARPLOOM_SHOW_CONSTRUCTS=1, the test prints how often each is drawn.
TEST(ConstructsTest, TheDefaultProfileDrawsEveryConstruct) {
  const auto counts = CountDefault();
  const bool show = std::getenv("WARPLOOM_SHOW_CONSTRUCTS") != nullptr;
  for (size_t i = 0; i < kSyntaxFeatureCount; ++i) {
    const SyntaxFeatureInfo& info = SyntaxFeatures()[i];
    EXPECT_GT(counts[i], 0) << info.name << " is never drawn in " << kKernels << " kernels";
    if (show) {
      std::printf("%6.2f %%  %s\n", 100.0 * counts[i] / kKernels, std::string(info.name).c_str());
    }
  }
}

TEST(ConstructsTest, EveryConstructHasANameOfItsOwnAndAText) {
  std::set<std::string_view> names;
  for (const SyntaxFeatureInfo& info : SyntaxFeatures()) {
    EXPECT_TRUE(names.insert(info.name).second) << info.name << " is listed twice";
    EXPECT_FALSE(info.group.empty() || info.text.empty()) << info.name;
  }
  EXPECT_GT(names.size(), kSyntaxFeatureCount) << "what is left out is listed, too";
}

}  // namespace
}  // namespace warploom::synth
