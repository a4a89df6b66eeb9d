// The order of threads: one after the other, as a launch on the CPU runs them.

// Warp's header calls conversions by Python's names.
#undef float
#undef int
#undef bool
#undef float16
#undef bfloat16
#undef float32
#undef float64
#undef int8
#undef int16
#undef int32
#undef int64
#undef uint8
#undef uint16
#undef uint32
#undef uint64

namespace wl {

// The thread's indices, as wp.tid() gives them. Kernels run one thread after the other.
static int thread[4];

// What a thread allocates, such as tiles. It lives until the thread ends.
struct Memory {
  struct Chunk {
    Chunk* before;
  };
  Chunk* last = nullptr;

  template <typename T>
  T* take(int count) {
    auto* chunk = (Chunk*)malloc(sizeof(Chunk) + 8 + sizeof(T) * size_t(count));
    chunk->before = last;
    last = chunk;
    T* items = (T*)(chunk + 2);
    for (int i = 0; i < count; ++i) {
      items[i] = T();
    }
    return items;
  }
  void release() {
    while (last != nullptr) {
      Chunk* before = last->before;
      free(last);
      last = before;
    }
  }
};
static Memory memory;

// Calls `body` for each thread, with its indices in `thread`; the last index runs fastest.
template <int N, typename F>
inline void for_each_thread(const wp::launch_bounds_t<N>& bounds, F&& body) {
  const size_t sharing = bounds.coord_mult > 1 ? bounds.coord_mult : 1;
  for (size_t n = 0; n < bounds.size; ++n) {
    size_t rest = n / sharing;
    for (int k = N - 1; k > 0; --k) {
      thread[k] = int(rest % bounds.shape[k]);
      rest /= bounds.shape[k];
    }
    thread[0] = int(rest);
    body();
    memory.release();
  }
}

}  // namespace wl
