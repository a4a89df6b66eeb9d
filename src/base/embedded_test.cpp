#include "base/embedded.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace warploom {
namespace {

// Tests run in the root of the repository, so an embedded file's name is also its path.
std::string ReadFile(std::string_view name) {
  std::ifstream file{std::string(name), std::ios::binary};
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Embedded, EveryFileHasItsBytes) {
  for (const EmbeddedEntry& entry : EmbeddedEntries()) {
    EXPECT_EQ(entry.text, ReadFile(entry.name)) << entry.name;
    EXPECT_EQ(EmbeddedFile(entry.name), entry.text);
  }
}

TEST(Embedded, NamesAreSortedAndUnique) {
  const auto names = EmbeddedFileNames();
  EXPECT_EQ(names.size(), EmbeddedEntries().size());
  EXPECT_EQ(std::ranges::adjacent_find(names, std::ranges::greater_equal()), names.end());
}

TEST(Embedded, PrefixSelectsAFolder) {
  for (const std::string_view name : EmbeddedFileNames("profiles/")) {
    EXPECT_TRUE(name.starts_with("profiles/")) << name;
  }
}

TEST(Embedded, UnknownNameIsNothing) {
  EXPECT_EQ(EmbeddedFile("profiles/no-such-profile.toml"), std::nullopt);
  EXPECT_EQ(EmbeddedFile(""), std::nullopt);
}

}  // namespace
}  // namespace warploom
