#include "synth/motifs/rotation/joints_parts.h"

#include "synth/kit/rotations.h"

namespace warploom::synth::motifs {

using lang::Type;

Val ReadAxis(Sketch& s, Type real) {
  return s.rng().Chance(0.7)
             ? Read(s, Vec3(real), {"joint_axis", "axes", "hinge_axis"}, {"axis", "ax"}, kUnitFill)
             : Arg(s, Vec3(real), {"axis", "hinge"}, kUnitFill);
}

Val ReadJointPosition(Sketch& s, Type real) {
  return Read(s, real, {"joint_q", "angles", "dof_pos"}, {"q", "theta", "qj"}, {-3.0, 3.0});
}

}  // namespace warploom::synth::motifs
