#include "synth/passes/words.h"

#include <gtest/gtest.h>

namespace warploom::synth::passes {
namespace {

TEST(WordsTest, NamesBecomeWords) {
  EXPECT_EQ(WordsOf("rel_vel"), "relative velocity");
  EXPECT_EQ(WordsOf("num_nbrs"), "number of neighbors");
  EXPECT_EQ(WordsOf("TILE_SIZE"), "tile size");
  EXPECT_EQ(WordsOf("out_pos"), "position") << "out says nothing about the value";
  EXPECT_EQ(WordsOf("x"), "");
  EXPECT_EQ(WordsOf("x0"), "");
  EXPECT_EQ(WordsOf(""), "");
}

TEST(WordsTest, SentencesBeginInUpperCase) {
  EXPECT_EQ(Begun("store result", true), "Store result");
  EXPECT_EQ(Begun("store result", false), "store result");
  EXPECT_EQ(Begun("", true), "");
}

}  // namespace
}  // namespace warploom::synth::passes
