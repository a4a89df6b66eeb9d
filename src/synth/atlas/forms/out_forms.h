#pragma once

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// True for a call that stores its results in its last arguments: wp.svd3(A, U, sigma, V).
bool WritesIntoArguments(const lang::BuiltinTable& table, const lang::Call& call);
// Names for a builtin's results in order; empty if none are known.
std::span<const std::string_view> PartNames(std::string_view builtin);
// u = wp.mat33(), sigma = wp.vec3()..., wp.svd3(A, u, sigma, v)
void ShowIntoArguments(Sketch& s, const lang::Call& call);

}  // namespace warploom::synth::atlas
