#pragma once

#include <sys/types.h>

#include <cstdint>

namespace warploom {

// Resident bytes of a process and all its descendants, from /proc; 0 when it is gone. Pages that
// a forked child shares with its parent count for both, so this is never too small.
uint64_t ResidentBytesOfTree(pid_t pid);

}  // namespace warploom
