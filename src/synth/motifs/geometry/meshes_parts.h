#pragma once

#include "synth/kit/objects.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// query = wp.mesh_query_point...(mesh, x, max_dist): the closest point and the side x is on.
Val ClosestPoint(Sketch& s, const SolidArg& mesh, const Val& x);

Val SurfacePoint(Sketch& s, const SolidArg& mesh, const Val& query);

}  // namespace warploom::synth::motifs
