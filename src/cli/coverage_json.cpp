#include <algorithm>

#include "cli/coverage_text.h"
#include "json/write.h"
#include "lang/overloads_used.h"

namespace warploom::cli {
namespace {

using pipeline::Coverage;

json::Value OverloadsJson(const Coverage& coverage) {
  const lang::BuiltinTable& table = coverage.table();
  json::Value groups = json::Value::object();
  for (const pipeline::GroupCoverage& group : coverage.Groups()) {
    groups[std::string(group.name)] = {{"all", group.all},
                                       {"shown", group.shown},
                                       {"missing", group.missing},
                                       {"left_out", group.left_out}};
  }
  json::Value shown = json::Value::object();
  for (uint32_t i = 0; i < table.overloads().size(); ++i) {
    if (const uint64_t kernels = coverage.KernelsWith(lang::OverloadId{i}); kernels > 0) {
      shown[KeyOf(table, {i})] = kernels;
    }
  }
  json::Value missing = json::Value::array();
  for (const lang::OverloadId id : coverage.Missing()) {
    missing.push_back(KeyOf(table, id));
  }
  return {
      {"groups", std::move(groups)}, {"shown", std::move(shown)}, {"missing", std::move(missing)}};
}

json::Value SyntaxJson(const Coverage& coverage) {
  json::Value shown = json::Value::object();
  json::Value missing = json::Value::array();
  for (const pipeline::SyntaxCoverage& row : coverage.Syntax()) {
    if (row.kernels > 0) {
      shown[std::string(row.feature->name)] = row.kernels;
    } else {
      missing.push_back(row.feature->name);
    }
  }
  return {{"shown", std::move(shown)}, {"missing", std::move(missing)}};
}

json::Value LeftOutJson(const Coverage& coverage) {
  json::Value overloads = json::Value::object();
  for (const lang::LeftOut& row : coverage.LeftOut()) {
    overloads[KeyOf(coverage.table(), row.overload)] = row.reason;
  }
  json::Value constructs = json::Value::object();
  for (const synth::features::SyntaxFeatureInfo& info : synth::features::SyntaxFeatures()) {
    if (!info.is_drawn()) {
      constructs[std::string(info.name)] = info.refused;
    }
  }
  return {{"overloads", std::move(overloads)}, {"constructs", std::move(constructs)}};
}

json::Value SizesJson(const Coverage& coverage) {
  json::Value sizes = json::Value::object();
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
  json::Value page = {{"folder", report.folder},
                      {"finished", report.state.is_finished},
                      {"kernels", coverage.kernels()},
                      {"kernels_asked_for", request.count},
                      {"profile", request.profile},
                      {"warp_version", request.warp_version},
                      {"generator_version", request.generator_version},
                      {"overloads", OverloadsJson(coverage)},
                      {"constructs", SyntaxJson(coverage)},
                      {"categories", json::Counts(coverage.stats().categories())},
                      {"nests", json::Counts(coverage.nests())},
                      {"deepest_nest", json::Counts(coverage.depths())},
                      {"sizes_target", request.targets.front()},
                      {"sizes", SizesJson(coverage)},
                      {"difficulty", json::Counts(coverage.stats().difficulties())}};
  if (report.left_out) {
    page["left_out"] = LeftOutJson(coverage);
  }
  return json::DumpLineLossy(page) + "\n";
}

}  // namespace warploom::cli
