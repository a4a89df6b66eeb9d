#include "synth/motifs/tiles/rows_parts.h"

#include <array>

#include "synth/kit/tile_calls.h"

namespace warploom::synth::motifs {

using lang::Type;

Val Broadcast(Sketch& s, const Val& tile, const TileExtent& length) {
  return TileBroadcast(s, tile, std::array{length});
}

Val CountOf(Sketch& s, const Val& like, const TileExtent& length) {
  const Type real = lang::ScalarType(like.type.scalar);
  // In wp.float64(N), Warp turns the constant N itself into a float64, which is no valid size.
  return real == lang::kFloat && s.StyleChoice("counts by name", 0.4)
             ? s.Convert(length.written, real)
             : s.NumberLike(like, length.size);
}

}  // namespace warploom::synth::motifs
