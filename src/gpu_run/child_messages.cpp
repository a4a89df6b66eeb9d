#include "gpu_run/child_messages.h"

#include "json/fields.h"
#include "json/parse.h"
#include "json/write.h"

namespace warploom::gpu_run {

std::string EncodeGpu(const Result<GpuFacts>& gpu) {
  json::Value value = json::Value::object();
  if (gpu) {
    value = {{"gpu", gpu->name}, {"driver", gpu->driver_version}, {"arch", gpu->arch}};
  } else {
    value = {{"problem", gpu.error().message}};
  }
  return json::DumpLineLossy(value) + "\n";
}

std::string EncodeVerdict(const Verdict& verdict) {
  const json::Value value = {{"verdict", NameOf(verdict.kind)}, {"detail", verdict.detail}};
  return json::DumpLineLossy(value) + "\n";
}

Result<GpuFacts> DecodeGpu(std::string_view line) {
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value value, json::Parse(line));
  if (json::FindMember(value, "problem") != nullptr) {
    WARPLOOM_ASSIGN_OR_RETURN(std::string problem, json::Get<std::string>(value, "problem"));
    return Fail(ErrorKind::kEnvironment, std::move(problem));
  }
  GpuFacts gpu;
  WARPLOOM_ASSIGN_OR_RETURN(gpu.name, json::Get<std::string>(value, "gpu"));
  WARPLOOM_ASSIGN_OR_RETURN(const int64_t driver, json::Get<int64_t>(value, "driver"));
  WARPLOOM_ASSIGN_OR_RETURN(const int64_t arch, json::Get<int64_t>(value, "arch"));
  gpu.driver_version = static_cast<int>(driver);
  gpu.arch = static_cast<int>(arch);
  return gpu;
}

Result<Verdict> DecodeVerdict(std::string_view line) {
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value value, json::Parse(line));
  WARPLOOM_ASSIGN_OR_RETURN(const std::string name, json::Get<std::string>(value, "verdict"));
  WARPLOOM_ASSIGN_OR_RETURN(std::string detail, json::Get<std::string>(value, "detail"));
  const auto kind = VerdictKindOf(name);
  if (!kind) {
    return Fail(ErrorKind::kInternal, "a child process reported a verdict that is not known");
  }
  return Verdict{.kind = *kind, .detail = std::move(detail)};
}

}  // namespace warploom::gpu_run
