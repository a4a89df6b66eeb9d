#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "oracle/protocol.h"

namespace warploom::oracle {

// What a worker needs of the machine, measured with all checks and targets and rounded up
// (docs/reliability.md has the figures).
inline constexpr uint64_t kScratchPerWorker = 300'000'000;
inline constexpr uint64_t kLargestScratchFile = 100'000'000;
inline constexpr uint64_t kAddressSpaceOfWorker = 1'200'000'000;
inline constexpr uint64_t kMemoryOfWorker = 1'000'000'000;

// Looks, before a run, whether one worker can do this work here. kIo when the temporary disk is too
// full, kEnvironment when a limit is too low.
Status CheckMachine(const BuildOptions& build);

// True for the words in which operating systems, compilers and Python speak of a full disk, a limit
// or too little memory: no kernel can cause these, so none is refused for them.
bool SpeaksOfMachine(std::string_view reason);

// True while the temporary disk is so full that a compiler may have failed for it, with whatever
// words.
bool ScratchIsFull();

// One sentence on what ails this machine and what to do about it. `reason` is what a worker said;
// where it does not tell the cause, the machine's limits are looked at.
std::string DescribeTrouble(std::string_view reason);

}  // namespace warploom::oracle
