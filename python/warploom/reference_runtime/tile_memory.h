// Tiles and arrays: what is beyond an array is read as zero and not written.

namespace wl {

template <typename A>
inline auto& element(const A& a, const Extents& place) {
  const int* i = place.of;
  return place.rank == 1   ? at(a, i[0])
         : place.rank == 2 ? at(a, i[0], i[1])
         : place.rank == 3 ? at(a, i[0], i[1], i[2])
                           : at(a, i[0], i[1], i[2], i[3]);
}
template <typename A>
inline bool is_inside(const A& a, const Extents& place) {
  bool inside = true;
  for (int k = 0; k < place.rank; ++k) {
    inside = inside && place.of[k] >= 0 && place.of[k] < a.shape.dims[k];
  }
  return inside;
}
// Place k of a tile in the array, by way of a tile of indices along an axis.
inline Extents indexed(const Extents& place, const Tile<int>& indices, const With& with) {
  const int axis = with.axis.rank == 0 ? 0 : with.axis.of[0];
  Extents result = place;
  result.of[axis] = indices[place.of[axis]];
  return moved(result, with.offset);
}
template <typename T, typename A>
inline T read(const A& a, const Extents& place) {
  return is_inside(a, place) ? element(a, place) : T();
}
template <typename T, typename A>
inline void write(const A& a, const Extents& place, const T& value) {
  if (is_inside(a, place)) {
    element(a, place) = value;
  }
}
template <typename T, typename A>
inline T add_to(const A& a, const Extents& place, const T& value) {
  return is_inside(a, place) ? atomic_add(element(a, place), value) : T();
}

template <typename T, typename A>
inline Tile<T> tile_load(const A& a, const With& with) {
  return tile_of<T>(with.shape,
                    [&](int k) { return read<T>(a, moved(place_of(with.shape, k), with.offset)); });
}
template <typename T, typename A>
inline Tile<T> tile_load_indexed(const A& a, const Tile<int>& indices, const With& with) {
  return tile_of<T>(with.shape, [&](int k) {
    return read<T>(a, indexed(place_of(with.shape, k), indices, with));
  });
}
template <typename V, typename A, typename T>
inline void tile_store(const A& a, const Tile<T>& t, const With& with) {
  for (int k = 0; k < t.size(); ++k) {
    write(a, moved(place_of(t.shape, k), with.offset), t[k]);
  }
}
template <typename V, typename A, typename T>
inline void tile_store_indexed(const A& a, const Tile<int>& indices, const Tile<T>& t,
                               const With& with) {
  for (int k = 0; k < t.size(); ++k) {
    write(a, indexed(place_of(t.shape, k), indices, with), t[k]);
  }
}
// These return what was there before.
template <typename T, typename A>
inline Tile<T> tile_atomic_add(const A& a, const Tile<T>& t, const With& with) {
  return tile_of<T>(
      t.shape, [&](int k) { return add_to(a, moved(place_of(t.shape, k), with.offset), t[k]); });
}
template <typename T, typename A>
inline Tile<T> tile_atomic_add_indexed(const A& a, const Tile<int>& indices, const Tile<T>& t,
                                       const With& with) {
  return tile_of<T>(t.shape, [&](int k) {
    return add_to(a, indexed(place_of(t.shape, k), indices, with), t[k]);
  });
}

}  // namespace wl
