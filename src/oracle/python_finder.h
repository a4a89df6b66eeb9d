#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "oracle/pool.h"
#include "os/file_system.h"

namespace warploom::oracle {

// What the search for Python looks at. FromProcess() fills in all but `option`.
struct PythonSearch {
  std::string option = {};      // --python; "" when not given.
  std::string variable = {};    // WARPLOOM_PYTHON; "" when not set.
  std::string path = {};        // PATH.
  std::string pythonpath = {};  // PYTHONPATH.
  std::string binary = {};      // The full path of our own program.

  static PythonSearch FromProcess(std::string option);
};

// How to run a worker.
struct PythonCommand {
  std::string python;
  std::string found_by;  // "--python", "WARPLOOM_PYTHON", "the environment of this program",
                         // "the source tree's .venv" or "PATH"; for doctor and for messages.
  std::vector<std::string> worker;  // The worker's argv.
  // PYTHONPATH, when the worker's package is beside the binary rather than installed in Python.
  std::vector<std::pair<std::string, std::string>> environment;

  // Puts command and environment into the options.
  void ApplyTo(PoolOptions& options) const;
};

// Finds Python, first match: --python, WARPLOOM_PYTHON, the virtual environment that the binary
// lies in, the .venv of the source tree that the binary was built from, python3 on PATH. A choice
// of the user's that does not exist is an error, not a reason to look further. kEnvironment when
// nothing fits. Whether that Python has Warp, the worker's hello tells.
Result<PythonCommand> FindPython(FileSystem& fs, const PythonSearch& search);

}  // namespace warploom::oracle
