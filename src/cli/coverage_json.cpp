#include <algorithm>

#include "cli/coverage_text.h"
#include "dataset/json.h"
#include "lang/overloads_used.h"

namespace warploom::cli {
namespace {

using dataset::Json;
using pipeline::Coverage;

Json OverloadsJson(const Coverage& coverage) {
  const lang::BuiltinTable& table = coverage.table();
  Json groups = Json::object();
  for (const pipeline::GroupCoverage& group : coverage.Groups()) {
    groups[std::string(group.name)] = {{"all", group.all},
                                       {"shown", group.shown},
                                       {"missing", group.missing},
                                       {"left_out", group.left_out}};
  }
  Json shown = Json::object();
  for (uint32_t i = 0; i < table.overloads().size(); ++i) {
    if (const uint64_t kernels = coverage.KernelsWith(lang::OverloadId{i}); kernels > 0) {
      shown[KeyOf(table, {i})] = kernels;
    }
  }
  Json missing = Json::array();
  for (const lang::OverloadId id : coverage.Missing()) {
    missing.push_back(KeyOf(table, id));
  }
  return {
      {"groups", std::move(groups)}, {"shown", std::move(shown)}, {"missing", std::move(missing)}};
}

Json ConstructsJson(const Coverage& coverage) {
  Json shown = Json::object();
  Json missing = Json::array();
  for (const pipeline::ConstructCoverage& row : coverage.Constructs()) {
    if (row.kernels > 0) {
      shown[std::string(row.construct->name)] = row.kernels;
    } else {
      missing.push_back(row.construct->name);
    }
  }
  return {{"shown", std::move(shown)}, {"missing", std::move(missing)}};
}

Json LeftOutJson(const Coverage& coverage) {
  Json overloads = Json::object();
  for (const lang::LeftOut& row : coverage.LeftOut()) {
    overloads[KeyOf(coverage.table(), row.overload)] = row.reason;
  }
  Json constructs = Json::object();
  for (const synth::features::ConstructInfo& info : synth::features::Constructs()) {
    if (!info.is_drawn()) {
      constructs[std::string(info.name)] = info.refused;
    }
  }
  return {{"overloads", std::move(overloads)}, {"constructs", std::move(constructs)}};
}

Json SizesJson(const Coverage& coverage) {
  Json sizes = Json::object();
  for (const char* name : {"python_lines", "python_bytes", "ir_lines", "ir_bytes"}) {
    const dataset::Spread spread = coverage.stats().SpreadOf(name);
    sizes[name] = {
        {"p10", spread.p10}, {"p50", spread.p50}, {"p90", spread.p90}, {"max", spread.max}};
  }
  return sizes;
}

}  // namespace

std::string CoverageJson(const CoverageReport& report) {
  const Coverage& coverage = *report.coverage;
  const dataset::Request& request = report.state.request;
  Json json = {{"folder", report.folder},
               {"finished", report.state.is_finished},
               {"kernels", coverage.kernels()},
               {"kernels_asked_for", request.count},
               {"profile", request.profile},
               {"warp_version", request.warp_version},
               {"generator_version", request.generator_version},
               {"overloads", OverloadsJson(coverage)},
               {"constructs", ConstructsJson(coverage)},
               {"categories", dataset::CountsJson(coverage.stats().categories())},
               {"nests", dataset::CountsJson(coverage.nests())},
               {"deepest_nest", dataset::CountsJson(coverage.depths())},
               {"sizes_target", request.targets.front()},
               {"sizes", SizesJson(coverage)},
               {"difficulty", dataset::CountsJson(coverage.stats().difficulties())}};
  if (report.left_out) {
    json["left_out"] = LeftOutJson(coverage);
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace warploom::cli
