#pragma once

#include <sys/types.h>

#include "base/error.h"
#include "os/file_descriptor.h"
#include "os/subprocess.h"

namespace warploom {

// A started process and our ends of its three standard streams, all non-blocking.
struct Spawned {
  pid_t pid = -1;
  FileDescriptor input, output, error;
};

// Forks and runs options.argv in a process group of its own; it is killed when the calling thread
// ends.
Result<Spawned> Spawn(const SubprocessOptions& options);

}  // namespace warploom
