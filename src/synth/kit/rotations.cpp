#include "synth/kit/rotations.h"

#include "synth/kit/simulation.h"

namespace warploom::synth::kit {

using lang::Type;

Val PositionOf(const Val& t) {
  return t.sketch->StyleChoice("transform getters", 0.7)
             ? t.sketch->Call("transform_get_translation", {t})
             : t.x();
}

Val OrientationOf(const Val& t) {
  if (t.sketch->StyleChoice("transform getters", 0.7)) {
    return t.sketch->Call("transform_get_rotation", {t});
  }
  Val q = Unit(t.y());  // Component 1 of a transform is its quaternion.
  q.range.low = -1.0;
  q.range.high = 1.0;
  return q;
}

Val Compose(const Val& a, const Val& b) {
  Sketch& s = *a.sketch;
  Val product =
      s.StyleChoice("transforms by operator", 0.5) ? a * b : s.Call("transform_multiply", {a, b});
  product.range.unit = a.range.unit && b.range.unit;
  return product;
}

Val SpatialVector(const Val& angular, const Val& linear) {
  Sketch& s = *angular.sketch;
  if (angular.type.scalar == lang::Scalar::kFloat32) {
    return s.Call("spatial_vector", {angular, linear});
  }
  const Val w = s.Let(angular, "top");
  const Val v = s.Let(linear, "bottom");
  return s.Make(lang::VecType(6, w.type.scalar), {w.x(), w.y(), w.z(), v.x(), v.y(), v.z()});
}

Val BasisVector(Sketch& s, Type real, int axis) { return Unit(AxisVector(s, Vec3(real), axis)); }

Val ReadOrientation(Sketch& s, Type real) {
  return Read(s, Quat(real), {"orientations", "rotations", "body_rot", "quats"},
              {"q", "rot", "q0", "r"});
}

Val ReadPose(Sketch& s, Type real) {
  return Read(s, Pose(real), {"body_q", "poses", "transforms", "X_wb"}, {"X", "tf", "pose", "X_b"});
}

Val ReadSpin(Sketch& s, Type real) {
  return Read(s, Vec3(real), {"angular_velocities", "omegas", "body_w", "gyro"},
              {"w", "omega", "wb"});
}

Val Dot4(const Val& a, const Val& b) {
  Sketch& s = *a.sketch;
  if (s.rng().Chance(0.5)) {
    return s.Call("dot", {a, b});
  }
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

}  // namespace warploom::synth::kit
