#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::lang {

// Where the author takes functions of scalars from: wp.sin, min, math.sin, np.sin. Warp finds a
// builtin by the last name of the path, whatever stands before it (codegen.py, Adjoint.emit_Call),
// and gives its own.
enum class MathSource : uint8_t { kWarp, kPython, kMath, kNumpy };

// True for a builtin that has the same name there and takes the same arguments.
bool IsIn(MathSource source, std::string_view builtin);

// What stands before the name: "wp.", "", "math.", "np.".
std::string_view PrefixOf(MathSource source);

}  // namespace warploom::lang
