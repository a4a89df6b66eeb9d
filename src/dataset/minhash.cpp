#include "dataset/minhash.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <vector>

#include "base/hash.h"

namespace warploom::dataset {
namespace {

constexpr size_t kRun = 5;  // Tokens.

bool IsWord(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// The length of the string literal at the front of `text`, of either kind of quotes.
size_t StringLength(std::string_view text) {
  const std::string_view triple = text.substr(0, 3);
  const bool is_long = triple == "\"\"\"" || triple == "'''";
  const std::string_view quote = is_long ? triple : text.substr(0, 1);
  for (size_t i = quote.size(); i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text.substr(i).starts_with(quote)) {
      return i + quote.size();
    }
  }
  return text.size();
}

// The length of the token, or of the white space or comment, at the front of `text`.
size_t TokenLength(std::string_view text) {
  if (text[0] == '#') {
    return std::min(text.find('\n'), text.size());
  }
  if (text[0] == '"' || text[0] == '\'') {
    return StringLength(text);
  }
  const auto end = std::ranges::find_if_not(text, IsWord);
  return std::max<size_t>(1, static_cast<size_t>(end - text.begin()));
}

std::vector<uint64_t> TokenHashes(std::string_view text) {
  std::vector<uint64_t> hashes;
  while (!text.empty()) {
    const size_t length = TokenLength(text);
    if (text[0] != '#' && std::isspace(static_cast<unsigned char>(text[0])) == 0) {
      hashes.push_back(Hash64(text.substr(0, length)));
    }
    text.remove_prefix(length);
  }
  return hashes;
}

// An odd number for each permutation h -> high half of factor * h.
std::array<uint64_t, std::tuple_size_v<MinHash>> Factors() {
  std::array<uint64_t, std::tuple_size_v<MinHash>> factors{};
  for (size_t i = 0; i < factors.size(); ++i) {
    factors[i] = Hash64("permutation", i) | 1U;
  }
  return factors;
}

}  // namespace

MinHash MinHashOf(std::string_view python_code) {
  static const auto factors = Factors();
  const std::vector<uint64_t> tokens = TokenHashes(python_code);
  MinHash least;
  least.fill(std::numeric_limits<uint32_t>::max());
  const size_t last = tokens.size() > kRun ? tokens.size() - kRun : 0;
  for (size_t begin = 0; begin <= last; ++begin) {
    uint64_t run = 0;
    for (size_t i = begin; i < std::min(begin + kRun, tokens.size()); ++i) {
      run = (run ^ tokens[i]) * 0x9E3779B97F4A7C15U;  // SplitMix64's odd constant.
      run ^= run >> 32U;
    }
    for (size_t i = 0; i < least.size(); ++i) {
      least[i] = std::min(least[i], static_cast<uint32_t>((run * factors[i]) >> 32U));
    }
  }
  return least;
}

double Similarity(const MinHash& left, const MinHash& right) {
  size_t same = 0;
  for (size_t i = 0; i < left.size(); ++i) {
    same += left[i] == right[i] ? 1 : 0;
  }
  return static_cast<double>(same) / static_cast<double>(left.size());
}

}  // namespace warploom::dataset
