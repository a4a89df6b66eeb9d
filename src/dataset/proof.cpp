#include "dataset/proof.h"

#include <utility>

#include "json/fields.h"

namespace warploom::dataset {
namespace {

using json::Get;

Result<DeviceVerdict> DeviceVerdictFromJson(const json::Value& object) {
  DeviceVerdict verdict;
  WARPLOOM_ASSIGN_OR_RETURN(verdict.target, Get<std::string>(object, "target"));
  WARPLOOM_ASSIGN_OR_RETURN(verdict.device, Get<std::string>(object, "device"));
  WARPLOOM_ASSIGN_OR_RETURN(verdict.verdict, Get<std::string>(object, "verdict"));
  WARPLOOM_ASSIGN_OR_RETURN(verdict.detail, Get<std::string>(object, "detail"));
  return verdict;
}

}  // namespace

json::Value ToJson(const Proof& proof) {
  json::Value verdicts = json::Value::array();
  for (const DeviceVerdict& verdict : proof.verdicts) {
    verdicts.push_back(json::Value{{"target", verdict.target},
                                   {"device", verdict.device},
                                   {"verdict", verdict.verdict},
                                   {"detail", verdict.detail}});
  }
  json::Value io = json::Value::array();
  for (const IoRow& row : proof.io) {
    io.push_back(ToJson(row));
  }
  return json::Value{
      {"index", proof.index}, {"verdicts", std::move(verdicts)}, {"io", std::move(io)}};
}

Result<Proof> ProofFromJson(const json::Value& object) {
  Proof proof;
  WARPLOOM_ASSIGN_OR_RETURN(proof.index, Get<int64_t>(object, "index"));
  WARPLOOM_ASSIGN_OR_RETURN(const auto verdicts, json::GetArray(object, "verdicts"));
  for (const json::Value& item : verdicts) {
    WARPLOOM_ASSIGN_OR_RETURN(DeviceVerdict verdict, DeviceVerdictFromJson(item));
    proof.verdicts.push_back(std::move(verdict));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const auto io, json::GetArray(object, "io"));
  for (const json::Value& item : io) {
    WARPLOOM_ASSIGN_OR_RETURN(IoRow row, IoRowFromJson(item));
    proof.io.push_back(std::move(row));
  }
  return proof;
}

}  // namespace warploom::dataset
