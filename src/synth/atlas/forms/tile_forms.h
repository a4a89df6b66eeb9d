#pragma once

#include <string_view>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// The form of a builtin's calls on tiles; nullptr when there is none.
const Form* TileFormNamed(std::string_view name);

// Plans the tile launch of a page of such calls: with a lane where they work on what differs
// between the threads of a block.
void PlanTilePage(Sketch& s, std::span<const lang::CallId> calls);

}  // namespace warploom::synth::atlas
