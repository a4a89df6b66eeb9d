#include "synth/motifs/rotation/bodies_parts.h"

#include "synth/kit/arrays.h"
#include "synth/kit/rotations.h"

namespace warploom::synth::motifs {

using lang::Type;

Val Angular(const Val& v) { return v.sketch->Call("spatial_top", {v}); }

Val Linear(const Val& v) { return v.sketch->Call("spatial_bottom", {v}); }

Val ReadTwist(Sketch& s, Type real) {
  return Read(s, Spatial(real), {"body_qd", "twists", "velocities_s", "body_v_s"},
              {"qd", "v_s", "twist"});
}

int BodyForces(Sketch& s, Type real, int bodies) {
  return Totals(s, Spatial(real), {bodies}, OneOf(s, {"body_f", "body_f_out"}));
}

}  // namespace warploom::synth::motifs
