#pragma once

#include <string_view>
#include <vector>

#include "lang/builtin_table.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// What a query works on: the object's id, how many parts it may meet (faces, boxes, points), and,
// once they are drawn, where it looks and how far.
struct Subject {
  Val id;
  int parts = 0;
  int groups = 0;
  int positions = -1;  // The array that a hash grid is over.
  Val point;
  Val reach;
};
Subject SubjectOf(Sketch& s, const lang::Call& call);

// One argument for each parameter of the call, by its name and within its domain.
std::vector<Val> ObjectArguments(Sketch& s, Subject& subject, const lang::Call& call);
Val ObjectArgument(Sketch& s, Subject& subject, const lang::Call& call, size_t index);
// Those of the first `count` parameters.
std::vector<Val> ObjectArguments(Sketch& s, Subject& subject, const lang::Call& call, size_t count);

// The name of a call's parameter, from its overload's signature.
std::string_view ParameterName(Sketch& s, const lang::Call& call, size_t index);

}  // namespace warploom::synth::atlas
