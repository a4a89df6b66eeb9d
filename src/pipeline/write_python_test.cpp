#include "pipeline/write_python.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "os/fake_file_system.h"

namespace warploom::pipeline {
namespace {

Status Write(FileSystem& fs, uint64_t count) {
  const synth::profile::Profile profile = *synth::profile::LoadProfile("default");
  DrawStream stream(DrawBy(profile, lang::PinnedBuiltins(), 0));
  return WritePython(fs, "out", count, stream, lang::PinnedBuiltins());
}

TEST(WritePython, FilesSortInIndexOrder) {
  FakeFileSystem fs;
  ASSERT_TRUE(Write(fs, 12));
  const auto names = *fs.List("out");
  ASSERT_EQ(names.size(), 12U);
  EXPECT_TRUE(names[0].starts_with("k000000_"));
  EXPECT_TRUE(names[11].starts_with("k000011_"));
  const std::string text = *fs.Read("out/" + names[3]);
  const std::string entry = names[3].substr(8, names[3].size() - 11);
  EXPECT_NE(text.find("def " + entry + "("), std::string::npos);
}

TEST(WritePython, NeverMixesWithWhatIsThere) {
  FakeFileSystem fs;
  ASSERT_TRUE(Write(fs, 2));
  const Status again = Write(fs, 2);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::kUsage);
}

TEST(WritePython, AFullDiskIsAnError) {
  FakeFileSystem fs;
  fs.SetCapacity(1000);
  const Status written = Write(fs, 20);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::kIo);
}

}  // namespace
}  // namespace warploom::pipeline
