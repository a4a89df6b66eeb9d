#include "oracle/machine_trouble.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>

#include "os/machine_limits.h"

namespace warploom::oracle {
namespace {

enum class Trouble { kDisk, kFileSize, kMemory, kProcessorTime, kStorage, kProcesses };

struct Sign {
  std::string_view words;  // In lower case.
  Trouble trouble;
  bool is_certain = true;  // False where a kernel could cause it as well.
};

// strerror(3), LLVM's and NVRTC's messages, and Python's exceptions.
constexpr std::array kSigns = {
    Sign{"no space left on device", Trouble::kDisk},
    Sign{"disk quota exceeded", Trouble::kDisk},
    Sign{"sigbus", Trouble::kDisk,
         false},  // A page of a mapped file that has no place on the disk.
    Sign{"bus error", Trouble::kDisk, false},
    Sign{"file too large", Trouble::kFileSize},
    Sign{"sigxfsz", Trouble::kFileSize, false},
    Sign{"cannot allocate memory", Trouble::kMemory},
    Sign{"out of memory", Trouble::kMemory},
    Sign{"out_of_memory", Trouble::kMemory},
    Sign{"memoryerror", Trouble::kMemory},
    Sign{"bad_alloc", Trouble::kMemory},
    Sign{"failed to map segment", Trouble::kMemory},
    Sign{"killed from outside", Trouble::kMemory, false},
    Sign{"sigxcpu", Trouble::kProcessorTime, false},
    Sign{"input/output error", Trouble::kStorage},
    Sign{"read-only file system", Trouble::kStorage},
    Sign{"stale file handle", Trouble::kStorage},
    Sign{"permission denied", Trouble::kStorage},
    Sign{"no such file or directory", Trouble::kStorage},
    Sign{"too many open files", Trouble::kProcesses},
    Sign{"resource temporarily unavailable", Trouble::kProcesses},
    Sign{"can't start new thread", Trouble::kProcesses},
};

// Less than one object file and its source take.
constexpr uint64_t kHardlyAny = 16'000'000;
constexpr uint64_t kHardlyAnyFiles = 100;

std::optional<Sign> SignIn(std::string_view reason) {
  std::string lower(reason);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const Sign& sign : kSigns) {
    if (lower.find(sign.words) != std::string::npos) {
      return sign;
    }
  }
  return std::nullopt;
}

// Looks for what is short here, when nobody has said it.
std::optional<Trouble> TroubleHere() {
  if (ScratchIsFull()) {
    return Trouble::kDisk;
  }
  if (FileSizeLimit().value_or(UINT64_MAX) < kLargestScratchFile) {
    return Trouble::kFileSize;
  }
  if (AddressSpaceLimit().value_or(UINT64_MAX) < kAddressSpaceOfWorker ||
      AvailableMemory().value_or(UINT64_MAX) < kMemoryOfWorker / 2) {
    return Trouble::kMemory;
  }
  return std::nullopt;
}

std::string Megabytes(std::optional<uint64_t> bytes) {
  return bytes ? fmt::format("{} MB", *bytes / 1'000'000) : "an unknown number of MB";
}

std::string DiskTrouble() {
  const auto space = SpaceOf(TemporaryRoot());
  const bool no_files = space && space->free_files < kHardlyAnyFiles;
  return fmt::format(
      "the temporary disk {}: TMPDIR={} has {} free now, and each worker needs up to {} there; "
      "free some space, or set TMPDIR to a folder with more",
      no_files ? "has no place for another file" : "is full", TemporaryRoot(),
      space ? Megabytes(space->free_bytes) : "an unknown number of MB",
      Megabytes(kScratchPerWorker));
}

std::string MemoryTrouble() {
  const auto limit = AddressSpaceLimit();
  return fmt::format(
      "memory is short: {} are available now{}, and each worker needs up to {}; use fewer "
      "--workers, or give it more memory",
      Megabytes(AvailableMemory()),
      limit ? fmt::format(", a process may use {} (ulimit -v)", Megabytes(limit)) : "",
      Megabytes(kMemoryOfWorker));
}

std::string InSentence(Trouble trouble) {
  switch (trouble) {
    case Trouble::kDisk:
      return DiskTrouble();
    case Trouble::kFileSize:
      return fmt::format(
          "files may not grow past {} (ulimit -f), and the compilers write up to {} in TMPDIR={}; "
          "raise the limit",
          Megabytes(FileSizeLimit()), Megabytes(kLargestScratchFile), TemporaryRoot());
    case Trouble::kMemory:
      return MemoryTrouble();
    case Trouble::kProcessorTime:
      return fmt::format(
          "a process may use only {} s of processor time (ulimit -t); raise the limit",
          ProcessorSecondsLimit().value_or(0));
    case Trouble::kStorage:
      return fmt::format(
          "the temporary disk fails (TMPDIR={}); check it, or set TMPDIR to another folder",
          TemporaryRoot());
    case Trouble::kProcesses:
      return "a limit on processes or open files is reached (ulimit -u, ulimit -n); raise it, or "
             "use fewer --workers";
  }
  return "";
}

}  // namespace

Status CheckMachine(const BuildOptions& build) {
  if (!build.compile && !build.run) {
    return {};  // Code is generated in memory.
  }
  const auto space = SpaceOf(TemporaryRoot());
  if (space && space->free_bytes < kScratchPerWorker) {
    return Fail(ErrorKind::kIo, "starting the workers: " + InSentence(Trouble::kDisk));
  }
  if (FileSizeLimit().value_or(UINT64_MAX) < kLargestScratchFile) {
    return Fail(ErrorKind::kEnvironment, "starting the workers: " + InSentence(Trouble::kFileSize));
  }
  if (AddressSpaceLimit().value_or(UINT64_MAX) < kAddressSpaceOfWorker) {
    return Fail(ErrorKind::kEnvironment, "starting the workers: " + InSentence(Trouble::kMemory));
  }
  return {};
}

bool SpeaksOfMachine(std::string_view reason) {
  const auto sign = SignIn(reason);
  return sign && sign->is_certain;
}

bool ScratchIsFull() {
  const auto space = SpaceOf(TemporaryRoot());
  return space && (space->free_bytes < kHardlyAny || space->free_files < kHardlyAnyFiles);
}

std::string DescribeTrouble(std::string_view reason) {
  const auto sign = SignIn(reason);
  const std::optional<Trouble> trouble = sign ? sign->trouble : TroubleHere();
  const std::string cause =
      trouble ? InSentence(*trouble)
              : "this machine does not build a kernel that is known to be good; run `warploom "
                "doctor`";
  return fmt::format("{}; the same command then continues (a worker said: {})", cause, reason);
}

}  // namespace warploom::oracle
