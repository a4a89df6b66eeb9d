#pragma once

#include <span>
#include <vector>

#include "synth/facts/builtin_facts.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::kit {}

namespace warploom::synth::atlas {

using namespace kit;

// What an argument must be, and the range that a new input for it gets.
struct Need {
  lang::Type type;
  Domain domain = Domain::kAny;
  double low = 0.0;
  double high = 0.0;
};

// A need of the domain; integers stay so small that sums of products of two do not overflow.
Need NeedOf(lang::Type type, Domain domain = Domain::kAny);
// The same with a range of its own.
Need NeedOf(lang::Type type, double low, double high);
// One need for each argument of a call, by builtin_facts.cpp.
std::vector<Need> NeedsOf(const lang::BuiltinTable& table, const lang::Call& call);

bool Meets(const ValueRange& value_range, const Need& need);

// A value that meets the need: a variable in sight, an element of an input, an argument, a number,
// a small formula. Where nothing fits, an input is made.
Val DrawArgument(Sketch& s, const Need& need);
// The same, and not a bare number: what an operation is about.
Val DrawSubject(Sketch& s, const Need& need);
// One value for each need; no value of the scope or of an input stands for two of them.
std::vector<Val> DrawArguments(Sketch& s, std::span<const Need> needs);
// This thread's element of a new input array.
Val NewElement(Sketch& s, const Need& need);

// A number of the type as people write it, in the need's range.
Val NumberFor(Sketch& s, const Need& need);

}  // namespace warploom::synth::atlas
