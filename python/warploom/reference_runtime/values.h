// Values of several parts: results of functions, vectors, matrices, quaternions, transforms.

namespace wl {

template <typename... T>
struct Pack;
template <>
struct Pack<> {};
template <typename Head, typename... Tail>
struct Pack<Head, Tail...> {
  Head head;
  Pack<Tail...> tail;
  Pack() : head(), tail() {}
  Pack(Head first, Tail... rest) : head(first), tail(rest...) {}
};
template <int I, typename Head, typename... Tail>
inline const auto& get(const Pack<Head, Tail...>& pack) {
  if constexpr (I == 0) {
    return pack.head;
  } else {
    return get<I - 1>(pack.tail);
  }
}

inline int wrapped(int i, int size) { return i < 0 ? i + size : i; }

template <unsigned N, typename T>
inline T& item(wp::vec_t<N, T>& v, int i) {
  return v.c[wrapped(i, N)];
}
template <unsigned N, typename T>
inline const T& item(const wp::vec_t<N, T>& v, int i) {
  return v.c[wrapped(i, N)];
}
template <typename T>
inline T& item(wp::quat_t<T>& q, int i) {
  i = wrapped(i, 4);
  return i == 0 ? q.x : i == 1 ? q.y : i == 2 ? q.z : q.w;
}
template <typename T>
inline const T& item(const wp::quat_t<T>& q, int i) {
  return item(const_cast<wp::quat_t<T>&>(q), i);
}
template <typename T>
inline T& item(wp::transform_t<T>& t, int i) {
  i = wrapped(i, 7);
  return i < 3 ? item(t.p, i) : item(t.q, i - 3);
}
template <typename T>
inline const T& item(const wp::transform_t<T>& t, int i) {
  return item(const_cast<wp::transform_t<T>&>(t), i);
}
template <unsigned R, unsigned C, typename T>
inline T& item(wp::mat_t<R, C, T>& m, int i, int j) {
  return m.data[wrapped(i, R)][wrapped(j, C)];
}
template <unsigned R, unsigned C, typename T>
inline const T& item(const wp::mat_t<R, C, T>& m, int i, int j) {
  return m.data[wrapped(i, R)][wrapped(j, C)];
}
template <int I, unsigned N, typename T>
inline T get(const wp::vec_t<N, T>& v) {
  return v.c[I];
}

struct Bound {
  bool is_set = false;
  int at = 0;
};
struct Range {
  Bound start;
  Bound stop;
  int step;
};
struct Index {
  int at;
};

// The places out of `size` that a slice selects, as Python slices lists
// (https://docs.python.org/3/library/functions.html#slice).
inline Loop places(Index index, int size) { return {wrapped(index.at, size), 1, 1}; }
inline Loop places(const Range& range, int size) {
  const int least = range.step > 0 ? 0 : -1;
  const int most = range.step > 0 ? size : size - 1;
  const auto cut = [&](Bound bound, int otherwise) {
    const int i = bound.at < 0 ? bound.at + size : bound.at;
    return !bound.is_set ? otherwise : i < least ? least : i > most ? most : i;
  };
  const int start = cut(range.start, range.step > 0 ? least : most);
  return wl::range(start, cut(range.stop, range.step > 0 ? most : least), range.step);
}

// Component number k, those of a matrix row by row.
template <unsigned N, typename T>
inline T& component(wp::vec_t<N, T>& v, int k) {
  return v.c[k];
}
template <typename T>
inline T& component(wp::quat_t<T>& q, int k) {
  return item(q, k);
}
template <typename T>
inline T& component(wp::transform_t<T>& t, int k) {
  return item(t, k);
}
template <unsigned R, unsigned C, typename T>
inline T& component(wp::mat_t<R, C, T>& m, int k) {
  return m.data[k / C][k % C];
}
template <typename T>
inline T& component(T& number, int) {
  return number;
}

// f(part, place): the components that the parts take, in order.
template <unsigned R, unsigned C, typename T, typename F, typename P, typename Q>
inline void for_each_taken(wp::mat_t<R, C, T>& m, F&& f, P rows, Q columns) {
  const Loop at_row = places(rows, R);
  const Loop at_column = places(columns, C);
  int k = 0;
  for (long long i = 0; i < at_row.count; ++i) {
    for (long long j = 0; j < at_column.count; ++j) {
      f(k++, m.data[at_row.start + i * at_row.step][at_column.start + j * at_column.step]);
    }
  }
}
template <typename V, typename F>
inline void for_each_taken_of(V& v, int size, F&& f, const Range& range) {
  const Loop at = places(range, size);
  for (long long i = 0; i < at.count; ++i) {
    f(int(i), item(v, int(at.start + i * at.step)));
  }
}
template <unsigned N, typename T, typename F>
inline void for_each_taken(wp::vec_t<N, T>& v, F&& f, const Range& range) {
  for_each_taken_of(v, N, f, range);
}
template <typename T, typename F>
inline void for_each_taken(wp::quat_t<T>& v, F&& f, const Range& range) {
  for_each_taken_of(v, 4, f, range);
}
template <typename T, typename F>
inline void for_each_taken(wp::transform_t<T>& v, F&& f, const Range& range) {
  for_each_taken_of(v, 7, f, range);
}

template <typename Result, typename V, typename... P>
inline Result cut(V v, P... parts) {
  Result result{};
  for_each_taken(v, [&](int k, auto& place) { component(result, k) = place; }, parts...);
  return result;
}
template <typename V, typename Value, typename... P>
inline void store_cut(V& v, Value value, P... parts) {
  for_each_taken(v, [&](int k, auto& place) { place = component(value, k); }, parts...);
}

// From all components; those of a matrix row by row.
template <typename V>
struct Maker;
template <unsigned N, typename T>
struct Maker<wp::vec_t<N, T>> {
  template <typename... A>
  static wp::vec_t<N, T> make(A... parts) {
    static_assert(sizeof...(A) == N, "one part a component");
    const T list[] = {T(parts)...};
    wp::vec_t<N, T> v;
    for (unsigned i = 0; i < N; ++i) {
      v.c[i] = list[i];
    }
    return v;
  }
};
template <unsigned R, unsigned C, typename T>
struct Maker<wp::mat_t<R, C, T>> {
  template <typename... A>
  static wp::mat_t<R, C, T> make(A... parts) {
    static_assert(sizeof...(A) == R * C, "one part a component");
    const T list[] = {T(parts)...};
    wp::mat_t<R, C, T> m;
    for (unsigned i = 0; i < R * C; ++i) {
      m.data[i / C][i % C] = list[i];
    }
    return m;
  }
  template <typename... V>
  static wp::mat_t<R, C, T> from_columns(V... columns) {
    static_assert(sizeof...(V) == C, "one vector a column");
    const wp::vec_t<R, T> list[] = {columns...};
    wp::mat_t<R, C, T> m;
    for (unsigned i = 0; i < R * C; ++i) {
      m.data[i / C][i % C] = list[i % C].c[i / C];
    }
    return m;
  }
  template <typename... V>
  static wp::mat_t<R, C, T> from_rows(V... rows) {
    static_assert(sizeof...(V) == R, "one vector a row");
    const wp::vec_t<C, T> list[] = {rows...};
    wp::mat_t<R, C, T> m;
    for (unsigned i = 0; i < R * C; ++i) {
      m.data[i / C][i % C] = list[i / C].c[i % C];
    }
    return m;
  }
};
template <typename V, typename... A>
inline V make(A... parts) {
  return Maker<V>::make(parts...);
}

// A matrix of type M from its columns or rows.
template <typename M, typename... V>
inline M matrix_from_cols(V... columns) {
  return Maker<M>::from_columns(columns...);
}
template <typename M, typename... V>
inline M matrix_from_rows(V... rows) {
  return Maker<M>::from_rows(rows...);
}

}  // namespace wl
