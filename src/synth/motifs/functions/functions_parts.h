#pragma once

#include <span>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A helper: a scalar formula of two or three parameters.
lang::FuncId DefineRealFormula(Sketch& s);

// wp.grad(function)(args): the derivatives with respect to the arguments, all of type `type`.
Val GradientOf(Sketch& s, lang::FuncId function, std::span<const Val> args, lang::Type type);

// A number whose type is spelled through another value: type(x)(2.0) or data.dtype(0.0).
Val ConstructLike(Sketch& s, lang::Type type, double value, lang::Construct::Spelling spelling,
                  const Val& like);

}  // namespace warploom::synth::motifs
