#include "fuzz/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "fuzz/pattern.h"

namespace warploom::fuzz {
namespace {

// A run's verdicts where the worker does not name one, by words of its message.
struct Sign {
  std::string_view words;
  std::string_view verdict;
  std::string_view device;
};
constexpr std::array kSigns = {
    Sign{"by the reference", "MISMATCH", "reference"},
    Sign{"its reference does not compile", "COMPILE_FAIL", "reference"},
    Sign{"does not end in", "TIMEOUT", "cpu"},
    Sign{"does not compile", "COMPILE_FAIL", "cpu"},
    Sign{"which the launch plan calls no output", "MISMATCH", "cpu"},
    Sign{"no launch changes an output", "MISMATCH", "cpu"},
    Sign{"float outputs is NaN", "MISMATCH", "cpu"},
};

Fault OfRun(const std::string& reason) {
  static const Pattern kNamed("^([A-Z_]+) on ([a-z:0-9-]+): ");
  if (const auto match = kNamed.Search(reason)) {
    return {.stage = "run", .verdict = (*match)[1], .device = (*match)[2], .text = {}};
  }
  const auto sign = std::ranges::find_if(
      kSigns, [&](const Sign& s) { return reason.find(s.words) != std::string::npos; });
  if (sign == kSigns.end()) {
    return {.stage = "run", .verdict = "CRASH", .device = "cpu", .text = {}};
  }
  return {.stage = "run",
          .verdict = std::string(sign->verdict),
          .device = std::string(sign->device),
          .text = {}};
}

// "cpu: kernel.cpp:12:3: error: ..." names its target.
std::string TargetOf(const std::string& reason) {
  for (const std::string_view target : {"cpu", "cuda"}) {
    if (reason.starts_with(target) || reason.find(std::string(target) + ": ") < 80) {
      return std::string(target);
    }
  }
  return "cpu";
}

}  // namespace

bool Fault::IsLike(const Fault& other) const {
  const bool is_value =
      verdict == "MISMATCH" || verdict == "NONDETERMINISTIC" || verdict == "GRADIENT_MISMATCH";
  return stage == other.stage && verdict == other.verdict && device == other.device &&
         (is_value || text == other.text);
}

std::string NormalizedText(const std::string& reason) {
  static const Pattern kVerdict("^[A-Z_]+ on [a-z:0-9-]+: ");
  static const Pattern kRound("round '[a-z]+': ");
  static const Pattern kQuoted("'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`");
  static const Pattern kPlace(R"(kernel\.c(pp|u)[:(][0-9]+[:)]?([0-9]+:)?)");
  static const Pattern kCounted(R"(\b(var|adj|wl|wp_args)_?[A-Za-z0-9_]*\b)");
  static const Pattern kNumber(R"(-?\b[0-9][0-9.eE+-]*\b)");
  std::string text = kVerdict.Replace(reason, "");
  text = kRound.Replace(text, "");
  text = kQuoted.Replace(text, "'...'");
  text = kPlace.Replace(text, "");
  text = kCounted.Replace(text, "...");
  text = kNumber.Replace(text, "N");
  return text.substr(0, std::min<size_t>(text.find('\n'), 300));
}

std::string ReasonOf(const oracle::Verdict& verdict) {
  const auto mismatch = std::ranges::find(verdict.outcomes, "MISMATCH", &oracle::Outcome::verdict);
  return mismatch == verdict.outcomes.end()
             ? verdict.reason
             : fmt::format("MISMATCH on {}: {}", mismatch->device, mismatch->detail);
}

std::optional<Fault> FaultOf(const oracle::Verdict& verdict) {
  if (verdict.ok) {
    return std::nullopt;
  }
  const std::string reason = ReasonOf(verdict);
  Fault fault;
  if (verdict.stage == "run") {
    fault = OfRun(reason);
  } else if (verdict.stage == "compile") {
    fault = {.stage = "compile", .verdict = "COMPILE_FAIL", .device = TargetOf(verdict.reason)};
  } else if (verdict.stage == "import" || verdict.stage == "codegen") {
    fault = {.stage = verdict.stage, .verdict = "COMPILE_FAIL", .device = "warp"};
  } else {
    fault = {.stage = verdict.stage,
             .verdict = verdict.stage == "hang" ? "TIMEOUT" : "CRASH",
             .device = "warp"};
  }
  fault.text = NormalizedText(reason);
  return fault;
}

}  // namespace warploom::fuzz
