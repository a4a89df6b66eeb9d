#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

#include "base/printable.h"
#include "os/standard_streams.h"

namespace warploom::cli {

template <typename T>
inline constexpr bool kIsText = std::is_convertible_v<const T&, std::string_view>;

// Texts among the values are shown as Printable().
template <typename T>
std::conditional_t<kIsText<T>, std::string, const T&> Shown(const T& value) {
  if constexpr (kIsText<T>) {
    return Printable(value);
  } else {
    return value;
  }
}

// Prints to standard error. Never fails and never waits long: a run goes on without its messages.
template <typename... T>
void PrintError(fmt::format_string<std::conditional_t<kIsText<T>, std::string, const T&>...> format,
                const T&... values) {
  WriteToStandardError(fmt::format(format, Shown(values)...));
}

}  // namespace warploom::cli
