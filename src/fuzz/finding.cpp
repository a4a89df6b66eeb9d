#include "fuzz/finding.h"

#include <fmt/format.h>

#include "json/fields.h"

namespace warploom::fuzz {
namespace {

using json::Get;

json::Value ToJson(const oracle::KernelSource& kernel) {
  return {{"name", kernel.name},
          {"source", kernel.source},
          {"launch", kernel.launch},
          {"reference", kernel.reference}};
}

Result<oracle::KernelSource> KernelFromJson(const json::Value& object, std::string_view key) {
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const value, json::GetObject(object, key));
  oracle::KernelSource kernel;
  WARPLOOM_ASSIGN_OR_RETURN(kernel.name, Get<std::string>(*value, "name"));
  WARPLOOM_ASSIGN_OR_RETURN(kernel.source, Get<std::string>(*value, "source"));
  WARPLOOM_ASSIGN_OR_RETURN(kernel.launch, Get<std::string>(*value, "launch"));
  WARPLOOM_ASSIGN_OR_RETURN(kernel.reference, Get<std::string>(*value, "reference"));
  return kernel;
}

Result<Fault> FaultFromJson(const json::Value& object) {
  Fault fault;
  WARPLOOM_ASSIGN_OR_RETURN(fault.stage, Get<std::string>(object, "stage"));
  WARPLOOM_ASSIGN_OR_RETURN(fault.verdict, Get<std::string>(object, "verdict"));
  WARPLOOM_ASSIGN_OR_RETURN(fault.device, Get<std::string>(object, "device"));
  WARPLOOM_ASSIGN_OR_RETURN(fault.text, Get<std::string>(object, "text"));
  return fault;
}

}  // namespace

std::string FindingId(uint64_t index) { return fmt::format("k{:06}", index); }

json::Value ToJson(const Finding& finding) {
  return {{"id", FindingId(finding.index)},   {"index", finding.index},
          {"attempt", finding.attempt},       {"category", finding.category},
          {"stage", finding.fault.stage},     {"verdict", finding.fault.verdict},
          {"device", finding.fault.device},   {"text", finding.fault.text},
          {"reason", finding.reason},         {"is_reduced", finding.is_reduced},
          {"is_whole", finding.is_whole},     {"asked", finding.asked},
          {"statements", finding.statements}, {"constructs", finding.constructs},
          {"drawn", ToJson(finding.drawn)},   {"reduced", ToJson(finding.reduced)}};
}

Result<Finding> FindingFromJson(const json::Value& value) {
  Finding finding;
  WARPLOOM_ASSIGN_OR_RETURN(finding.index, Get<uint64_t>(value, "index"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.attempt, Get<uint64_t>(value, "attempt"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.category, Get<std::string>(value, "category"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.fault, FaultFromJson(value));
  WARPLOOM_ASSIGN_OR_RETURN(finding.reason, Get<std::string>(value, "reason"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.is_reduced, Get<bool>(value, "is_reduced"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.is_whole, Get<bool>(value, "is_whole"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.asked, Get<uint64_t>(value, "asked"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.statements, Get<uint64_t>(value, "statements"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.constructs, Get<std::vector<std::string>>(value, "constructs"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.drawn, KernelFromJson(value, "drawn"));
  WARPLOOM_ASSIGN_OR_RETURN(finding.reduced, KernelFromJson(value, "reduced"));
  return finding;
}

}  // namespace warploom::fuzz
