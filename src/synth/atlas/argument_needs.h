#pragma once

#include <vector>

#include "lang/builtin_table.h"
#include "synth/facts/builtin_facts.h"

namespace warploom::synth::atlas {

// What an argument must be: its type, the domain that the builtin requires, and the range from
// which a new input, argument or number is drawn.
struct Need {
  lang::Type type;
  Domain domain = Domain::kAny;
  double low = 0.0;
  double high = 0.0;
};

// A need with the default range of the domain. Integers are kept small enough that sums of products
// of two do not overflow.
Need NeedOf(lang::Type type, Domain domain = Domain::kAny);
// A need with the given range and no further domain.
Need NeedOf(lang::Type type, double low, double high);
// One need for each argument of a call, with the domains of builtin_facts.cpp.
std::vector<Need> NeedsOf(const lang::BuiltinTable& table, const lang::Call& call);

bool Meets(const ValueRange& value_range, const Need& need);

}  // namespace warploom::synth::atlas
