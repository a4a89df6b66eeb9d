// Tiles, from Warp's documentation of each function. On the CPU a block has one thread (context.py:
// launch_tiled), so a tile is an ordinary array of up to four dimensions. It is a handle: a view
// shares the elements of the tile that it was made of.

// Macros of Warp's headers.
#undef tile_reduce
#undef tile_fft
#undef tile_ifft

namespace wl {

// The extents of a tile, or a place in it.
struct Extents {
  int rank = 0;
  int of[4] = {};
};
template <typename... I>
inline Extents extents(I... list) {
  return {int(sizeof...(I)), {int(list)...}};
}
inline int size_of(const Extents& shape) {
  int size = 1;
  for (int k = 0; k < shape.rank; ++k) {
    size *= shape.of[k];
  }
  return size;
}
// The place of element number `at` in row-major order.
inline Extents place_of(const Extents& shape, int at) {
  Extents place{shape.rank};
  for (int k = shape.rank - 1; k >= 0; --k) {
    place.of[k] = at % shape.of[k];
    at /= shape.of[k];
  }
  return place;
}
// The place behind an offset that may be absent.
inline Extents moved(const Extents& place, const Extents& offset) {
  Extents result = place;
  for (int k = 0; k < offset.rank; ++k) {
    result.of[k] += offset.of[k];
  }
  return result;
}

template <typename T>
struct Tile {
  using Element = T;
  T* data = nullptr;
  Extents shape;
  int strides[4] = {};

