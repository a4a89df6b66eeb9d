#pragma once

#include "base/error.h"

namespace warploom {

// What a program of ours ends with after such a failure; README.md and --help list the codes.
int ExitCode(ErrorKind kind);

}  // namespace warploom
