#pragma once

#include <sys/types.h>

#include <cstdint>

namespace warploom {

// Resident bytes of a process and all its descendants, from /proc; 0 if it has ended. Pages
// that a forked child shares with its parent count twice, so the result is never too small.
uint64_t ResidentBytesOfTree(pid_t pid);

}  // namespace warploom
