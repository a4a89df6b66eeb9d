#include "json/write.h"

#include <fmt/format.h>

namespace warploom::json {
namespace {

using OnBadUtf8 = Value::error_handler_t;

// nlohmann::json throws at bytes that are not UTF-8; the exception ends here.
Result<std::string> Dump(const Value& value, int indent) {
  try {
    return value.dump(indent, ' ', /*ensure_ascii=*/false, OnBadUtf8::strict);
  } catch (const nlohmann::json::exception& error) {
    return Fail(ErrorKind::kInternal,
                fmt::format("writing JSON: a string is not UTF-8 ({})", error.what()));
  }
}

}  // namespace

Result<std::string> DumpLine(const Value& value) { return Dump(value, -1); }

std::string DumpLineLossy(const Value& value) {
  return value.dump(-1, ' ', /*ensure_ascii=*/false, OnBadUtf8::replace);
}

Result<std::string> DumpPretty(const Value& value) {
  WARPLOOM_ASSIGN_OR_RETURN(std::string text, Dump(value, 2));
  text.push_back('\n');
  return text;
}

}  // namespace warploom::json
