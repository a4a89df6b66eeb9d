#include "reference/literals.h"

#include <fmt/format.h>

#include <cmath>

#include "reference/types.h"

namespace warploom::reference {

std::string RealText(double value) {
  if (std::isnan(value)) {
    return "__builtin_nan(\"\")";
  }
  if (std::isinf(value)) {
    return value < 0 ? "(-__builtin_inf())" : "__builtin_inf()";
  }
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) {
    text += ".0";
  }
  return value < 0 ? "(" + text + ")" : text;
}

std::string NamedText(lang::NumberName name) {
  const lang::NumberInfo& info = Info(name);
  return info.is_integer ? fmt::format("{}", static_cast<int>(info.value)) : RealText(info.value);
}

std::string LiteralText(const lang::Module& module, const lang::Literal& literal, lang::Type type) {
  if (type.is_bool()) {
    return literal.integer != 0 ? "true" : "false";
  }
  if (type.is_float()) {
    return fmt::format("{}({})", CppType(module, type), RealText(literal.real));
  }
  return fmt::format("{}({}{}ULL)", CppType(module, type), literal.integer < 0 ? "0x" : "",
                     literal.integer < 0
                         ? fmt::format("{:x}", static_cast<uint64_t>(literal.integer))
                         : fmt::format("{}", literal.integer));
}

}  // namespace warploom::reference
