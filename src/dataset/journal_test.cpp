#include "dataset/journal.h"

#include <gtest/gtest.h>

namespace warploom::dataset {
namespace {

constexpr uint64_t kDraws = 128;
const CompletedChunk kFirst = {
    .number = 0, .accepted = 126, .rejected_indices = {3, 9}, .bytes = 10, .hash = ~0ULL};
const CompletedChunk kSecond = {
    .number = 1, .accepted = 128, .rejected_indices = {}, .bytes = 11, .hash = 2};

TEST(JournalTest, GivesBackWhatWasWritten) {
  const Journal journal =
      ParseJournal(JournalLine(kSecond, kDraws) + JournalLine(kFirst, kDraws), kDraws);
  EXPECT_EQ(journal.damaged_lines, 0U);
  EXPECT_EQ(journal.chunks.at(0), kFirst);
  EXPECT_EQ(journal.chunks.at(1), kSecond);
}

TEST(JournalTest, TheLastWordCounts) {
  CompletedChunk again = kFirst;
  again.hash = 5;
  const Journal journal =
      ParseJournal(JournalLine(kFirst, kDraws) + JournalLine(again, kDraws), kDraws);
  EXPECT_EQ(journal.chunks.at(0).hash, 5U);
}

// A torn last write damages no earlier entry.
TEST(JournalTest, EveryTornEndCostsTheLastLineOnly) {
  const std::string first = JournalLine(kFirst, kDraws), second = JournalLine(kSecond, kDraws);
  for (size_t kept = 1; kept < second.size(); ++kept) {
    const Journal journal = ParseJournal(first + second.substr(0, kept), kDraws);
    EXPECT_EQ(journal.chunks.size(), 1U) << kept;
    EXPECT_EQ(journal.damaged_lines, 1U) << kept;
  }
}

TEST(JournalTest, EveryFlippedBitIsSeen) {
  const std::string line = JournalLine(kFirst, kDraws);
  for (size_t bit = 0; bit < 8 * line.size(); ++bit) {
    std::string damaged = line;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_TRUE(ParseJournal(damaged, kDraws).chunks.empty()) << bit;
  }
}

TEST(JournalTest, GarbageBetweenLinesCostsNothingElse) {
  const Journal journal = ParseJournal(
      JournalLine(kFirst, kDraws) + "{\"chunk\":1}\n\n\xff\n" + JournalLine(kSecond, kDraws),
      kDraws);
  EXPECT_EQ(journal.chunks.size(), 2U);
  EXPECT_GT(journal.damaged_lines, 0U);
}

TEST(JournalTest, AnotherChunkSizeIsNotOurs) {
  EXPECT_TRUE(ParseJournal(JournalLine(kFirst, 64), kDraws).chunks.empty());
}

}  // namespace
}  // namespace warploom::dataset
