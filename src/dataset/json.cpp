#include "dataset/json.h"

#include <fmt/format.h>

namespace warploom::dataset {
namespace {

using Handler = nlohmann::detail::error_handler_t;

// nlohmann-json refuses bytes that are not UTF-8 with an exception, which ends here.
Result<std::string> Dump(const Json& value, int indent) {
  try {
    return value.dump(indent, ' ', false, Handler::strict);
  } catch (const nlohmann::json::exception& error) {
    return Fail(ErrorKind::kInternal,
                fmt::format("writing JSON: a text is not UTF-8 ({})", error.what()));
  }
}

}  // namespace

Result<Json> ParseJson(std::string_view text, std::string_view what) {
  Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded()) {
    return Fail(ErrorKind::kCorrupt, fmt::format("reading {}: it is not whole JSON", what));
  }
  return value;
}

Result<std::string> DumpLine(const Json& value) { return Dump(value, -1); }

std::string DumpLineLossy(const Json& value) {
  return value.dump(-1, ' ', false, Handler::replace);
}

Result<std::string> DumpPretty(const Json& value) {
  WARPLOOM_ASSIGN_OR_RETURN(std::string text, Dump(value, 2));
  text.push_back('\n');
  return text;
}

}  // namespace warploom::dataset
