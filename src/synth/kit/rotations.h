#pragma once

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

// The motifs of rotation that lie in rotation_quats.cpp, rotation_bodies.cpp,
// rotation_joints.cpp and rotation_frames.cpp, and what they share.
namespace warploom::synth::kit {

// The value, known to be a unit quaternion or a rigid transform.
inline Val Unit(Val value) {
  value.range.unit = true;
  value.range.nonzero = true;
  return value;
}

// t.p or wp.transform_get_translation(t), t.q or wp.transform_get_rotation(t).
Val PositionOf(const Val& t);

Val OrientationOf(const Val& t);

// The four products of two quaternions added up.
Val Dot4(const Val& a, const Val& b);

// a * b, or wp.transform_multiply(a, b).
Val Compose(const Val& a, const Val& b);

inline Val Rotate(const Val& q, const Val& v) { return v.sketch->Call("quat_rotate", {q, v}); }

inline Val RotateInv(const Val& q, const Val& v) {
  return v.sketch->Call("quat_rotate_inv", {q, v});
}

inline Val Inverse(const Val& t) {
  return t.sketch->Call(t.type.is_quat() ? "quat_inverse" : "transform_inverse", {t});
}

// The vec3, quat... of a scalar type.
inline lang::Type Vec3(lang::Type real) { return lang::VecType(3, real.scalar); }

inline lang::Type Quat(lang::Type real) { return lang::QuatType(real.scalar); }

inline lang::Type Pose(lang::Type real) { return lang::TransformType(real.scalar); }

inline lang::Type Spatial(lang::Type real) { return lang::VecType(6, real.scalar); }

// wp.spatial_vector(angular, linear), component by component where Warp has no such call.
Val SpatialVector(const Val& angular, const Val& linear);

// wp.vec3(0, 1, 0) and its like.
Val BasisVector(Sketch& s, lang::Type real, int axis);

// This body's orientation, pose, angular velocity, and the argument dt.
Val ReadOrientation(Sketch& s, lang::Type real);

Val ReadPose(Sketch& s, lang::Type real);

Val ReadSpin(Sketch& s, lang::Type real);

}  // namespace warploom::synth::kit
