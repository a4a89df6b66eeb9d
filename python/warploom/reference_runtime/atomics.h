// Atomics: threads run one after the other.

namespace wl {

template <typename T, typename F>
inline T update(T& place, F&& f) {
  const T old = place;
  place = f(old);
  return old;
}
template <typename T, typename V>
inline T atomic_add(T& place, V v) {
  return update(place, [&](T old) { return wp::add(old, T(v)); });
}
template <typename T, typename V>
inline T atomic_sub(T& place, V v) {
  return update(place, [&](T old) { return wp::sub(old, T(v)); });
}
// Vectors and matrices component by component.
template <unsigned R, unsigned C, typename T>
inline wp::mat_t<R, C, T> lesser(const wp::mat_t<R, C, T>& a, const wp::mat_t<R, C, T>& b,
                                 bool greater = false) {
  wp::mat_t<R, C, T> result;
  for (unsigned i = 0; i < R; ++i) {
    for (unsigned j = 0; j < C; ++j) {
      result.data[i][j] =
          greater ? wp::max(a.data[i][j], b.data[i][j]) : wp::min(a.data[i][j], b.data[i][j]);
    }
  }
  return result;
}
template <typename T>
inline T lesser(const T& a, const T& b) {
  return wp::min(a, b);
}
template <typename T>
inline T greater(const T& a, const T& b) {
  return wp::max(a, b);
}
template <unsigned R, unsigned C, typename T>
inline wp::mat_t<R, C, T> greater(const wp::mat_t<R, C, T>& a, const wp::mat_t<R, C, T>& b) {
  return lesser(a, b, true);
}
template <typename T, typename V>
inline T atomic_min(T& place, V v) {
  return update(place, [&](T old) { return lesser(old, T(v)); });
}
template <typename T, typename V>
inline T atomic_max(T& place, V v) {
  return update(place, [&](T old) { return greater(old, T(v)); });
}
template <typename T, typename V>
inline T atomic_exch(T& place, V v) {
  return update(place, [&](T) { return T(v); });
}
template <typename T, typename C, typename V>
inline T atomic_cas(T& place, C compare, V v) {
  return update(place, [&](T old) { return old == T(compare) ? T(v) : old; });
}
template <typename T, typename V>
inline T atomic_and(T& place, V v) {
  return update(place, [&](T old) { return wp::bit_and(old, T(v)); });
}
template <typename T, typename V>
inline T atomic_or(T& place, V v) {
  return update(place, [&](T old) { return wp::bit_or(old, T(v)); });
}
template <typename T, typename V>
inline T atomic_xor(T& place, V v) {
  return update(place, [&](T old) { return wp::bit_xor(old, T(v)); });
}

}  // namespace wl
