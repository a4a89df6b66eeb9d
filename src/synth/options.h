#pragma once

#include "base/rng.h"
#include "lang/kernel.h"
#include "synth/profile.h"

namespace warploom::synth {

// Gives the kernel what authors write in @wp.kernel(...) and in wp.set_module_options(...).
void DrawOptions(lang::Kernel& kernel, const Profile& profile, Rng& rng);

}  // namespace warploom::synth
