#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::lang {

// The names of keyword arguments of builtins.
enum class KeywordName : uint8_t {
#define WARPLOOM_KEYWORD(Name, keyword, in_row) k##Name,
#include "lang/keywords.def"
};

struct KeywordInfo {
  std::string_view keyword;
  bool in_row;  // The argument has a column in the call's row of the builtin table.
};

inline constexpr KeywordInfo kKeywords[] = {
#define WARPLOOM_KEYWORD(Name, keyword, in_row) {keyword, in_row},
#include "lang/keywords.def"
};

constexpr const KeywordInfo& Info(KeywordName name) { return kKeywords[static_cast<int>(name)]; }

}  // namespace warploom::lang
