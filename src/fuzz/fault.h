#pragma once

#include <optional>
#include <string>

#include "oracle/protocol.h"

namespace warploom::fuzz {

// What is wrong with a kernel: where it was noticed, in the terms of docs/verification.md.
struct Fault {
  std::string stage;    // "import", "codegen", "compile", "run", "crash", "hang" or "memory".
  std::string verdict;  // "MISMATCH", "COMPILE_FAIL", "CRASH"...
  std::string device;  // "cpu", "cuda", "reference", "emulated", "gradient"...; "warp" for its code
                       // generator.
  std::string text = {};  // The message without what differs from kernel to kernel.

  // Whether a smaller kernel has the same fault. Results differ in many ways for one cause; but a
  // refusal or a compiler's error with another text is another.
  bool IsLike(const Fault& other) const;
};

// Why a kernel is refused. Of several outcomes a mismatch tells the most: what is expected.
std::string ReasonOf(const oracle::Verdict& verdict);

// nullopt for a kernel that Warp builds and that runs as it should.
std::optional<Fault> FaultOf(const oracle::Verdict& verdict);

// The message without numbers, quoted names and rounds of a launch: equal for the same mistake in
// other kernels.
std::string NormalizedText(const std::string& reason);

}  // namespace warploom::fuzz
