#pragma once

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

// Quaternions, rigid transforms and spatial vectors: types, operations, and the state of a body.
namespace warploom::synth::kit {

// Marks the value as a unit vector, unit quaternion or rigid transform.
inline Val Unit(Val value) {
  value.range.unit = true;
  value.range.nonzero = true;
  return value;
}

// t.p or wp.transform_get_translation(t), and t.q or wp.transform_get_rotation(t).
Val PositionOf(const Val& t);
Val OrientationOf(const Val& t);

// The dot product of two quaternions.
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

// The type with the scalar type of `real`.
inline lang::Type Vec3(lang::Type real) { return lang::VecType(3, real.scalar); }

inline lang::Type Quat(lang::Type real) { return lang::QuatType(real.scalar); }

inline lang::Type Pose(lang::Type real) { return lang::TransformType(real.scalar); }

inline lang::Type Spatial(lang::Type real) { return lang::VecType(6, real.scalar); }

// wp.spatial_vector(angular, linear), or from components for types that Warp has no such call for.
Val SpatialVector(const Val& angular, const Val& linear);

// A unit vector along a coordinate axis, such as wp.vec3(0.0, 1.0, 0.0).
Val BasisVector(Sketch& s, lang::Type real, int axis);

// The orientation, pose and angular velocity of this thread's body, in local variables.
Val ReadOrientation(Sketch& s, lang::Type real);
Val ReadPose(Sketch& s, lang::Type real);
Val ReadSpin(Sketch& s, lang::Type real);

}  // namespace warploom::synth::kit
