// Numbers by the rules of docs/verification.md.

namespace wl {

template <typename T>
struct unsigned_of {
  using type = T;
};
template <>
struct unsigned_of<wp::int8> {
  using type = wp::uint8;
};
template <>
struct unsigned_of<wp::int16> {
  using type = wp::uint16;
};
template <>
struct unsigned_of<wp::int32> {
  using type = wp::uint32;
};
template <>
struct unsigned_of<wp::int64> {
  using type = wp::uint64;
};
// As wide as the type and at least an int, so that nothing is promoted to a signed type.
template <typename T>
inline unsigned long long bits(T x) {
  return (unsigned long long)(typename unsigned_of<T>::type)(x);
}

// Integers wrap around.
template <typename T>
inline T add(T a, T b) {
  return T(bits(a) + bits(b));
}
template <typename T>
inline T sub(T a, T b) {
  return T(bits(a) - bits(b));
}
template <typename T>
inline T mul(T a, T b) {
  return T(bits(a) * bits(b));
}
template <typename T>
inline T neg(T a) {
  return T(0ULL - bits(a));
}
template <typename T>
inline T bit_and(T a, T b) {
  return T(bits(a) & bits(b));
}
template <typename T>
inline T bit_or(T a, T b) {
  return T(bits(a) | bits(b));
}
template <typename T>
inline T bit_xor(T a, T b) {
  return T(bits(a) ^ bits(b));
}
template <typename T>
inline T shl(T a, T b) {
  return T(bits(a) << bits(b));
}
template <typename T>
inline T shr(T a, T b) {
  return T(a >> b);
}
// Towards zero, with the remainder that belongs to it.
template <typename T>
inline T div(T a, T b) {
  return T(a / b);
}
template <typename T>
inline T mod(T a, T b) {
  return T(a % b);
}
// Towards minus infinity.
template <typename T>
inline T floor_div(T a, T b) {
  const T quotient = T(a / b);
  return a % b != 0 && (a < 0) != (b < 0) ? T(quotient - 1) : quotient;
}
template <typename T>
inline T python_mod(T a, T b) {
  return T(a - b * floor_div(a, b));
}
inline double floor_div(double a, double b) { return __builtin_floor(a / b); }
// The item of a table that only Python knows.
template <typename I, typename... T>
inline double item_of(I index, T... items) {
  const double table[] = {double(items)...};
  return table[index < 0 ? index + I(sizeof...(T)) : index];
}

template <typename... T>
inline void ignore(const T&...) {}

}  // namespace wl
