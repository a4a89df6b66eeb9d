#include "lang/math_source.h"

#include <algorithm>
#include <array>

namespace warploom::lang {
namespace {

constexpr std::array<std::string_view, 5> kOfPython = {"abs", "max", "min", "pow", "round"};
constexpr std::array<std::string_view, 17> kOfMath = {
    "acos", "asin",  "atan", "atan2", "ceil", "cos",  "cosh", "exp", "floor",
    "log",  "log10", "log2", "pow",   "sin",  "sinh", "sqrt", "tan"};
constexpr std::array<std::string_view, 14> kOfNumpy = {"abs",   "ceil", "cos",   "cosh", "exp",
                                                       "floor", "log",  "log10", "log2", "sign",
                                                       "sin",   "sinh", "sqrt",  "tan"};

}  // namespace

bool IsIn(MathSource source, std::string_view builtin) {
  switch (source) {
    case MathSource::kWarp:
      return true;
    case MathSource::kPython:
      return std::ranges::find(kOfPython, builtin) != kOfPython.end();
    case MathSource::kMath:
      return std::ranges::find(kOfMath, builtin) != kOfMath.end();
    case MathSource::kNumpy:
      return std::ranges::find(kOfNumpy, builtin) != kOfNumpy.end();
  }
  return false;
}

std::string_view PrefixOf(MathSource source) {
  constexpr std::array<std::string_view, 4> kPrefixes = {"wp.", "", "math.", "np."};
  return kPrefixes[static_cast<size_t>(source)];
}

}  // namespace warploom::lang
