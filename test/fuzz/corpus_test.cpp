// Every reader takes every input that fuzzing found to be worth keeping, and each with its middle
// cut out, doubled and flipped.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "readers.h"

namespace warploom::fuzz_test {
namespace {

std::vector<std::string> InputsOf(const Reader& reader) {
  std::vector<std::filesystem::path> paths;
  const std::filesystem::path folder = std::filesystem::path("test/fuzz/corpus") / reader.name;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<std::string> inputs;
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

class ReaderTest : public testing::TestWithParam<Reader> {};

TEST_P(ReaderTest, TakesTheCorpus) {
  const std::vector<std::string> inputs = InputsOf(GetParam());
  ASSERT_FALSE(inputs.empty());
  for (const std::string& input : inputs) {
    GetParam().read(input);
  }
}

TEST_P(ReaderTest, TakesDamagedInputs) {
  for (const std::string& input : InputsOf(GetParam())) {
    const size_t third = input.size() / 3;
    GetParam().read(input.substr(0, third));
    GetParam().read(input.substr(0, third) + input.substr(2 * third));
    GetParam().read(input + input);
    std::string flipped = input;
    for (size_t at = third; at < flipped.size(); at += 7 + third / 4) {
      flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ (1U << (at % 8)));
      GetParam().read(flipped);
    }
  }
}

std::string NameOf(const testing::TestParamInfo<Reader>& reader) {
  std::string name(reader.param.name);
  std::erase(name, '-');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, ReaderTest, testing::ValuesIn(Readers().begin(), Readers().end()),
                         NameOf);

}  // namespace
}  // namespace warploom::fuzz_test
