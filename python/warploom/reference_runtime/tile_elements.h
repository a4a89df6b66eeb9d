// Tiles element by element, and reductions. Where Warp leaves the order open, elements are taken in
// row-major order, each to what those before it gave; sums of products and prefix sums begin at
// zero.

namespace wl {

template <typename T>
inline const T& part(const T& value, int) {
  return value;
}
template <typename T>
inline T part(const Tile<T>& t, int k) {
  return t[k];
}
template <typename T, typename... A>
inline const Extents& shape_of(const Tile<T>& t, const A&...) {
  return t.shape;
}
template <typename V, typename... A>
inline const Extents& shape_of(const V&, const A&... others) {
  return shape_of(others...);
}

// f(a, b, ...) of the elements; other values are the same for all.
template <typename T, typename F, typename... A>
inline Tile<T> each(F&& f, const A&... args) {
  return tile_of<T>(shape_of(args...), [&](int k) { return f(part(args, k)...); });
}
template <typename T, typename F, typename A>
inline Tile<T> tile_map(F&& f, const A& a, const With&) {
  return each<T>(f, a);
}
template <typename T, typename F, typename A, typename B>
inline Tile<T> tile_map(F&& f, const A& a, const B& b, const With&) {
  return each<T>(f, a, b);
}
template <typename T, typename F, typename A, typename B, typename C>
inline Tile<T> tile_map(F&& f, const A& a, const B& b, const C& c, const With&) {
  return each<T>(f, a, b, c);
}
template <typename T, typename F, typename A, typename B, typename C, typename D>
inline Tile<T> tile_map(F&& f, const A& a, const B& b, const C& c, const D& d, const With&) {
  return each<T>(f, a, b, c, d);
}
// a += b: the elements change.
template <typename T, typename U, typename F>
inline void update_each(const Tile<T>& t, const Tile<U>& other, F&& f) {
  for (int k = 0; k < t.size(); ++k) {
    t[k] = T(f(t[k], other[k]));
  }
}
template <typename V, typename S, typename T>
inline void tile_axpy(S alpha, const Tile<T>& from, const Tile<T>& to, const With&) {
  update_each(to, from, [&](T old, T x) { return wp::add(old, wp::mul(x, alpha)); });
}

// ---- Reductions -------------------------------------------------------------------------------

template <typename T, typename F>
inline T folded(const Tile<T>& t, F&& f) {
  T result = t[0];
  for (int k = 1; k < t.size(); ++k) {
    result = T(f(result, t[k]));
  }
  return result;
}
template <typename T>
inline Tile<T> single(T value) {
  return tile_of<T>(extents(1), [&](int) { return value; });
}
// Over all elements, or along the axis that is named.
template <typename T, typename F>
inline Tile<T> tile_reduce(F&& f, const Tile<T>& t, const With& with) {
  if (with.axis.rank == 0 || t.shape.rank == 1) {
    return single(folded(t, f));
  }
  const int axis = with.axis.of[0];
  const auto along = [&](Extents place) {
    Tile<T> line{t.data, extents(t.shape.of[axis]), {t.strides[axis]}};
    for (int k = 0, from = 0; k < t.shape.rank; ++k) {
      line.data += k == axis ? 0 : place.of[from++] * t.strides[k];
    }
    return folded(line, f);
  };
  Extents shape;
  for (int k = 0; k < t.shape.rank; ++k) {
    if (k != axis) {
      shape.of[shape.rank++] = t.shape.of[k];
    }
  }
  return tile_of<T>(shape, [&](int k) { return along(place_of(shape, k)); });
}
template <typename T>
inline Tile<T> tile_sum(const Tile<T>& t, const With& with) {
  return tile_reduce<T>([](T a, T b) { return wp::add(a, b); }, t, with);
}
template <typename T>
inline Tile<T> tile_min(const Tile<T>& t, const With& with) {
  return tile_reduce<T>([](T a, T b) { return wp::min(a, b); }, t, with);
}
template <typename T>
inline Tile<T> tile_max(const Tile<T>& t, const With& with) {
  return tile_reduce<T>([](T a, T b) { return wp::max(a, b); }, t, with);
}
// Of equal ones the first.
template <typename I, typename T, typename F>
inline Tile<I> best(const Tile<T>& t, F&& is_better) {
  int at = 0;
  for (int k = 1; k < t.size(); ++k) {
    at = is_better(t[k], t[at]) ? k : at;
  }
  return single(I(at));
}
template <typename I, typename T>
inline Tile<I> tile_argmin(const Tile<T>& t, const With&) {
  return best<I>(t, [](T a, T b) { return a < b; });
}
template <typename I, typename T>
inline Tile<I> tile_argmax(const Tile<T>& t, const With&) {
  return best<I>(t, [](T a, T b) { return a > b; });
}

template <typename T>
inline T product(T a, T b) {
  return wp::mul(a, b);
}
template <unsigned N, typename T>
inline T product(const wp::vec_t<N, T>& a, const wp::vec_t<N, T>& b) {
  return wp::dot(a, b);
}
template <unsigned R, unsigned C, typename T>
inline T product(const wp::mat_t<R, C, T>& a, const wp::mat_t<R, C, T>& b) {
  return wp::ddot(a, b);
}
template <typename S, typename T>
inline Tile<S> tile_dot(const Tile<T>& a, const Tile<T>& b, const With&) {
  S sum = S(0);
  for (int k = 0; k < a.size(); ++k) {
    sum = S(wp::add(sum, product(a[k], b[k])));
  }
  return single(sum);
}

// ---- Scans and sorting ------------------------------------------------------------------------

template <typename T>
inline Tile<T> tile_scan_inclusive(const Tile<T>& t, const With&) {
  T sum = T(0);
  return tile_of<T>(t.shape, [&](int k) { return sum = wp::add(sum, t[k]); });
}
template <typename T>
inline Tile<T> tile_scan_exclusive(const Tile<T>& t, const With&) {
  T sum = T(0);
  return tile_of<T>(t.shape, [&](int k) {
    const T before = sum;
    sum = wp::add(sum, t[k]);
    return before;
  });
}
template <typename T>
inline Tile<T> tile_scan_min_inclusive(const Tile<T>& t, const With&) {
  T least = t[0];
  return tile_of<T>(t.shape, [&](int k) { return least = wp::min(least, t[k]); });
}
template <typename T>
inline Tile<T> tile_scan_max_inclusive(const Tile<T>& t, const With&) {
  T most = t[0];
  return tile_of<T>(t.shape, [&](int k) { return most = wp::max(most, t[k]); });
}
// Ascending by keys. Which of equal keys is first is left open; here it is as in Batcher's bitonic
// network, which Warp's documentation of the CPU does not promise but its code has. Beyond the
// tile's end are keys above all others.
template <typename V, typename K, typename T>
inline void tile_sort(const Tile<K>& keys, const Tile<T>& values, const With&) {
  const int n = keys.size();
  int width = 1;
  while (width < n) {
    width *= 2;
  }
  int* order = memory.take<int>(width);
  for (int k = 0; k < width; ++k) {
    order[k] = k;
  }
  const auto is_above = [&](int a, int b) { return a >= n ? b < n : b < n && keys[a] > keys[b]; };
  for (int run = 2; run <= width; run *= 2) {
    for (int stride = run / 2; stride > 0; stride /= 2) {
      for (int k = 0; k < width; ++k) {
        const int other = k ^ stride;
        const bool rises = (k & run) == 0;
        if (other > k &&
            (rises ? is_above(order[k], order[other]) : is_above(order[other], order[k]))) {
          const int moved = order[k];
          order[k] = order[other];
          order[other] = moved;
        }
      }
    }
  }
  const Tile<K> old_keys = copy_of(keys);
  const Tile<T> old_values = copy_of(values);
  for (int k = 0; k < n; ++k) {
    keys[k] = old_keys[order[k]];
    values[k] = old_values[order[k]];
  }
}

}  // namespace wl
