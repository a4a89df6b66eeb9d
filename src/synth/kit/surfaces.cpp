#include "synth/kit/surfaces.h"

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

Val AtWall(Sketch& s, const Val& v, const Val& n) {
  const Val vn = Named(s, s.Call("dot", {v, n}), {"vn", "v_n", "normal_vel"});
  if (s.rng().Chance(0.5)) {
    return v - n * s.Call("min", {vn, Single(s, 0.0)});
  }
  const Val bounce =
      Coefficient(s, lang::kFloat, {"restitution", "bounce", "elasticity"}, {0.1, 0.9});
  return v - n * (vn * (1.0 + bounce));
}

}  // namespace warploom::synth::kit
