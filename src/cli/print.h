#pragma once

#include <fmt/format.h>

#include <utility>

#include "os/standard_streams.h"

namespace warploom::cli {

// Prints to standard error. Never fails and never waits long: a run goes on without its messages.
template <typename... T>
void PrintError(fmt::format_string<T...> format, T&&... values) {
  WriteToStandardError(fmt::format(format, std::forward<T>(values)...));
}

}  // namespace warploom::cli
