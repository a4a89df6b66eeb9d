#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "oracle/pool.h"
#include "os/file_system.h"
#include "os/subprocess.h"

namespace warploom::oracle {

// The inputs of the search for Python. FromProcess() fills in all but `option`.
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
  // PYTHONPATH, with the worker's package when it is not installed in Python, and what keeps other
  // Python work of the user out: python/warploom/search_path.py.
  std::vector<std::pair<std::string, std::string>> environment;

  // Puts command and environment into the options.
  void ApplyTo(PoolOptions& options) const;

  // How to run another module of the worker's package.
  SubprocessOptions Running(const std::string& module) const;
};

// Finds Python; the first match counts: --python, WARPLOOM_PYTHON, the virtual environment that
// contains the binary, the .venv of the source tree that the binary was built from, python3 on
// PATH. If the user names a Python that does not exist, that is an error. kEnvironment when nothing
// is found. The worker's hello tells whether that Python has Warp.
Result<PythonCommand> FindPython(FileSystem& fs, const PythonSearch& search);

}  // namespace warploom::oracle
