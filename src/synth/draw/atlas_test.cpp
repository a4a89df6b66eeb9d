#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "lang/canonical.h"
#include "lang/overloads_used.h"
#include "lang/verify.h"
#include "synth/atlas/cells.h"
#include "synth/atlas/page_order.h"
#include "synth/draw/draw.h"

namespace warploom::synth {
namespace {

using namespace profile;

using namespace atlas;

using lang::BuiltinTable;
using lang::CallId;
using lang::OverloadId;
using lang::PinnedBuiltins;

std::vector<OverloadId> OverloadsOf(std::span<const CallId> page) {
  std::vector<OverloadId> overloads;
  for (const CallId id : page) {
    overloads.push_back(PinnedBuiltins().call(id).overload);
  }
  return overloads;
}

// All calls of one walk, in the order of its pages.
std::vector<CallId> CallsOfWalk(uint64_t seed, uint64_t walk) {
  const uint64_t pages = PagesPerWalk(PinnedBuiltins());
  std::vector<CallId> calls;
  for (uint64_t page = walk * pages; page < (walk + 1) * pages; ++page) {
    const auto some = PageOf(PinnedBuiltins(), seed, page);
    calls.insert(calls.end(), some.begin(), some.end());
  }
  return calls;
}

TEST(AtlasWalkTest, EveryWalkVisitsEveryCellOnce) {
  std::vector<OverloadId> cells;
  for (const Cell& cell : AtlasCells(PinnedBuiltins())) {
    cells.push_back(cell.overload);
  }
  for (const uint64_t walk : {0U, 1U, 5U}) {
    std::vector<OverloadId> visited = OverloadsOf(CallsOfWalk(3, walk));
    std::sort(visited.begin(), visited.end());
    EXPECT_EQ(visited, cells) << "walk " << walk;
  }
}

TEST(AtlasWalkTest, WalksAndSeedsHaveTheirOwnNeighboursAndCalls) {
  const std::vector<CallId> first = CallsOfWalk(3, 0);
  EXPECT_EQ(first, CallsOfWalk(3, 0));
  EXPECT_NE(first, CallsOfWalk(3, 1));
  EXPECT_NE(first, CallsOfWalk(4, 0));
  // For a cell with several calls, the next walk shows another call.
  std::vector<CallId> second = CallsOfWalk(3, 1);
  const std::set<CallId> shown(first.begin(), first.end());
  size_t again = 0;
  size_t several = 0;
  for (const Cell& cell : AtlasCells(PinnedBuiltins())) {
    several += cell.calls.size() > 1 ? 1 : 0;
  }
  for (const CallId id : second) {
    again += shown.contains(id) ? 1 : 0;
  }
  EXPECT_EQ(second.size() - again, several);
}

TEST(AtlasWalkTest, APageHasAFewRelatedCells) {
  const uint64_t pages = PagesPerWalk(PinnedBuiltins());
  size_t kin = 0;
  size_t pairs = 0;
  for (uint64_t page = 0; page < pages; ++page) {
    const auto calls = PageOf(PinnedBuiltins(), 0, page);
    EXPECT_LE(calls.size(), 8U);
    EXPECT_GE(calls.size(), 1U);
    for (size_t i = 1; i < calls.size(); ++i) {
      const auto& a = PinnedBuiltins().call(calls[i - 1]);
      const auto& b = PinnedBuiltins().call(calls[i]);
      kin +=
          PinnedBuiltins().overload(a.overload).group == PinnedBuiltins().overload(b.overload).group
              ? 1
              : 0;
      ++pairs;
    }
  }
  EXPECT_GT(kin, pairs * 2 / 3);
}

TEST(AtlasTest, EveryKernelOfAWalkVerifiesAndShowsItsCells) {
  const BuiltinTable& table = PinnedBuiltins();
  const Profile profile = *LoadProfile("atlas");
  for (uint64_t index = 0; index < 2 * PagesPerWalk(table); ++index) {
    const DrawnKernel kernel = DrawKernel(profile, table, 1, index, 0);
    const lang::Module& module = kernel.module;
    EXPECT_EQ(kernel.category, kAtlasCategory);
    const Status status = Verify(module, table);
    ASSERT_TRUE(status) << "index " << index << ": " << status.error().message;
    const std::vector<OverloadId> used = OverloadsUsed(module, table);
    for (const OverloadId wanted : OverloadsOf(PageOf(table, 1, index))) {
      EXPECT_TRUE(std::binary_search(used.begin(), used.end(), wanted))
          << "index " << index << " does not show " << table.overload(wanted).signature;
    }
  }
}

TEST(AtlasTest, EveryOverloadIsACellOrLeftOutForAReason) {
  const BuiltinTable& table = PinnedBuiltins();
  std::vector<bool> told(table.overloads().size(), false);
  for (const Cell& cell : AtlasCells(table)) {
    told[cell.overload.value] = true;
  }
  for (const lang::LeftOut& row : table.left_out()) {
    told[row.overload.value] = true;
  }
  for (const NoCell& row : BuiltinsWithoutCells()) {
    EXPECT_FALSE(row.reason.empty());
    bool missing = false;
    for (const OverloadId id : table.OverloadsNamed(table.Name(row.name))) {
      missing = missing || !told[id.value];
      told[id.value] = true;
    }
    EXPECT_TRUE(missing) << row.name << " has a cell for every overload, and a reason why not";
  }
  for (size_t i = 0; i < told.size(); ++i) {
    EXPECT_TRUE(told[i]) << "no cell and no reason for " << table.overloads()[i].signature;
  }
}

TEST(AtlasTest, TheShareOfAtlasKernelsIsExact) {
  Profile profile = *LoadProfile("default");
  profile.atlas_share = 0.25;
  int atlas = 0;
  for (uint64_t index = 0; index < 400; ++index) {
    atlas += DrawKernel(profile, PinnedBuiltins(), 0, index, 0).category == kAtlasCategory ? 1 : 0;
  }
  EXPECT_EQ(atlas, 100);
}

TEST(AtlasTest, CategoriesNameTheAtlasLikeAFamily) {
  Profile without = *LoadProfile("default");
  ASSERT_TRUE(RestrictCategories(without, {"loops"}));
  EXPECT_EQ(without.atlas_share, 0.0);
  Profile alone = *LoadProfile("default");
  ASSERT_TRUE(RestrictCategories(alone, {"atlas"}));
  EXPECT_EQ(alone.atlas_share, 1.0);
  Profile both = *LoadProfile("default");
  ASSERT_TRUE(RestrictCategories(both, {"atlas", "loops"}));
  EXPECT_GT(both.atlas_share, 0.0);
  EXPECT_LT(both.atlas_share, 1.0);
  Profile wrong = *LoadProfile("default");
  EXPECT_THAT(RestrictCategories(wrong, {"atlus"}).error().message,
              testing::HasSubstr("the nearest is \"atlas\""));
}

// The number in docs/quality.md. The total is that of the table that introspect writes.
TEST(AtlasTest, FiveThousandDefaultKernelsReachMostOverloads) {
  const Profile profile = *LoadProfile("default");
  std::set<OverloadId> reached;
  for (uint64_t index = 0; index < 5000; ++index) {
    const lang::Module module = DrawKernel(profile, PinnedBuiltins(), 0, index, 0).module;
    for (const OverloadId id : OverloadsUsed(module, PinnedBuiltins())) {
      if (!PinnedBuiltins().overload(id).is_python) {
        reached.insert(id);
      }
    }
  }
  printf("%zu native overloads\n", reached.size());
  EXPECT_GE(reached.size(), 2200U);
}

}  // namespace
}  // namespace warploom::synth
