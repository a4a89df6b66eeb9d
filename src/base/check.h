#pragma once

#include <string_view>

namespace warploom {

// Prints the location and the failed condition, then aborts. For bugs only: failures that have an
// outside cause are Results.
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition,
                              std::string_view message);

}  // namespace warploom

#define WARPLOOM_CHECK(condition, message)                              \
  do {                                                                  \
    if (!(condition)) [[unlikely]] {                                    \
      ::warploom::CheckFailed(__FILE__, __LINE__, #condition, message); \
    }                                                                   \
  } while (false)
