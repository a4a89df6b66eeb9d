#pragma once

#include "base/rng.h"
#include "lang/module.h"

namespace warploom::synth::passes {

// Makes the kernel generic in float32: arrays of floats, by chance float arguments too, get the
// type Any. Does nothing if the kernel has no such array.
void DrawGenericKernel(lang::Module& module, Rng& rng);

// Puts the kernel into a Python function that is called once and returns it; some of the kernel's
// constants and one helper function become its parameters. Does nothing if there is neither.
void DrawFactory(lang::Module& module, Rng& rng);

// True for a helper function in Python that has one signature: it is not generic, has no overloads,
// gradients or parameters by reference.
bool IsPlainHelper(const lang::Module& module, size_t index);

}  // namespace warploom::synth::passes
