#pragma once

#include <span>
#include <string_view>

#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

// Every motif of motifs.def, with the launch dimensions of its family filled in.
std::span<const Motif> Motifs();

// Those of one family, in the order of the table.
std::span<const Motif> MotifsOf(Family family);

// nullptr when there is none of that name.
const Motif* FindMotif(std::string_view name);

}  // namespace warploom::synth::motifs
