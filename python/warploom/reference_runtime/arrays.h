// Arrays: elements, views, arrays of a thread's own.

namespace wl {

template <typename T>
inline bool is_present(const wp::array_t<T>& a) {
  return a.data != nullptr;
}
template <typename T>
inline bool is_present(const wp::indexedarray_t<T>& a) {
  return a.arr.data != nullptr;
}

// The element; an index below zero counts from the end.
template <typename T, typename... I>
inline T& at(const wp::array_t<T>& a, I... index) {
  const long long list[] = {(long long)(index)...};
  char* place = (char*)a.data;
  for (unsigned k = 0; k < sizeof...(I); ++k) {
    place += (list[k] < 0 ? list[k] + a.shape.dims[k] : list[k]) * (long long)a.strides[k];
  }
  return *(T*)place;
}
template <typename T, typename... I>
inline T& at(const wp::indexedarray_t<T>& a, I... index) {
  const long long list[] = {(long long)(index)...};
  char* place = (char*)a.arr.data;
  for (unsigned k = 0; k < sizeof...(I); ++k) {
    long long i = list[k] < 0 ? list[k] + a.shape.dims[k] : list[k];
    i = a.indices[k] ? a.indices[k][i] : i;
    place += i * (long long)a.arr.strides[k];
  }
  return *(T*)place;
}
template <typename T, typename... I>
inline T& at(const wp::fabricarray_t<T>& a, I... index) {
  return wp::index(a, size_t(index)...);
}
template <typename T, typename... I>
inline T& at(const wp::indexedfabricarray_t<T>& a, I... index) {
  return wp::index(a, size_t(index)...);
}

// One dimension of a view is made of one of an array.
template <typename T>
struct View {
  wp::array_t<T> result;
  const wp::array_t<T>& of;
  int from = 0;

  explicit View(const wp::array_t<T>& a) : result(a), of(a) { result.ndim = 0; }
  void take(Index index) {
    move(places(index, of.shape.dims[from]));
    ++from;
  }
  void take(const Range& range) {
    const Loop loop = places(range, of.shape.dims[from]);
    move(loop);
    keep(int(loop.count), int(of.strides[from] * loop.step));
    ++from;
  }
  void move(const Loop& loop) {
    result.data = (T*)((char*)result.data + loop.start * (long long)of.strides[from]);
  }
  void keep(int size, int stride) {
    result.shape.dims[result.ndim] = size;
    result.strides[result.ndim] = stride;
    ++result.ndim;
  }
  wp::array_t<T> rest() {
    for (; from < of.ndim; ++from) {
      keep(of.shape.dims[from], of.strides[from]);
    }
    for (int k = result.ndim; k < 4; ++k) {
      result.shape.dims[k] = result.strides[k] = 0;
    }
    return result;
  }
};
template <typename T, typename... P>
inline wp::array_t<T> slice(const wp::array_t<T>& a, P... parts) {
  View<T> view(a);
  (view.take(parts), ...);
  return view.rest();
}
template <typename T, typename... I>
inline wp::array_t<T> view(const wp::array_t<T>& a, I... index) {
  return slice(a, Index{int(index)}...);
}
template <typename A, typename... I>
inline auto view(const A& a, I... index) {
  return wp::view(const_cast<A&>(a), index...);
}

template <typename T, typename... E>
inline wp::array_t<T> reshaped(const wp::array_t<T>& a, E... extents) {
  return wp::array_t<T>(a.data, int(extents)...);
}
// An array of the thread's own.
template <typename T, int N, typename... E>
inline wp::array_t<T> zeros(T (&storage)[N], E... extents) {
  for (int i = 0; i < N; ++i) {
    storage[i] = T();
  }
  return wp::array_t<T>(storage, int(extents)...);
}

}  // namespace wl
