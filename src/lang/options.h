#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace warploom::lang {

enum class OptionName : uint8_t {
#define WARPLOOM_OPTION(Name, keyword, scope, kind) k##Name,
#include "lang/options.def"
};

// Where an option is allowed: in @wp.kernel(...), among the options of the module, or in wp.config.
// (wp.set_module_options accepts any name and ignores unknown ones, those of wp.config included.)
enum class OptionScope : uint8_t { kKernel, kModule, kBoth, kConfig };

enum class OptionKind : uint8_t {
  kFlag,
  kNumbers,  // 256 or (256, 2)
  kUnique,   // "unique"
  kDebug,    // "debug"
};

struct OptionInfo {
  std::string_view keyword;
  OptionScope scope;
  OptionKind kind;
};

const OptionInfo& Info(OptionName name);

// One option with its value. The second number is absent if it is 0.
struct Option {
  OptionName name;
  std::array<int, 2> numbers = {};
};

}  // namespace warploom::lang
