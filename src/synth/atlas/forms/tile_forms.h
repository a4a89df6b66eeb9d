#pragma once

#include <string_view>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// The form of a builtin's calls on tiles; nullptr if there is none.
const Form* TileFormNamed(std::string_view name);

// Plans the tile launch for a page of such calls. The kernel gets a lane index if the calls work on
// per-thread values.
void PlanTilePage(Sketch& s, std::span<const lang::CallId> calls);

}  // namespace warploom::synth::atlas
