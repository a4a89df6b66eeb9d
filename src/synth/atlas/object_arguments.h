#pragma once

#include <string_view>
#include <vector>

#include "lang/builtin_table.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// The object that a query works on, the number of its parts (faces, boxes, points) and groups and,
// once they are drawn, the query's center and radius.
struct Subject {
  Val id;
  int parts = 0;
  int groups = 0;
  int positions = -1;  // The array of points of a hash grid.
  Val point;
  Val reach;
};
Subject SubjectOf(Sketch& s, const lang::Call& call);

// One argument for each parameter of the call, chosen by the parameter's name.
std::vector<Val> ObjectArguments(Sketch& s, Subject& subject, const lang::Call& call);
Val ObjectArgument(Sketch& s, Subject& subject, const lang::Call& call, size_t index);
// The arguments of the first `count` parameters.
std::vector<Val> ObjectArguments(Sketch& s, Subject& subject, const lang::Call& call, size_t count);

// The name of a parameter of the call.
std::string_view ParameterName(Sketch& s, const lang::Call& call, size_t index);

}  // namespace warploom::synth::atlas
