#pragma once

#include <string>
#include <vector>

namespace warploom::oracle {

// A kernel as it is sent to a worker.
struct KernelSource {
  std::string name;            // The kernel's name in the module.
  std::string source;          // The complete Python module.
  std::string launch = {};     // The launch plan as JSON; only BuildOptions::run asks for it.
  std::string reference = {};  // C++ that a run is compared with (src/reference/), or "".
};

// What Warp generated for one target; optional parts are "" unless --include asks for them.
struct TargetIr {
  std::string target;  // "cpu" or "cuda".
  std::string preamble;
  std::string forward;
  std::string backward;
  std::string module;
  std::string ptx;
};

// The verdict on one kernel. When `ok`, `ir` has one entry per requested target, in order.
struct Verdict {
  bool ok = false;
  // When refused: "import", "codegen", "compile", "run", "crash", "hang" or "memory".
  std::string stage;
  std::string reason;  // When refused: one or a few lines for people.
  std::vector<TargetIr> ir;
};

// What to do with every kernel of a batch.
struct BuildOptions {
  std::vector<std::string> targets;  // "cpu", "cuda".
  std::vector<std::string> include;  // "backward", "module", "ptx".
  bool compile = true;               // Also compile with Warp's JIT compilers.
  bool run = false;                  // Also launch on cpu, with every check that Warp has.
};

// What a worker reports when it has started.
struct Hello {
  std::string warp_version;
  std::string python_version;
  int arch = 0;  // The CUDA architecture it compiles for, such as 90.
};

}  // namespace warploom::oracle
