#pragma once

#include <span>
#include <vector>

#include "synth/atlas/argument_needs.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// A value that meets the need: a variable in scope, an array element, an argument, a literal or a
// small expression. Creates an input if nothing else fits.
Val DrawArgument(Sketch& s, const Need& need);
// The same, but never a bare literal: for the argument that the operation is mainly about.
Val DrawNonLiteral(Sketch& s, const Need& need);
// One value for each need. No variable or input is used twice, and the first value is no literal.
std::vector<Val> DrawArguments(Sketch& s, std::span<const Need> needs);
// This thread's element of a new input array.
Val NewElement(Sketch& s, const Need& need);

// A literal in the need's range, rounded as people write numbers.
Val NumberFor(Sketch& s, const Need& need);

}  // namespace warploom::synth::atlas