  int size() const { return size_of(shape); }
  T& at(const Extents& place) const {
    T* element = data;
    for (int k = 0; k < shape.rank; ++k) {
      element += wrapped(place.of[k], shape.of[k]) * strides[k];
    }
    return *element;
  }
  // Element number k in row-major order.
  T& operator[](int k) const { return at(place_of(shape, k)); }
};

// The arguments of tile functions that Python calls by name.
struct With {
  Extents shape;
  Extents offset;
  Extents axis;
  bool upper = false;
  int capacity = 0;
  double stop = 0;
  double alpha = 1;
  double beta = 1;
};

template <typename T>
inline Tile<T> new_tile(const Extents& shape) {
  Tile<T> tile{memory.take<T>(size_of(shape)), shape};
  for (int k = shape.rank - 1, stride = 1; k >= 0; stride *= shape.of[k--]) {
    tile.strides[k] = stride;
  }
  return tile;
}
// A new tile of f(k) for each element number k.
template <typename T, typename F>
inline Tile<T> tile_of(const Extents& shape, F&& f) {
  const Tile<T> tile = new_tile<T>(shape);
  for (int k = 0; k < tile.size(); ++k) {
    tile.data[k] = T(f(k));
  }
  return tile;
}
template <typename T>
inline Tile<T> copy_of(const Tile<T>& t) {
  return tile_of<T>(t.shape, [&](int k) { return t[k]; });
}

// ---- Created ----------------------------------------------------------------------------------

template <typename T>
inline Tile<T> tile_zeros(const With& with) {
  return new_tile<T>(with.shape);
}
template <typename T>
inline Tile<T> tile_empty(const With& with) {
  return new_tile<T>(with.shape);
}
template <typename T, typename V>
inline Tile<T> tile_full(V value, const With& with) {
  return tile_of<T>(with.shape, [&](int) { return value; });
}
template <typename T>
inline Tile<T> tile_ones(const With& with) {
  return tile_full<T>(T(1), with);
}
template <typename T, typename V>
inline Tile<T> tile_from_thread(V value, int, const With& with) {
  return tile_full<T>(value, with);
}
template <typename T>
inline Tile<T> tile_arange(const With& with) {
  return tile_of<T>(extents(int(with.stop)), [](int k) { return T(k); });
}
// The elements come one after the other from a state of the thread's own (native/tile.h:
// tile_randf).
template <typename T, typename Draw>
inline Tile<T> drawn(wp::uint32 rng, Draw&& draw, const With& with) {
  wp::uint32 state = wp::rand_pcg(rng);
  return tile_of<T>(with.shape, [&](int) { return draw(state); });
}
template <typename T, typename Draw, typename V>
inline Tile<T> drawn(wp::uint32 rng, Draw&& draw, V low, V high, const With& with) {
  wp::uint32 state = wp::rand_pcg(rng);
  return tile_of<T>(with.shape, [&](int) { return draw(state, low, high); });
}
template <typename T, typename... Ends>
inline Tile<T> tile_randf(wp::uint32 rng, Ends... ends) {
  return drawn<T>(
      rng, [](wp::uint32& state, auto... range) { return wp::randf(state, range...); }, ends...);
}
template <typename T, typename... Ends>
inline Tile<T> tile_randi(wp::uint32 rng, Ends... ends) {
  return drawn<T>(
      rng, [](wp::uint32& state, auto... range) { return wp::randi(state, range...); }, ends...);
}
template <unsigned N, typename T>
inline Extents lanes(const wp::vec_t<N, T>&) {
  return extents(N, 1);
}
template <unsigned R, unsigned C, typename T>
inline Extents lanes(const wp::mat_t<R, C, T>&) {
  return extents(R, C, 1);
}
// From the block's threads, of which there is one: their number is the last extent.
template <typename T, typename V>
inline Tile<T> tile(const V& value, const With&) {
  V whole = value;
  if constexpr (__is_same(T, V)) {
    return tile_of<T>(extents(1), [&](int) { return whole; });
  } else {
    return tile_of<T>(lanes(whole), [&](int k) { return component(whole, k); });
  }
}
template <typename V>
inline void component_or_whole(V& value, const V& part, int) {
  value = part;
}
template <typename V, typename T>
inline void component_or_whole(V& value, const T& part, int k) {
  component(value, k) = part;
}
template <typename V, typename T>
inline V untile(const Tile<T>& t, const With&) {
  V value{};
  for (int k = 0; k < t.size(); ++k) {
    component_or_whole(value, t[k], k);
  }
  return value;
}

// ---- Views ------------------------------------------------------------------------------------

template <typename T, typename P>
inline Tile<T> taken(Tile<T> result, const Tile<T>& of, int from, P part) {
  const Loop loop = places(part, of.shape.of[from]);
  result.data += loop.start * of.strides[from];
  if constexpr (__is_same(P, Range)) {
    result.shape.of[result.shape.rank] = int(loop.count);
    result.strides[result.shape.rank++] = of.strides[from] * loop.step;
  }
  return result;
}
// Each part takes of one dimension; those without a part stay.
template <typename T, typename... P>
inline Tile<T> tile_slice(const Tile<T>& t, P... parts) {
  Tile<T> result{t.data};
  int from = 0;
  ((result = taken(result, t, from++, parts)), ...);
  for (; from < t.shape.rank; ++from) {
    result = taken(result, t, from, Range{{}, {}, 1});
  }
  return result;
}
template <typename T>
inline Tile<T> tile_view(const Tile<T>& t, const With& with) {
  Tile<T> result = t;
  result.data = &t.at(moved(Extents{t.shape.rank}, with.offset));
  result.shape = with.shape;
  return result;
}
// Drops extents of one: all, or those of the axes.
template <typename T>
inline Tile<T> tile_squeeze(const Tile<T>& t, const With& with) {
  Tile<T> result{t.data};
  for (int k = 0; k < t.shape.rank; ++k) {
    bool drops = with.axis.rank == 0 && t.shape.of[k] == 1;
    for (int i = 0; i < with.axis.rank; ++i) {
      drops = drops || wrapped(with.axis.of[i], t.shape.rank) == k;
    }
    if (!drops) {
      result = taken(result, t, k, Range{{}, {}, 1});
    }
  }
  return result;
}
template <typename T>
inline Tile<T> tile_reshape(const Tile<T>& t, const With& with) {
  Extents shape = with.shape;
  for (int k = 0; k < shape.rank; ++k) {
    shape.of[k] = shape.of[k] < 0 ? -t.size() / size_of(shape) : shape.of[k];
  }
  Tile<T> result{t.data, shape};
  for (int k = shape.rank - 1, stride = 1; k >= 0; stride *= shape.of[k--]) {
    result.strides[k] = stride;
  }
  return result;
}
template <typename T>
inline Tile<T> tile_transpose(const Tile<T>& t, const With&) {
  return {t.data, extents(t.shape.of[1], t.shape.of[0]), {t.strides[1], t.strides[0]}};
}
// The shapes are aligned from the right; an element repeats along a new or a widened dimension.
template <typename T>
inline Tile<T> tile_broadcast(const Tile<T>& t, const With& with) {
  Tile<T> result{t.data, with.shape};
  const int added = with.shape.rank - t.shape.rank;
  for (int k = 0; k < t.shape.rank; ++k) {
    result.strides[k + added] = t.shape.of[k] == 1 ? 0 : t.strides[k];
  }
  return result;
}
template <typename T>
inline int len(const Tile<T>& t, const With&) {
  return t.shape.of[0];
}

// ---- Copies -----------------------------------------------------------------------------------

template <typename T, typename S>
inline Tile<T> tile_astype(const Tile<S>& t, const With&) {
  return tile_of<T>(t.shape, [&](int k) { return t[k]; });
}
template <typename V, typename T, typename S>
inline void tile_assign(const Tile<T>& to, const Tile<S>& from, const With& with) {
  const Tile<S> copy = copy_of(from);  // The two may overlap.
  for (int k = 0; k < copy.size(); ++k) {
    to.at(moved(place_of(copy.shape, k), with.offset)) = T(copy[k]);
  }
}
// t[:, indices]: a copy; indices below zero count from the end.
template <typename T>
inline Tile<T> tile_gather(const Tile<T>& t, int axis, const Tile<int>& indices) {
  Extents shape = t.shape;
  shape.of[axis] = indices.size();
  return tile_of<T>(shape, [&](int k) {
    Extents place = place_of(shape, k);
    place.of[axis] = indices[place.of[axis]];
    return t.at(place);
  });
}
template <typename V, typename T>
inline void tile_scatter_masked(const Tile<T>& t, const Extents& place, T value, bool has_value,
                                const With&) {
  if (has_value) {
    t.at(place) = value;
  }
}
template <typename V, typename T>
inline void tile_scatter_add(const Tile<T>& t, const Extents& place, T value, bool has_value,
                             const With&) {
  if (has_value) {
    t.at(place) = wp::add(t.at(place), value);
  }
}

}  // namespace wl
