#include "synth/motifs/geometry/fields_parts.h"

#include "lang/object_fields.h"
#include "synth/kit/arguments.h"

namespace warploom::synth::motifs {

Val ToIndex(Sketch& s, const Val& volume, const Val& p) {
  return s.Call("volume_world_to_index", {volume, p});
}

Val LinearSampling(Sketch& s) {
  const auto name = lang::NumberName::kVolumeLinear;
  return {&s, s.builder().Named(name, lang::NumberSource::kWarp), lang::kInt, Exactly(1.0)};
}

Val DistanceAt(Sketch& s, const Val& volume, const Val& p) {
  const Val index = s.rng().Chance(0.6) ? Named(s, ToIndex(s, volume, p), {"q", "uvw", "p_idx"})
                                        : ToIndex(s, volume, p);
  return s.Call("volume_sample_f", {volume, index, LinearSampling(s)});
}

}  // namespace warploom::synth::motifs
