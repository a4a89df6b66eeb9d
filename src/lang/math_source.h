#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::lang {

// The module from which scalar functions are called: wp.sin, min, math.sin, np.sin. Warp resolves
// all of them to its own builtin, because it only looks at the last component of the path
// (codegen.py, Adjoint.emit_Call).
enum class MathSource : uint8_t { kWarp, kPython, kMath, kNumpy };

// True if the module has a function with the builtin's name and arguments.
bool IsIn(MathSource source, std::string_view builtin);

// The prefix of the name: "wp.", "", "math.", "np.".
std::string_view PrefixOf(MathSource source);

}  // namespace warploom::lang
