#pragma once

#include <string_view>

namespace warploom {

// Prints where and what, then aborts. For our own bugs only; what the world can do is a Result.
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition,
                              std::string_view message);

}  // namespace warploom

#define WARPLOOM_CHECK(condition, message)                              \
  do {                                                                  \
    if (!(condition)) [[unlikely]] {                                    \
      ::warploom::CheckFailed(__FILE__, __LINE__, #condition, message); \
    }                                                                   \
  } while (false)
