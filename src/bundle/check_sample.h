#pragma once

#include <cstddef>

#include "base/error.h"
#include "bundle/manifest.h"

namespace warploom::bundle {

// kCorrupt when a place in the sample lies outside of its data (`data_bytes` long), its buffers or
// its parameters, or when its launch is none that a GPU could do.
Status CheckSample(const Sample& sample, size_t data_bytes);

}  // namespace warploom::bundle
