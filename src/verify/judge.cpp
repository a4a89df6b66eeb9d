#include "verify/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

namespace warploom::verify {
namespace {

constexpr size_t kMostOfLine = 100;  // Bytes that a message quotes.

std::string_view TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return line;
}

std::string Quoted(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return fmt::format("`{}{}`", line.substr(0, kMostOfLine), line.size() > kMostOfLine ? "..." : "");
}

std::string LineDifference(std::string_view part, std::string_view sample, std::string_view warp) {
  for (int number = 1; !sample.empty() || !warp.empty(); ++number) {
    const std::string_view ours = TakeLine(sample), theirs = TakeLine(warp);
    if (ours != theirs) {
      return fmt::format("line {} of its {} is {}, by Warp {}", number, part, Quoted(ours),
                         Quoted(theirs));
    }
  }
  return fmt::format("its {} ends otherwise than Warp's", part);
}

const oracle::Outcome* OutcomeOn(const oracle::Verdict& verdict, std::string_view device) {
  const auto found = std::ranges::find(verdict.outcomes, device, &oracle::Outcome::device);
  return found == verdict.outcomes.end() ? nullptr : &*found;
}

// What a stage of the worker or the pool that refuses a kernel means for a device.
std::string_view VerdictOfStage(std::string_view stage) {
  if (stage == "hang") {
    return kTimeout;
  }
  return stage == "crash" || stage == "memory" ? kCrash : kCompileFail;
}

// The verdict on a device of which the worker says nothing.
std::pair<std::string_view, std::string> WithoutOutcome(const oracle::Verdict& verdict) {
  if (verdict.ok) {
    return {kUnsupported, "no run on this device"};
  }
  if (verdict.stage != "run") {
    return {VerdictOfStage(verdict.stage), verdict.stage + ": " + verdict.reason};
  }
  const auto failed = std::ranges::find_if(
      verdict.outcomes, [](const oracle::Outcome& one) { return IsFailure(one.verdict); });
  return failed == verdict.outcomes.end()
             ? std::pair(kCrash, verdict.reason)
             : std::pair(kUnsupported,
                         fmt::format("not run after {} on {}", failed->verdict, failed->device));
}

bool NeedsReference(std::string_view device) {
  return device == kReference || device == kGradient || device == kEmulatedGradient;
}

Record JudgeOne(const Subject& subject, const oracle::Verdict& verdict, const Check& check) {
  Record record{subject.id, check.target, check.device, std::string(kMismatch), subject.spoiled};
  if (!record.detail.empty()) {
    return record;
  }
  if (const auto found = subject.differences.find(check.target);
      found != subject.differences.end()) {
    record.detail = found->second;
    return record;
  }
  if (const oracle::Outcome* outcome = OutcomeOn(verdict, check.device)) {
    record.verdict = outcome->verdict;
    record.detail = outcome->detail;
  } else if (NeedsReference(check.device) && !subject.no_reference.empty()) {
    record.verdict = kUnsupported;
    record.detail = subject.no_reference;
  } else {
    std::tie(record.verdict, record.detail) = WithoutOutcome(verdict);
  }
  return record;
}

}  // namespace

std::string TextDifference(const GeneratedTexts& sample, const GeneratedTexts& warp) {
  struct Part {
    std::string_view name;
    const std::string& sample;
    const std::string& warp;
  };
  const std::array<Part, 4> parts = {Part{"ir_preamble", sample.preamble, warp.preamble},
                                     {"ir_forward", sample.forward, warp.forward},
                                     {"ir_backward", sample.backward, warp.backward},
                                     {"ir_module", sample.module, warp.module}};
  for (const Part& part : parts) {
    if (part.sample != part.warp) {
      return LineDifference(part.name, part.sample, part.warp);
    }
  }
  return "";
}

std::vector<Record> Judge(const Subject& subject, const oracle::Verdict& verdict,
                          std::span<const Check> checks) {
  std::vector<Record> records;
  records.reserve(checks.size());
  for (const Check& check : checks) {
    records.push_back(JudgeOne(subject, verdict, check));
  }
  return records;
}

}  // namespace warploom::verify
