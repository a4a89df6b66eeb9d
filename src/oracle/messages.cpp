#include "oracle/messages.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "base/check.h"

namespace warploom::oracle {
namespace {

using Json = nlohmann::json;

// The length of the UTF-8 sequence at the front of `text`, or 0 when it is none. Overlong forms,
// surrogates and values past U+10FFFF are none (RFC 3629, section 4).
size_t Utf8Length(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto continues = [&](size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return continues(1) ? 2 : 0;
  }
  if (first >= 0xE0 && first <= 0xEF) {
    const bool fits = (first != 0xE0 || second >= 0xA0) && (first != 0xED || second <= 0x9F);
    return fits && continues(1) && continues(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool fits = (first != 0xF0 || second >= 0x90) && (first != 0xF4 || second <= 0x8F);
    return fits && continues(1) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const size_t length = Utf8Length(text);
    if (length == 0) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

tl::unexpected<Error> Bad(std::string what) { return Fail(ErrorKind::kWorker, std::move(what)); }

// Readers of one member: nothing when it is missing or of another type.
const Json* Find(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::optional<std::string> Text(const Json& object, const char* key) {
  const Json* value = Find(object, key);
  return value != nullptr && value->is_string()
             ? std::optional(value->get_ref<const std::string&>())
             : std::nullopt;
}

std::optional<bool> Flag(const Json& object, const char* key) {
  const Json* value = Find(object, key);
  return value != nullptr && value->is_boolean() ? std::optional(value->get<bool>()) : std::nullopt;
}

std::optional<uint64_t> Whole(const Json& object, const char* key) {
  const Json* value = Find(object, key);
  return value != nullptr && value->is_number_unsigned() ? std::optional(value->get<uint64_t>())
                                                         : std::nullopt;
}

double Seconds(const Json& reply, const char* part) {
  const Json* seconds = Find(reply, "seconds");
  const Json* value = seconds != nullptr && seconds->is_object() ? Find(*seconds, part) : nullptr;
  return value != nullptr && value->is_number() ? value->get<double>() : 0;
}

// The object in a line with its "id" and "ok", which every message has.
struct Message {
  Json json;
  uint64_t id = 0;
  bool ok = false;
};

Result<Message> DecodeMessage(std::string_view line) {
  Message message;
  message.json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!message.json.is_object()) {
    return Bad("it is not a JSON object");
  }
  const auto id = Whole(message.json, "id");
  const auto ok = Flag(message.json, "ok");
  if (!id || !ok) {
    return Bad("it lacks \"id\" or \"ok\"");
  }
  message.id = *id;
  message.ok = *ok;
  return message;
}

Result<TargetIr> DecodeIr(const Json& json, const BuildOptions& build, const std::string& target) {
  if (!json.is_object() || Text(json, "target") != target) {
    return Bad("the targets of a verdict are not those asked for");
  }
  auto preamble = Text(json, "preamble");
  auto forward = Text(json, "forward");
  if (!preamble || !forward) {
    return Bad("a verdict lacks the generated code");
  }
  TargetIr ir{.target = target,
              .preamble = std::move(*preamble),
              .forward = std::move(*forward),
              .backward = {},
              .module = {},
              .ptx = {}};
  for (const std::string& part : build.include) {
    std::string* const place = part == "backward" ? &ir.backward
                               : part == "module" ? &ir.module
                               : part == "ptx"    ? &ir.ptx
                                                  : nullptr;
    WARPLOOM_CHECK(place != nullptr, "unknown part in BuildOptions::include");
    auto text = Text(json, part.c_str());
    if (!text && !(part == "ptx" && target == "cpu")) {  // There is no PTX of a CPU module.
      return Bad("a verdict lacks a part that was asked for");
    }
    *place = std::move(text).value_or("");
  }
  return ir;
}

Result<Verdict> DecodeVerdict(const Json& json, const BuildOptions& build) {
  const auto ok = json.is_object() ? Flag(json, "ok") : std::nullopt;
  if (!ok) {
    return Bad("a verdict lacks \"ok\"");
  }
  Verdict verdict{.ok = *ok, .stage = {}, .reason = {}, .ir = {}};
  if (!*ok) {
    auto stage = Text(json, "stage");
    auto reason = Text(json, "reason");
    if (!stage || !reason) {
      return Bad("a refusal lacks its stage or reason");
    }
    verdict.stage = std::move(*stage);
    verdict.reason = std::move(*reason);
    return verdict;
  }
  const Json* list = Find(json, "ir");
  if (list == nullptr || !list->is_array() || list->size() != build.targets.size()) {
    return Bad("the targets of a verdict are not those asked for");
  }
  for (size_t i = 0; i < build.targets.size(); ++i) {
    WARPLOOM_ASSIGN_OR_RETURN(TargetIr ir, DecodeIr((*list)[i], build, build.targets[i]));
    verdict.ir.push_back(std::move(ir));
  }
  return verdict;
}

}  // namespace

std::string EncodeBuildRequest(uint64_t id, const BuildOptions& build,
                               std::span<const KernelSource> kernels) {
  Json list = Json::array();
  for (const KernelSource& kernel : kernels) {
    WARPLOOM_CHECK(IsUtf8(kernel.name) && IsUtf8(kernel.source), "kernel sources must be UTF-8");
    list.push_back({{"name", kernel.name}, {"source", kernel.source}});
    if (build.run) {
      WARPLOOM_CHECK(IsUtf8(kernel.launch), "launch plans must be UTF-8");
      list.back()["launch"] = kernel.launch;
    }
  }
  Json request = {{"id", id},
                  {"op", "build"},
                  {"targets", build.targets},
                  {"include", build.include},
                  {"compile", build.compile},
                  {"kernels", std::move(list)}};
  if (build.run) {
    request["run"] = true;
  }
  return request.dump() + "\n";
}

Result<Hello> DecodeHello(std::string_view line) {
  WARPLOOM_ASSIGN_OR_RETURN(const Message message, DecodeMessage(line));
  if (!message.ok) {
    return Fail(
        ErrorKind::kEnvironment,
        Text(message.json, "reason").value_or("the worker cannot work and gives no reason"));
  }
  auto warp = Text(message.json, "warp_version");
  auto python = Text(message.json, "python_version");
  const auto arch = Whole(message.json, "arch");
  if (message.id != 0 || !warp || !python || !arch || *arch > 10000) {
    return Bad("it lacks \"warp_version\", \"python_version\" or \"arch\"");
  }
  return Hello{std::move(*warp), std::move(*python), static_cast<int>(*arch)};
}

Result<BuildReply> DecodeBuildReply(std::string_view line, uint64_t id, const BuildOptions& build,
                                    size_t count) {
  WARPLOOM_ASSIGN_OR_RETURN(const Message message, DecodeMessage(line));
  if (message.id != id) {
    return Bad("it is for another request");
  }
  if (!message.ok) {
    const bool not_understood = Text(message.json, "kind") == "protocol";
    return Fail(not_understood ? ErrorKind::kInternal : ErrorKind::kWorker,
                Text(message.json, "reason").value_or("it is a refusal without a reason"));
  }
  const Json* verdicts = Find(message.json, "verdicts");
  if (verdicts == nullptr || !verdicts->is_array() || verdicts->size() != count) {
    return Bad("it has not one verdict for each kernel");
  }
  BuildReply reply{.verdicts = {},
                   .rss_bytes = Whole(message.json, "rss_bytes").value_or(0),
                   .import_seconds = Seconds(message.json, "import"),
                   .codegen_seconds = Seconds(message.json, "codegen"),
                   .compile_seconds = Seconds(message.json, "compile"),
                   .run_seconds = Seconds(message.json, "run")};
  reply.verdicts.reserve(count);
  for (const Json& json : *verdicts) {
    WARPLOOM_ASSIGN_OR_RETURN(Verdict verdict, DecodeVerdict(json, build));
    reply.verdicts.push_back(std::move(verdict));
  }
  return reply;
}

}  // namespace warploom::oracle
