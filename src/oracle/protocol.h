#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace warploom::oracle {

// A kernel as it is sent to a worker.
struct KernelSource {
  std::string name;            // The kernel's name in the module.
  std::string source;          // The complete Python module.
  std::string launch = {};     // The launch plan as JSON; only runs and bundles ask for it.
  std::string reference = {};  // What a run is compared with (src/reference/), or why not.
};

// What Warp generated for one target; optional parts are "" unless --include asks for them.
struct TargetIr {
  std::string target;  // "cpu" or "cuda".
  std::string preamble;
  std::string forward;
  std::string backward;
  std::string module;
  std::string ptx;
  std::string bundle;  // JSON: what runs it on another machine (python/warploom/bundle.py).
};

// What became of a kernel on one device that ran it (docs/verification.md).
struct Outcome {
  std::string device;   // Of verify/record.h.
  std::string verdict;  // One of kOutcomeVerdicts.
  std::string detail;   // A sentence for people; "" for PASS.
};

// Of these, all but PASS and UNSUPPORTED refuse the kernel.
inline constexpr std::string_view kOutcomeVerdicts[] = {
    "PASS",    "MISMATCH",    "OUT_OF_BOUNDS",    "COMPILE_FAIL",     "CRASH",
    "TIMEOUT", "UNSUPPORTED", "NONDETERMINISTIC", "GRADIENT_MISMATCH"};

// A value or array of a launch on cpu, before and after it (python/warploom/io_rows.py).
struct IoRow {
  std::string fill;      // The round of the run check that took the values.
  std::string seed;      // For launch_args.make_arguments, with the fill.
  std::string argument;  // Or argument.field.
  std::string dtype;     // Of NumPy.
  std::vector<uint64_t> shape;
  bool is_output = false;
  bool whole = false;         // Otherwise `input` and `output` are "": the launch is too large.
  std::string input, output;  // In base64.
  std::string output_sha256;
  double tolerance = 0.0;  // Of outputs, relative; 0 wants the same bits, or a NaN for a NaN.
};

// The verdict on one kernel. When `ok`, `ir` has one entry per requested target, in order.
struct Verdict {
  bool ok = false;
  // When refused: "import", "codegen", "compile", "run", "crash", "hang" or "memory".
  std::string stage;
  std::string reason;  // When refused: one or a few lines for people.
  std::vector<TargetIr> ir;
  // Of each device whose verdict is known, when BuildOptions::run asked for it; also when refused.
  std::vector<Outcome> outcomes = {};
  std::vector<IoRow> io = {};  // When BuildOptions::io asked for it.
};

// What to do with every kernel of a batch.
struct BuildOptions {
  std::vector<std::string> targets;  // "cpu", "cuda".
  std::vector<std::string> include;  // "backward", "module", "ptx", "bundle".
  bool compile = true;               // Also compile with Warp's JIT compilers.
  bool run = false;                  // Also launch on cpu, with every check that Warp has.
  bool io = false;                   // With `run`: also tell its inputs and outputs.
  std::vector<uint64_t> archs = {};  // The GPUs that a "bundle" has machine code for: 90, ...
};

// What a worker reports when it has started.
struct Hello {
  std::string warp_version;
  std::string python_version;
  int arch = 0;  // The CUDA architecture it compiles for, such as 90.
  // Of another Warp than the one that warploom is made for: the builtins that it knows.
  std::vector<std::string> builtins = {};
};

}  // namespace warploom::oracle
