#include "verify/record.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "base/nearest.h"
#include "oracle/protocol.h"

namespace warploom::verify {
namespace {

const std::vector<Check>& AllChecks() {
  static const std::vector<Check> checks = {{"cpu", std::string(kCpu)},
                                            {"cpu", std::string(kReference)},
                                            {"cpu", std::string(kGradient)},
                                            {"cuda", std::string(kEmulated)},
                                            {"cuda", std::string(kEmulatedGradient)},
                                            {"cuda", std::string(kGpu)}};
  return checks;
}

Status CheckDeviceExists(const std::string& device) {
  std::vector<std::string> known;
  for (const Check& check : AllChecks()) {
    known.push_back(check.device);
  }
  if (std::ranges::find(known, device) != known.end()) {
    return {};
  }
  return Fail(ErrorKind::kUsage,
              fmt::format(R"(--devices: there is no "{}"; the nearest is "{}" (allowed are {}))",
                          device, Nearest(device, known), fmt::join(known, ", ")));
}

}  // namespace

const std::vector<std::string>& Verdicts() {
  static const std::vector<std::string> verdicts(std::begin(oracle::kOutcomeVerdicts),
                                                 std::end(oracle::kOutcomeVerdicts));
  return verdicts;
}

bool IsFailure(std::string_view verdict) { return verdict != kPass && verdict != kUnsupported; }

Result<std::vector<Check>> ChecksOf(const std::vector<std::string>& devices, const Judged& judged) {
  std::vector<Check> checks;
  for (const Check& check : AllChecks()) {
    const bool asked = devices.empty() ? check.device != kGpu
                                       : std::ranges::find(devices, check.device) != devices.end();
    const bool is_gradient = check.device == kGradient || check.device == kEmulatedGradient;
    if (asked && (judged.has_backward || !is_gradient) &&
        std::ranges::find(judged.targets, check.target) != judged.targets.end()) {
      checks.push_back(check);
    }
  }
  for (const std::string& device : devices) {
    WARPLOOM_TRY(CheckDeviceExists(device));
    if (std::ranges::find(checks, device, &Check::device) == checks.end()) {
      return Fail(ErrorKind::kUsage,
                  fmt::format("--devices {}: it judges samples of a target that the dataset does "
                              "not have; the dataset only has {}{}",
                              device, fmt::join(judged.targets, ", "),
                              judged.has_backward ? "" : ", without backward passes"));
    }
  }
  return checks;
}

}  // namespace warploom::verify
