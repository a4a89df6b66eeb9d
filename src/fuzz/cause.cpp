#include "fuzz/cause.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "synth/features/features.h"
#include "synth/features/syntax_features.h"

namespace warploom::fuzz {
namespace {

// Features that tell of control flow, and what they are called here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kControlFlow = {{
    {"if", "if"},
    {"else", "if"},
    {"elif", "if"},
    {"early-return", "if"},
    {"for", "for"},
    {"for-unrolled", "for-unrolled"},
    {"for-query", "for"},
    {"while", "while"},
    {"while-true", "while"},
    {"break", "break"},
    {"continue", "continue"},
    {"ternary", "ternary"},
    {"and-or", "and-or"},
    {"chained-comparison", "chained-comparison"},
    {"assert", "assert"},
    {"generic-function", "generic-function"},
    {"function-parameter", "function-parameter"},
    {"native-function", "native-function"},
    {"kernel-factory", "kernel-factory"},
    {"generic-kernel", "generic-kernel"},
    {"reference-parameter", "reference-parameter"},
    {"static", "static"},
}};

// Calls and expressions that nearly every kernel has, conversions among them.
constexpr std::array<std::string_view, 34> kEverywhere = {"tid",
                                                          "address",
                                                          "array_store",
                                                          "load",
                                                          "copy",
                                                          "store",
                                                          "extract",
                                                          "view",
                                                          "float",
                                                          "int",
                                                          "bool",
                                                          "float16",
                                                          "bfloat16",
                                                          "float32",
                                                          "float64",
                                                          "int8",
                                                          "int16",
                                                          "int32",
                                                          "int64",
                                                          "uint8",
                                                          "uint16",
                                                          "uint32",
                                                          "uint64",
                                                          "comparison",
                                                          "bool-literal",
                                                          "hex-literal",
                                                          "conversion",
                                                          "dtype-argument",
                                                          "integer-truth",
                                                          "array-truth",
                                                          "named-condition",
                                                          "bool-comparison",
                                                          "assign",
                                                          "where"};

bool IsExpressionSyntax(std::string_view feature) {
  return std::ranges::any_of(synth::features::SyntaxFeatures(),
                             [&](const synth::features::SyntaxFeatureInfo& info) {
                               return info.name == feature && info.group == "expressions";
                             });
}

// "call:dot#0" -> "dot", "negation" -> "negation"; "" for a feature that is no operation.
std::string OperationOf(const std::string& feature) {
  constexpr std::string_view kCall = "call:";
  if (!feature.starts_with(kCall)) {
    const bool is_noise = std::ranges::find(kEverywhere, feature) != kEverywhere.end();
    return IsExpressionSyntax(feature) && !is_noise ? feature : "";
  }
  const size_t end = feature.find('#');
  const std::string name = feature.substr(kCall.size(), end - kCall.size());
  return std::ranges::find(kEverywhere, name) == kEverywhere.end() ? name : "";
}

bool IsByValue(const Fault& fault) {
  return fault.verdict == "MISMATCH" || fault.verdict == "NONDETERMINISTIC" ||
         fault.verdict == "GRADIENT_MISMATCH";
}

// Where a finding belongs as long as nothing is known of its constructs.
std::string Kind(const Fault& fault) {
  return fmt::format("{}\n{}\n{}\n{}", fault.stage, fault.verdict, fault.device,
                     IsByValue(fault) ? "" : fault.text);
}

std::vector<Group> GroupsOfKind(std::vector<const Finding*> findings) {
  // Those with the fewest constructs first, so that each group begins with what it needs.
  std::ranges::sort(findings, [](const Finding* a, const Finding* b) {
    return std::tuple(!a->is_reduced, a->constructs.size(), a->statements, a->index) <
           std::tuple(!b->is_reduced, b->constructs.size(), b->statements, b->index);
  });
  std::vector<Group> groups;
  for (const Finding* finding : findings) {
    const bool is_by_value = IsByValue(finding->fault);
    const auto found = std::ranges::find_if(groups, [&](const Group& group) {
      return !is_by_value || !finding->is_reduced || finding->constructs == group.constructs ||
             (!group.constructs.empty() &&
              std::ranges::includes(finding->constructs, group.constructs));
    });
    if (found != groups.end()) {
      found->members.push_back(finding);
    } else {
      groups.push_back({finding->fault, finding->constructs, {finding}});
    }
  }
  return groups;
}

}  // namespace

std::vector<std::string> ConstructsOf(const lang::Module& module,
                                      const lang::BuiltinTable& builtins) {
  std::set<std::string> control;
  std::set<std::string> calls;
  for (const std::string& feature : synth::features::FeaturesOf(module, builtins)) {
    const auto* const flow =
        std::ranges::find(kControlFlow, feature, &decltype(kControlFlow)::value_type::first);
    if (flow != kControlFlow.end()) {
      control.emplace(flow->second);
    } else if (const std::string name = OperationOf(feature); !name.empty()) {
      calls.insert(name);
    }
  }
  const std::set<std::string>& chosen = control.empty() ? calls : control;
  return {chosen.begin(), chosen.end()};
}

std::string Group::Title() const {
  const std::string what =
      IsByValue(fault) ? fmt::format("{}", fmt::join(constructs, ", ")) : fault.text;
  return fmt::format("{} on {} ({}): {}", fault.verdict, fault.device, fault.stage,
                     what.empty() ? "reads and stores alone" : what);
}

std::vector<Group> GroupFindings(std::span<const Finding> findings) {
  std::map<std::string, std::vector<const Finding*>> kinds;
  for (const Finding& finding : findings) {
    kinds[Kind(finding.fault)].push_back(&finding);
  }
  std::vector<Group> groups;
  for (auto& [kind, members] : kinds) {
    for (Group& group : GroupsOfKind(std::move(members))) {
      groups.push_back(std::move(group));
    }
  }
  for (Group& group : groups) {
    std::ranges::sort(group.members, [](const Finding* a, const Finding* b) {
      return std::tuple(!a->is_reduced, a->statements, a->reduced.source.size(), a->index) <
             std::tuple(!b->is_reduced, b->statements, b->reduced.source.size(), b->index);
    });
  }
  std::ranges::sort(groups, [](const Group& a, const Group& b) {
    return std::tuple(b.members.size(), a.Title()) < std::tuple(a.members.size(), b.Title());
  });
  return groups;
}

}  // namespace warploom::fuzz
