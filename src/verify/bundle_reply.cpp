#include "verify/bundle_reply.h"

#include <utility>

#include "encoding/base64.h"
#include "json/fields.h"
#include "json/parse.h"

namespace warploom::verify {
namespace {

Result<bundle::SampleFiles> DecodeFiles(const json::Value& reply, const std::string& id,
                                        const std::string& entry_point) {
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const entry, json::GetObject(reply, "entry"));
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const files, json::GetObject(reply, "files"));
  bundle::SampleFiles made;
  made.entry = {{"id", id}, {"entry_point", entry_point}};
  made.entry.update(*entry);
  for (const auto& [name, text] : files->items()) {
    WARPLOOM_ASSIGN_OR_RETURN(const auto encoded, json::Get<std::string>(*files, name));
    auto bytes = encoding::DecodeBase64(encoded);
    if (!bytes) {
      return Fail(ErrorKind::kCorrupt, "a file of a bundle is not in base64");
    }
    made.files[name] = *std::move(bytes);
  }
  return made;
}

Result<std::variant<bundle::SampleFiles, NotBundled>> DecodeReply(std::string_view text,
                                                                  const std::string& id,
                                                                  const std::string& entry_point) {
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value reply, json::Parse(text));
  if (json::FindMember(reply, "unsupported") != nullptr) {
    WARPLOOM_ASSIGN_OR_RETURN(auto reason, json::Get<std::string>(reply, "unsupported"));
    return NotBundled{std::move(reason)};
  }
  WARPLOOM_ASSIGN_OR_RETURN(auto made, DecodeFiles(reply, id, entry_point));
  return made;
}

}  // namespace

Result<std::variant<bundle::SampleFiles, NotBundled>> DecodeBundleReply(
    std::string_view text, const std::string& id, const std::string& entry_point) {
  auto decoded = DecodeReply(text, id, entry_point);
  if (!decoded) {
    return Fail(ErrorKind::kWorker, "reading a worker's reply: " + decoded.error().message);
  }
  return decoded;
}

}  // namespace warploom::verify
