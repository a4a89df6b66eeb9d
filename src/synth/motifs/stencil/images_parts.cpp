#include "synth/motifs/stencil/images_parts.h"

#include <span>
#include <string_view>

#include "synth/kit/arrays.h"

namespace warploom::synth::motifs {

using lang::Type;

int Image(Sketch& s, Type element) {
  return Input(s, element, {}, OneOf(s, {"image", "src", "img", "input_image", "pixels"}), 0.0,
               1.0);
}

std::string_view OutName(Sketch& s) {
  return OneOf(s, {"dst", "out", "filtered", "output_image", "result"});
}

Val SquaredOffset(Sketch& s, std::span<const Val> offsets) {
  Val sum = offsets[0] * offsets[0];
  for (size_t k = 1; k < offsets.size(); ++k) {
    sum = sum + offsets[k] * offsets[k];
  }
  return s.Convert(Known(sum, 0.0, 200.0), s.real());
}

Val Falling(Sketch& s, const Val& x) {
  return Known(s.Call("exp", {Known(-x, -8.0, 0.0)}), 0.0, 1.0);
}

}  // namespace warploom::synth::motifs
