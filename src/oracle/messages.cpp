#include "oracle/messages.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/check.h"
#include "json/fields.h"
#include "json/parse.h"
#include "json/write.h"

namespace warploom::oracle {
namespace {

using json::Get;
using json::GetOr;

constexpr uint64_t kMostArch = 10'000;  // Real ones have two or three digits.

tl::unexpected<Error> Bad(std::string what) { return Fail(ErrorKind::kWorker, std::move(what)); }

// A line that violates the protocol is a kWorker error, since the worker wrote it.
template <typename T>
Result<T> BlameWorker(Result<T> decoded) {
  if (!decoded && decoded.error().kind == ErrorKind::kCorrupt) {
    decoded.error().kind = ErrorKind::kWorker;
  }
  return decoded;
}

// The object in a line with its "id" and "ok", which every message has.
struct Message {
  json::Value object;
  uint64_t id = 0;
  bool ok = false;
};

Result<Message> DecodeMessage(std::string_view line) {
  Result<json::Value> parsed = json::Parse(line);
  if (!parsed || !parsed->is_object()) {
    return Bad("it is not a JSON object");
  }
  Message message{.object = *std::move(parsed)};
  WARPLOOM_ASSIGN_OR_RETURN(message.id, Get<uint64_t>(message.object, "id"));
  WARPLOOM_ASSIGN_OR_RETURN(message.ok, Get<bool>(message.object, "ok"));
  return message;
}

// Where an optional part of the generated code goes.
std::string& PartOf(TargetIr& ir, std::string_view part) {
  if (part == "backward") {
    return ir.backward;
  }
  if (part == "module") {
    return ir.module;
  }
  if (part == "bundle") {
    return ir.bundle;
  }
  WARPLOOM_CHECK(part == "ptx", "unknown part in BuildOptions::include");
  return ir.ptx;
}

Result<TargetIr> DecodeIr(const json::Value& object, const BuildOptions& build,
                          const std::string& target) {
  TargetIr ir;
  WARPLOOM_ASSIGN_OR_RETURN(ir.target, Get<std::string>(object, "target"));
  if (ir.target != target) {
    return Bad("the targets of a verdict are not those asked for");
  }
  WARPLOOM_ASSIGN_OR_RETURN(ir.preamble, Get<std::string>(object, "preamble"));
  WARPLOOM_ASSIGN_OR_RETURN(ir.forward, Get<std::string>(object, "forward"));
  for (const std::string& part : build.include) {
    // Only what is for a GPU has these.
    const bool is_required = target != "cpu" || (part != "ptx" && part != "bundle");
    WARPLOOM_ASSIGN_OR_RETURN(PartOf(ir, part), is_required ? Get<std::string>(object, part)
                                                            : GetOr<std::string>(object, part, ""));
  }
  return ir;
}

Result<Outcome> DecodeOutcome(const json::Value& object) {
  Outcome outcome;
  WARPLOOM_ASSIGN_OR_RETURN(outcome.device, Get<std::string>(object, "device"));
  WARPLOOM_ASSIGN_OR_RETURN(outcome.verdict, Get<std::string>(object, "verdict"));
  WARPLOOM_ASSIGN_OR_RETURN(outcome.detail, Get<std::string>(object, "detail"));
  if (std::ranges::find(kOutcomeVerdicts, outcome.verdict) == std::end(kOutcomeVerdicts)) {
    return Bad("an outcome has a verdict that is none");
  }
  return outcome;
}

// Only kernels that were run have outcomes.
Result<std::vector<Outcome>> DecodeOutcomes(const json::Value& verdict) {
  std::vector<Outcome> outcomes;
  if (json::FindMember(verdict, "outcomes") == nullptr) {
    return outcomes;
  }
  WARPLOOM_ASSIGN_OR_RETURN(const auto list, json::GetArray(verdict, "outcomes"));
  for (const json::Value& object : list) {
    WARPLOOM_ASSIGN_OR_RETURN(Outcome outcome, DecodeOutcome(object));
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

Result<IoRow> DecodeIoRow(const json::Value& object) {
  IoRow row;
  WARPLOOM_ASSIGN_OR_RETURN(row.fill, Get<std::string>(object, "fill"));
  WARPLOOM_ASSIGN_OR_RETURN(row.seed, Get<std::string>(object, "seed"));
  WARPLOOM_ASSIGN_OR_RETURN(row.argument, Get<std::string>(object, "argument"));
  WARPLOOM_ASSIGN_OR_RETURN(row.dtype, Get<std::string>(object, "dtype"));
  WARPLOOM_ASSIGN_OR_RETURN(row.shape, Get<std::vector<uint64_t>>(object, "shape"));
  WARPLOOM_ASSIGN_OR_RETURN(row.is_output, Get<bool>(object, "is_output"));
  WARPLOOM_ASSIGN_OR_RETURN(row.whole, Get<bool>(object, "whole"));
  WARPLOOM_ASSIGN_OR_RETURN(row.input, Get<std::string>(object, "input"));
  WARPLOOM_ASSIGN_OR_RETURN(row.output, Get<std::string>(object, "output"));
  WARPLOOM_ASSIGN_OR_RETURN(row.output_sha256, Get<std::string>(object, "output_sha256"));
  WARPLOOM_ASSIGN_OR_RETURN(row.tolerance, Get<double>(object, "tolerance"));
  return row;
}

Result<std::vector<IoRow>> DecodeIo(const json::Value& verdict) {
  std::vector<IoRow> rows;
  WARPLOOM_ASSIGN_OR_RETURN(const auto list, json::GetArray(verdict, "io"));
  for (const json::Value& object : list) {
    WARPLOOM_ASSIGN_OR_RETURN(IoRow row, DecodeIoRow(object));
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<Verdict> DecodeVerdict(const json::Value& object, const BuildOptions& build) {
  Verdict verdict;
  WARPLOOM_ASSIGN_OR_RETURN(verdict.ok, Get<bool>(object, "ok"));
  WARPLOOM_ASSIGN_OR_RETURN(verdict.outcomes, DecodeOutcomes(object));
  if (!verdict.ok) {
    WARPLOOM_ASSIGN_OR_RETURN(verdict.stage, Get<std::string>(object, "stage"));
    WARPLOOM_ASSIGN_OR_RETURN(verdict.reason, Get<std::string>(object, "reason"));
    return verdict;
  }
  if (build.run && build.io) {
    WARPLOOM_ASSIGN_OR_RETURN(verdict.io, DecodeIo(object));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const auto list, json::GetArray(object, "ir"));
  if (list.size() != build.targets.size()) {
    return Bad("the targets of a verdict are not those asked for");
  }
  for (size_t i = 0; i < build.targets.size(); ++i) {
    WARPLOOM_ASSIGN_OR_RETURN(TargetIr ir, DecodeIr(list[i], build, build.targets[i]));
    verdict.ir.push_back(std::move(ir));
  }
  return verdict;
}

Result<Hello> DecodeGreeting(std::string_view line) {
  WARPLOOM_ASSIGN_OR_RETURN(const Message message, DecodeMessage(line));
  if (!message.ok) {
    WARPLOOM_ASSIGN_OR_RETURN(std::string reason, Get<std::string>(message.object, "reason"));
    return Fail(ErrorKind::kEnvironment, std::move(reason));
  }
  if (message.id != 0) {
    return Bad("its id is not 0");
  }
  Hello hello;
  WARPLOOM_ASSIGN_OR_RETURN(hello.warp_version, Get<std::string>(message.object, "warp_version"));
  WARPLOOM_ASSIGN_OR_RETURN(hello.python_version,
                            Get<std::string>(message.object, "python_version"));
  WARPLOOM_ASSIGN_OR_RETURN(const uint64_t arch, Get<uint64_t>(message.object, "arch"));
  if (arch > kMostArch) {
    return Bad("its \"arch\" is no CUDA architecture");
  }
  hello.arch = static_cast<int>(arch);
  WARPLOOM_ASSIGN_OR_RETURN(hello.builtins,
                            GetOr<std::vector<std::string>>(message.object, "builtins", {}));
  return hello;
}

// A reply that carries no verdicts because the request failed as a whole.
tl::unexpected<Error> FailedRequest(const json::Value& object) {
  const Result<std::string> kind = Get<std::string>(object, "kind");
  const Result<std::string> reason = Get<std::string>(object, "reason");
  if (!kind || !reason) {
    return tl::make_unexpected(kind ? reason.error() : kind.error());
  }
  return Fail(*kind == "protocol" ? ErrorKind::kInternal : ErrorKind::kWorker, *reason);
}

// Resident bytes and seconds are for reports only, so a worker may leave them out.
Status DecodeCosts(const json::Value& object, BuildReply& reply) {
  WARPLOOM_ASSIGN_OR_RETURN(reply.rss_bytes, GetOr<uint64_t>(object, "rss_bytes", 0));
  if (json::FindMember(object, "seconds") == nullptr) {
    return {};
  }
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const seconds, json::GetObject(object, "seconds"));
  WARPLOOM_ASSIGN_OR_RETURN(reply.import_seconds, GetOr<double>(*seconds, "import", 0));
  WARPLOOM_ASSIGN_OR_RETURN(reply.codegen_seconds, GetOr<double>(*seconds, "codegen", 0));
  WARPLOOM_ASSIGN_OR_RETURN(reply.compile_seconds, GetOr<double>(*seconds, "compile", 0));
  WARPLOOM_ASSIGN_OR_RETURN(reply.run_seconds, GetOr<double>(*seconds, "run", 0));
  return {};
}

Result<BuildReply> DecodeReply(std::string_view line, uint64_t id, const BuildOptions& build,
                               size_t count) {
  WARPLOOM_ASSIGN_OR_RETURN(const Message message, DecodeMessage(line));
  if (message.id != id) {
    return Bad("it is for another request");
  }
  if (!message.ok) {
    return FailedRequest(message.object);
  }
  WARPLOOM_ASSIGN_OR_RETURN(const auto verdicts, json::GetArray(message.object, "verdicts"));
  if (verdicts.size() != count) {
    return Bad("it does not have one verdict for each kernel");
  }
  BuildReply reply;
  WARPLOOM_TRY(DecodeCosts(message.object, reply));
  reply.verdicts.reserve(count);
  for (const json::Value& object : verdicts) {
    WARPLOOM_ASSIGN_OR_RETURN(Verdict verdict, DecodeVerdict(object, build));
    reply.verdicts.push_back(std::move(verdict));
  }
  return reply;
}

}  // namespace

// Members are written in alphabetical order.
std::string EncodeBuildRequest(uint64_t id, const BuildOptions& build,
                               std::span<const KernelSource> kernels) {
  const bool for_bundle = std::ranges::find(build.include, "bundle") != build.include.end();
  const bool launches = build.run || for_bundle;
  json::Value list = json::Value::array();
  for (const KernelSource& kernel : kernels) {
    json::Value item = json::Value::object();
    if (launches) {
      item["launch"] = kernel.launch;
    }
    item["name"] = kernel.name;
    if (launches && !kernel.reference.empty()) {
      item["reference"] = kernel.reference;
    }
    item["source"] = kernel.source;
    list.push_back(std::move(item));
  }
  json::Value request = json::Value::object();
  if (for_bundle) {
    request["archs"] = build.archs;
  }
  request["compile"] = build.compile;
  request["id"] = id;
  request["include"] = build.include;
  if (build.run && build.io) {
    request["io"] = true;
  }
  request["kernels"] = std::move(list);
  request["op"] = "build";
  if (build.run) {
    request["run"] = true;
  }
  request["targets"] = build.targets;
  const Result<std::string> line = json::DumpLine(request);
  WARPLOOM_CHECK(line.has_value(), "kernel names, sources and launch plans must be UTF-8");
  return *line + "\n";
}

Result<Hello> DecodeHello(std::string_view line) { return BlameWorker(DecodeGreeting(line)); }

Result<BuildReply> DecodeBuildReply(std::string_view line, uint64_t id, const BuildOptions& build,
                                    size_t count) {
  return BlameWorker(DecodeReply(line, id, build, count));
}

}  // namespace warploom::oracle
