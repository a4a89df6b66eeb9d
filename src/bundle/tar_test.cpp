#include "bundle/tar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace warploom::bundle {
namespace {

using testing::HasSubstr;

std::string ArchiveOf(const std::map<std::string, std::string>& files) {
  TarWriter tar;
  for (const auto& [name, bytes] : files) {
    EXPECT_TRUE(tar.Add(name, bytes));
  }
  return std::move(tar).Finish();
}

std::string TarError(std::string_view archive) {
  const auto read = ReadTar(archive);
  return read ? "" : read.error().message;
}

TEST(TarTest, WhatIsWrittenIsRead) {
  const std::string block(512, 'x');
  const std::map<std::string, std::string> files = {{"empty", ""},
                                                    {"a/b.bin", std::string("\0\1\2", 3)},
                                                    {"block", block},
                                                    {"more", block + "y"}};
  const std::string archive = ArchiveOf(files);
  EXPECT_EQ(archive.size() % 512, 0U);
  const auto read = ReadTar(archive);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ((std::map<std::string, std::string>(read->begin(), read->end())), files);
}

TEST(TarTest, NamesHaveAtMostAHundredBytes) {
  TarWriter tar;
  EXPECT_TRUE(tar.Add(std::string(100, 'n'), ""));
  EXPECT_FALSE(tar.Add(std::string(101, 'n'), ""));
  const std::string archive = std::move(tar).Finish();
  EXPECT_EQ(ReadTar(archive)->begin()->first, std::string(100, 'n'));
}

TEST(TarTest, EveryTruncationIsAnError) {
  const std::string archive = ArchiveOf({{"a", std::string(700, 'a')}, {"b", "b"}});
  for (size_t size = 0; size + 1024 < archive.size(); ++size) {
    EXPECT_FALSE(ReadTar(archive.substr(0, size))) << size;
  }
}

TEST(TarTest, DamageIsAnError) {
  const std::string archive = ArchiveOf({{"a", "text"}});
  std::string other_name = archive;
  other_name[0] = 'b';
  EXPECT_THAT(TarError(other_name), HasSubstr("is damaged"));
  std::string no_tar = archive;
  no_tar[257] = 'U';
  EXPECT_THAT(TarError(no_tar), HasSubstr("not in the ustar format"));
}

}  // namespace
}  // namespace warploom::bundle
