#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace warploom::verify {

// The verdicts that are given here; docs/verification.md tells all.
inline constexpr std::string_view kPass = "PASS";
inline constexpr std::string_view kMismatch = "MISMATCH";
inline constexpr std::string_view kCompileFail = "COMPILE_FAIL";
inline constexpr std::string_view kCrash = "CRASH";
inline constexpr std::string_view kTimeout = "TIMEOUT";
inline constexpr std::string_view kUnsupported = "UNSUPPORTED";

// All verdicts (oracle::kOutcomeVerdicts), PASS first.
const std::vector<std::string>& Verdicts();

// False for PASS and UNSUPPORTED.
bool IsFailure(std::string_view verdict);

inline constexpr std::string_view kCpu = "cpu";
inline constexpr std::string_view kReference = "reference";
inline constexpr std::string_view kEmulated = "emulated";
inline constexpr std::string_view kGpu = "cuda:0";
// The backward passes of the texts for the CPU and for CUDA.
inline constexpr std::string_view kGradient = "gradient";
inline constexpr std::string_view kEmulatedGradient = "emulated-gradient";

// A device for samples of one target.
struct Check {
  std::string target;
  std::string device;

  auto operator<=>(const Check&) const = default;
};

// What a dataset has to judge: its targets, and whether its samples have backward passes.
struct Judged {
  const std::vector<std::string>& targets;
  bool has_backward = false;
};

// The checks of these devices on such a dataset: cpu, reference and gradient judge the target cpu,
// emulated, emulated-gradient and cuda:0 the target cuda. kUsage for a device that does not exist,
// and for one that has nothing to judge; an empty list stands for all but cuda:0 that have.
Result<std::vector<Check>> ChecksOf(const std::vector<std::string>& devices, const Judged& judged);

// The verdict on one sample on one device.
struct Record {
  std::string id;  // Of the sample.
  std::string target;
  std::string device;
  std::string verdict;
  std::string detail;  // For people; "" for PASS.

  bool operator==(const Record&) const = default;
};

}  // namespace warploom::verify
