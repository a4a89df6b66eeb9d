// The builtins that Warp writes in Python (_src/math.py), from their documentation. Operations are
// in the order of the formulas there.

namespace wl {

template <unsigned N, typename T>
inline float norm_l1(const wp::vec_t<N, T>& v) {
  float sum = 0;
  for (unsigned i = 0; i < N; ++i) {
    sum = sum + wp::abs(v.c[i]);
  }
  return sum;
}
template <typename V>
inline float norm_l2(const V& v) {
  return wp::length(v);
}
template <typename V>
inline float norm_huber(const V& v, float delta) {
  const float square = wp::dot(v, v);
  return square <= delta * delta ? 0.5f * square : delta * (wp::sqrt(square) - 0.5f * delta);
}
template <typename V>
inline float norm_pseudo_huber(const V& v, float delta) {
  return delta * wp::sqrt(1.0f + wp::dot(v, v) / (delta * delta));
}
template <typename V>
inline V smooth_normalize(const V& v, float delta) {
  return wp::div(v, norm_pseudo_huber(v, delta));
}

// ---- Rotations --------------------------------------------------------------------------------

inline float twist_part(const wp::vec3& axis, const wp::quat& q) {
  return wp::dot(wp::vec3(q.x, q.y, q.z), axis);
}
inline wp::quat quat_twist(const wp::vec3& axis, const wp::quat& q) {
  const wp::vec3 twist = wp::mul(twist_part(axis, q), axis);
  return wp::normalize(wp::quat(twist.c[0], twist.c[1], twist.c[2], q.w));
}
inline float quat_twist_angle(const wp::vec3& axis, const wp::quat& q) {
  return 2.0f * wp::atan2(wp::abs(twist_part(axis, q)), q.w);
}
inline float quat_twist_angle_signed(const wp::vec3& axis, const wp::quat& q) {
  return 2.0f * wp::atan2(twist_part(axis, q), q.w);
}

inline wp::vec3 quat_to_rpy(const wp::quat& q) {
  const float roll =
      wp::atan2(2.0f * (q.w * q.x + q.y * q.z), 1.0f - 2.0f * (q.x * q.x + q.y * q.y));
  const float pitch = wp::asin(wp::clamp(2.0f * (q.w * q.y - q.z * q.x), -1.0f, 1.0f));
  const float yaw =
      wp::atan2(2.0f * (q.w * q.z + q.x * q.y), 1.0f - 2.0f * (q.y * q.y + q.z * q.z));
  return wp::vec3(roll, pitch, yaw);
}
// qk * qj * qi, each about one axis.
inline wp::quat about(int axis, float angle) {
  const float half = 0.5f * angle;
  wp::quat q(0.0f, 0.0f, 0.0f, wp::cos(half));
  item(q, axis) = wp::sin(half);
  return q;
}
inline wp::quat quat_from_euler(const wp::vec3& e, int i, int j, int k) {
  return wp::mul(about(k, e.c[k]), wp::mul(about(j, e.c[j]), about(i, e.c[i])));
}
// Bernardes and Viollet 2022, "Quaternion to Euler angles conversion", where axes count from one.
// The documentation wants j different from i; for an equal one the angles go where Warp puts them.
inline wp::vec3 quat_to_euler(const wp::quat& q, int i, int j, int k) {
  const bool is_proper = i == k;
  k = is_proper ? 3 - i - j : k;
  const float sign = float((i - j) * (j - k) * (k - i)) / 2.0f;
  const auto of = [&](int axis) { return axis == 1 ? q.y : axis == 2 ? q.z : q.x; };
  float a = q.w, b = of(i), c = of(j), d = of(k) * sign;
  if (!is_proper) {
    a = a - of(j);
    b = b + of(k) * sign;
    c = c + q.w;
    d = d - of(i);
  }
  float second = wp::acos(2.0f * (a * a + b * b) / (a * a + b * b + c * c + d * d) - 1.0f);
  const float plus = wp::atan2(b, a);
  const float minus = wp::atan2(d, c);
  float first = 0.0f, third = 0.0f;
  if (wp::abs(second) < 1e-6f) {
    third = 2.0f * plus - first;
  } else if (wp::abs(second - 3.14159265358979323846f) < 1e-6f) {
    third = 2.0f * minus + first;
  } else {
    first = plus - minus;
    third = plus + minus;
  }
  if (!is_proper) {
    second = second - 1.57079632679489661923f;
    third = third * sign;
  }
  wp::vec3 angles(first, second, third);
  angles.c[0] = angles.c[i];
  angles.c[i] = first;
  angles.c[j] = second;
  angles.c[k == 0 || k == 1 ? k : 2] = third;
  return angles;
}

// ---- Rigid bodies -----------------------------------------------------------------------------

inline wp::vec3 velocity_at_point(const wp::vec_t<6, float>& qd, const wp::vec3& r) {
  return wp::add(wp::spatial_bottom(qd), wp::cross(wp::spatial_top(qd), r));
}
inline wp::vec_t<6, float> joined(const wp::vec3& top, const wp::vec3& bottom) {
  return make<wp::vec_t<6, float>>(top.c[0], top.c[1], top.c[2], bottom.c[0], bottom.c[1],
                                   bottom.c[2]);
}
inline wp::vec_t<6, float> transform_twist(const wp::transform& t, const wp::vec_t<6, float>& x) {
  const wp::vec3 w = wp::quat_rotate(t.q, wp::spatial_top(x));
  return joined(w, wp::add(wp::quat_rotate(t.q, wp::spatial_bottom(x)), wp::cross(t.p, w)));
}
inline wp::vec_t<6, float> transform_wrench(const wp::transform& t, const wp::vec_t<6, float>& x) {
  const wp::vec3 f = wp::quat_rotate(t.q, wp::spatial_bottom(x));
  return joined(wp::add(wp::quat_rotate(t.q, wp::spatial_top(x)), wp::cross(t.p, f)), f);
}

// ---- Matrices of transforms -------------------------------------------------------------------

// R * scale next to the position, above 0 0 0 1.
template <typename T>
inline wp::mat_t<4, 4, T> transform_compose(const wp::vec_t<3, T>& position,
                                            const wp::quat_t<T>& rotation,
                                            const wp::vec_t<3, T>& scale) {
  const auto r = wp::quat_to_matrix(rotation);
  wp::mat_t<4, 4, T> m;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      m.data[i][j] = scale.c[j] * r.data[i][j];
    }
    m.data[i][3] = position.c[i];
    m.data[3][i] = T(0);
  }
  m.data[3][3] = T(1);
  return m;
}
template <typename T>
inline wp::mat_t<4, 4, T> transform_to_matrix(const wp::transform_t<T>& t) {
  return transform_compose(t.p, t.q, wp::vec_t<3, T>(T(1), T(1), T(1)));
}
template <typename T>
inline wp::transform_t<T> transform_from_matrix(const wp::mat_t<4, 4, T>& m) {
  return wp::transform_t<T>(wp::vec_t<3, T>(m.data[0][3], m.data[1][3], m.data[2][3]),
                            wp::quat_from_matrix(m));
}
// Position, rotation and scale, where a column's length is the scale of its axis.
template <typename T>
inline Pack<wp::vec_t<3, T>, wp::quat_t<T>, wp::vec_t<3, T>> transform_decompose(
    const wp::mat_t<4, 4, T>& m) {
  wp::mat_t<3, 3, T> r;
  wp::vec_t<3, T> scale;
  for (int j = 0; j < 3; ++j) {
    const T x = m.data[0][j], y = m.data[1][j], z = m.data[2][j];
    scale.c[j] = wp::sqrt(x * x + y * y + z * z);
    for (int i = 0; i < 3; ++i) {
      r.data[i][j] = scale.c[j] != T(0) ? T(m.data[i][j] / scale.c[j]) : m.data[i][j];
    }
  }
  return {wp::vec_t<3, T>(m.data[0][3], m.data[1][3], m.data[2][3]), wp::quat_from_matrix(r),
          scale};
}

// ---- Native functions that take variables alone -------------------------------------------------

template <typename V>
inline int intersect_tri_tri(V v0, V v1, V v2, V u0, V u1, V u2) {
  return wp::intersect_tri_tri(v0, v1, v2, u0, u1, u2);
}

}  // namespace wl
