#include "synth/motifs/stencil/fields_parts.h"

#include <array>

#include "synth/kit/grid.h"

namespace warploom::synth::motifs {

Grid PlainGrid(Sketch& s) {
  static constexpr std::array kBorders = {Border::kClamp,  Border::kClamp, Border::kWrap,
                                          Border::kReturn, Border::kGuard, Border::kHalo};
  return {s, s.rng().Choose(kBorders)};
}

}  // namespace warploom::synth::motifs
