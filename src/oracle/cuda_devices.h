#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "oracle/python_finder.h"

namespace warploom::oracle {

// The CUDA devices that Warp finds with this Python, as it names them: "cuda:0". Takes seconds,
// since it is asked in a process of its own: the workers see no GPU (environment.py). kEnvironment
// when it cannot be asked.
Result<std::vector<std::string>> CudaDevices(const PythonCommand& python);

}  // namespace warploom::oracle
