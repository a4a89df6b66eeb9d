#pragma once

#include <span>
#include <string_view>

#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

// Every motif of motifs.def, grouped by family, with the launch dimensions filled in.
std::span<const Motif> Motifs();

// The motifs of one family, in the order of motifs.def.
std::span<const Motif> MotifsOf(Family family);

// nullptr if no motif has that name.
const Motif* FindMotif(std::string_view name);

}  // namespace warploom::synth::motifs
