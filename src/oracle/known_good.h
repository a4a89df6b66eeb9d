#pragma once

#include "oracle/protocol.h"

namespace warploom::oracle {

// A kernel that every healthy machine builds and runs: where it fails, the machine is at fault and
// not the kernel before it.
const KernelSource& KnownGoodKernel();

}  // namespace warploom::oracle
