#include "synth/atlas/results.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace warploom::synth::atlas {
namespace {

constexpr std::pair<std::string_view, std::string_view> kResultNames[] = {
    {"abs", "magnitude"},
    {"acos", "angle"},
    {"argmax", "widest"},
    {"argmin", "narrowest"},
    {"asin", "angle"},
    {"atan", "angle"},
    {"atan2", "heading"},
    {"bit_count", "ones"},
    {"cbrt", "edge"},
    {"ceil", "upper"},
    {"clamp", "clamped"},
    {"closest_point_edge_edge", "params"},
    {"copysign", "signed_value"},
    {"cos", "c"},
    {"cross", "perp"},
    {"curlnoise", "flow"},
    {"cw_div", "ratio"},
    {"cw_mul", "weighted"},
    {"ddot", "work"},
    {"degrees", "deg"},
    {"determinant", "det"},
    {"diag", "scaling"},
    {"dot", "proj"},
    {"erf", "tail"},
    {"exp", "decay"},
    {"floor", "cell"},
    {"frac", "rest"},
    {"get_diag", "diagonal"},
    {"intersect_tri_tri", "hit"},
    {"inverse", "inv"},
    {"inverse_approx", "inv"},
    {"isfinite", "is_ok"},
    {"isinf", "overflowed"},
    {"isnan", "is_bad"},
    {"length", "dist"},
    {"length_sq", "dist_sq"},
    {"lerp", "blended"},
    {"log", "log_value"},
    {"lower_bound", "slot"},
    {"matrix_from_cols", "basis"},
    {"matrix_from_rows", "frame"},
    {"max", "largest"},
    {"min", "smallest"},
    {"noise", "bump"},
    {"norm_huber", "penalty"},
    {"norm_l1", "l1"},
    {"norm_l2", "l2"},
    {"norm_pseudo_huber", "penalty"},
    {"normalize", "dir"},
    {"outer", "dyad"},
    {"pow", "power"},
    {"quat_from_axis_angle", "turn"},
    {"quat_from_euler", "attitude"},
    {"quat_from_matrix", "attitude"},
    {"quat_inverse", "q_inv"},
    {"quat_rotate", "rotated"},
    {"quat_rotate_inv", "local"},
    {"quat_rpy", "attitude"},
    {"quat_slerp", "between"},
    {"quat_to_euler", "euler"},
    {"quat_to_matrix", "rot"},
    {"quat_to_rpy", "rpy"},
    {"quat_twist", "twist"},
    {"quat_twist_angle", "twist_angle"},
    {"radians", "rad"},
    {"round", "nearest"},
    {"sign", "side"},
    {"sin", "s"},
    {"skew", "w_hat"},
    {"smooth_normalize", "dir"},
    {"smoothstep", "fade"},
    {"spatial_adjoint", "adj_map"},
    {"spatial_bottom", "linear"},
    {"spatial_cross", "momentum"},
    {"spatial_dot", "power"},
    {"spatial_top", "angular"},
    {"sqrt", "root"},
    {"step", "gate"},
    {"tan", "slope"},
    {"trace", "tr"},
    {"transform_compose", "world"},
    {"transform_get_rotation", "attitude"},
    {"transform_get_translation", "center"},
    {"transform_inverse", "to_local"},
    {"transform_multiply", "pose_ab"},
    {"transform_point", "moved"},
    {"transform_to_matrix", "world"},
    {"transform_twist", "twist"},
    {"transform_vector", "turned"},
    {"transform_wrench", "wrench"},
    {"transpose", "flipped"},
    {"trunc", "whole"},
    {"velocity_at_point", "vel_p"},
};

// A selection by the flag between two values of the kernel's main type.
Val ChosenBy(Sketch& s, const Val& flag) {
  const Val then = s.Draw(s.real(), 1);
  const Val otherwise = s.DrawInput(s.real());
  return s.Select(flag, then, otherwise);
}

}  // namespace

std::string_view ResultName(std::string_view builtin) {
  const auto* found =
      std::lower_bound(std::begin(kResultNames), std::end(kResultNames), builtin,
                       [](const auto& row, std::string_view name) { return row.first < name; });
  return found != std::end(kResultNames) && found->first == builtin ? found->second
                                                                    : std::string_view();
}

void UseResult(Sketch& s, const Val& value, std::string_view name) {
  const bool flag = value.type.is_bool();
  if (flag && s.rng().Chance(0.4)) {
    s.Output(ChosenBy(s, value));
  } else if (s.rng().Chance(0.65) && value.range.from_input) {
    s.Keep(value, s.rng().Chance(0.6) ? name : std::string_view());
  } else {
    s.Output(value);
  }
}

}  // namespace warploom::synth::atlas
