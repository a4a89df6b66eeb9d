#pragma once

#include <vector>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A system of ordinary differential equations: its right-hand side as a helper, `def rhs(t, y,
// parameters...)`, and the parameters that the kernel passes.
struct OdeModel {
  lang::Type real, vec;
  lang::FuncId rhs;
  std::vector<Val> parameters;
};

// Defines the helper: a well-known system or one that is made up.
OdeModel DrawOdeModel(Sketch& s);

// rhs(t, y, parameters...)
Val SlopeAt(Sketch& s, const OdeModel& model, const Val& t, const Val& y);

}  // namespace warploom::synth::motifs
