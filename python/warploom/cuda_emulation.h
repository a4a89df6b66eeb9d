// Runs the text of a CUDA kernel on the host. Stands behind Warp's module header for cuda
// (codegen.py: cuda_module_header), compiled by Warp's Clang for the CPU, once a file.
//
// A kernel is called once for each thread of a grid, one thread after the other in an order that is
// asked for; kernels with tiles run the threads of a block as fibers (native/cpu_block_runtime.h).

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#define __launch_bounds__(...)

namespace wl {

struct Dim3 {
  unsigned x, y, z;
};

enum Order { forward, backward, shuffled, interleaved };

// What blockIdx and the like are at this moment.
static Dim3 block_idx;
static Dim3 block_dim{1, 1, 1};
static Dim3 grid_dim{1, 1, 1};
static unsigned lane;
static int order;

inline Dim3 thread_idx() {
#if WP_TILE_BLOCK_DIM > 1
  return {unsigned(wp_cpu_get_thread_idx()), 0, 0};
#else
  return {lane, 0, 0};
#endif
}

// ---- Atomic additions of floats ---------------------------------------------------------------
// Their result depends on the order of threads by rounding, so what was added is counted.

struct Added {
  double count;
  double magnitude;  // The sum of the absolute values.
};

// The memory of one array; `added` has one entry for each two bytes of it.
struct Watched {
  char* begin;
  char* end;
  Added* added;
};

static const Watched* watched;
static int watched_count;

inline void note(const void* place, double value) {
  for (int k = 0; k < watched_count; ++k) {
    const Watched& memory = watched[k];
    if (place >= memory.begin && place < memory.end) {
      Added& added = memory.added[((const char*)place - memory.begin) / 2];
      added.count += 1.0;
      added.magnitude += value < 0.0 ? -value : value;
    }
  }
}

template <typename T>
inline void note_added(T*, const T&) {}
inline void note_added(wp::float32* place, wp::float32 value) { note(place, value); }
inline void note_added(wp::float64* place, wp::float64 value) { note(place, value); }
inline void note_added(wp::half* place, wp::half value) { note(place, wp::half_to_float(value)); }
#if !defined(WP_NO_BFLOAT16)
inline void note_added(wp::bfloat16* place, wp::bfloat16 value) {
  note(place, wp::bfloat16_to_float(value));
}
#endif
template <typename T>
inline void note_components(T* place, const T* value, int size) {
  for (int k = 0; k < size; ++k) {
    note_added(place + k, value[k]);
  }
}
template <unsigned N, typename T>
inline void note_added(wp::vec_t<N, T>* place, const wp::vec_t<N, T>& value) {
  note_components((T*)place, (const T*)&value, N);
}
template <unsigned R, unsigned C, typename T>
inline void note_added(wp::mat_t<R, C, T>* place, const wp::mat_t<R, C, T>& value) {
  note_components((T*)place, (const T*)&value, R * C);
}
template <typename T>
inline void note_added(wp::quat_t<T>* place, const wp::quat_t<T>& value) {
  note_components((T*)place, (const T*)&value, 4);
}
template <typename T>
inline void note_added(wp::transform_t<T>* place, const wp::transform_t<T>& value) {
  note_components((T*)place, (const T*)&value, 7);
}

// ---- Launches ---------------------------------------------------------------------------------

inline size_t greatest_common_divisor(size_t a, size_t b) {
  while (b != 0) {
    const size_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// Number k of `count` things in the order that was asked for.
struct Ordered {
  size_t count;
  size_t step = 1;

  explicit Ordered(size_t count) : count(count) {
    // Steps of about the golden ratio leave every neighborhood at once.
    step = count * 0.618 + 1.0;
    while (greatest_common_divisor(count, step) != 1) {
      ++step;
    }
  }
  size_t at(size_t k) const {
    return order == forward    ? k
           : order == backward ? count - 1 - k
                               : (k * step + count / 3) % count;
  }
};

inline void enter_block(size_t block) {
  block_idx = {unsigned(block % grid_dim.x), unsigned(block / grid_dim.x % grid_dim.y),
               unsigned(block / grid_dim.x / grid_dim.y)};
}

template <size_t... I>
struct Places {};
template <typename T, T... I>
using PlacesOf = Places<I...>;

template <int N, typename... A>
struct Kernel {
  using Function = void (*)(wp::launch_bounds_t<N>, A...);

  Function function;
  const wp::launch_bounds_t<N>& bounds;
  const char* arguments;
  size_t offsets[sizeof...(A) + 1];

  // The arguments are laid out as the members of a struct in this order.
  Kernel(Function function, const wp::launch_bounds_t<N>& bounds, const char* arguments)
      : function(function), bounds(bounds), arguments(arguments) {
    const size_t sizes[] = {sizeof(A)..., 1};
    const size_t alignments[] = {alignof(A)..., 1};
    size_t end = 0;
    for (size_t k = 0; k <= sizeof...(A); ++k) {
      offsets[k] = (end + alignments[k] - 1) / alignments[k] * alignments[k];
      end = offsets[k] + sizes[k];
    }
  }
  template <size_t... I>
  void call(Places<I...>) const {
    function(bounds, *(const A*)(arguments + offsets[I])...);
  }
  void operator()() const { call(__make_integer_seq<PlacesOf, size_t, sizeof...(A)>{}); }
};

#if WP_TILE_BLOCK_DIM > 1
// A thread whose index is none of the launch leaves at once, so only the others are started.
template <typename K>
inline void run(const K& kernel, size_t blocks) {
  const Ordered ordered(blocks);
  for (size_t n = 0; n < blocks; ++n) {
    const size_t block = ordered.at(n);
    const size_t first = block * block_dim.x;
    if (first >= kernel.bounds.size) {
      continue;
    }
    enter_block(block);
    const size_t left = kernel.bounds.size - first;
    const int active = left < block_dim.x ? left : block_dim.x;
    wp::tile_shared_storage_t::init();
    const auto thread = [](void*, size_t, int, void* kernel) { (*(const K*)kernel)(); };
    if (!wp_cpu_run_block(block_dim.x, active, thread, nullptr, block, (void*)&kernel)) {
      _wp_assert("the threads of a block cannot be started", "", 0);
    }
  }
}
#else
// Every thread of a block goes on to its next store before one of them stores.
template <typename K>
inline void run_interleaved(const K& kernel, size_t blocks) {
  for (size_t block = 0; block < blocks; ++block) {
    enter_block(block);
    const auto thread = [](void*, size_t, int at, void* kernel) {
      lane = at;
      (*(const K*)kernel)();
    };
    if (!wp_cpu_run_block(block_dim.x, block_dim.x, thread, nullptr, block, (void*)&kernel)) {
      _wp_assert("the threads of a block cannot be started", "", 0);
    }
  }
}

// Fills the stack that the next thread will use. A variable that it reads before it sets it then
// has this value, of another sign in every second thread; else it would have what the thread before
// left there, which may well be the right one.
__attribute__((noinline)) static void fill_stack(size_t thread) {
  char stack[1 << 14];
  __builtin_memset(stack, thread % 2 == 0 ? 0x5A : 0xA5, sizeof(stack));
  asm volatile("" : : "r"(stack) : "memory");
}

template <typename K>
inline void run(const K& kernel, size_t blocks) {
  wp::tile_shared_storage_t shared;  // Of one thread; its constructor makes it the current one.
  if (order == interleaved) {
    return run_interleaved(kernel, blocks);
  }
  const Ordered ordered(blocks * block_dim.x);
  for (size_t n = 0; n < ordered.count; ++n) {
    const size_t thread = ordered.at(n);
    lane = thread % block_dim.x;
    enter_block(thread / block_dim.x);
    fill_stack(thread);
    kernel();
  }
}
#endif

template <int N, typename... A>
inline void launch(void (*function)(wp::launch_bounds_t<N>, A...),
                   const wp::launch_bounds_t<N>* bounds, const void* arguments) {
  const Kernel<N, A...> kernel(function, *bounds, (const char*)arguments);
  run(kernel, size_t(grid_dim.x) * grid_dim.y * grid_dim.z);
}

// What the constructor of Warp's class does for one thread of a GPU; run() has done it for all.
struct SharedStorage {
  static void init() {}
};

}  // namespace wl

// Says how the next launches run. `memory` is kept, not copied.
extern "C" WP_API void wl_emulate(unsigned block, unsigned x, unsigned y, unsigned z, int order,
                                  const wl::Watched* memory, int count) {
  wl::block_dim = {block, 1, 1};
  wl::grid_dim = {x, y, z};
  wl::order = order;
  wl::watched = memory;
  wl::watched_count = count;
}

namespace wp {

using emulated_storage_t = wl::SharedStorage;

#if WP_TILE_BLOCK_DIM == 1
// Waits for the other threads, which does nothing where they run one after the other.
template <typename... A>
inline void emulated_store(const A&... operands) {
  wp_cpu_tile_sync();
  array_store(operands...);
}
#endif

template <template <typename> class A, typename T>
inline T emulated_add(const A<T>& buf, int i, T value) {
  wl::note_added(&index(buf, i), value);
  return atomic_add(buf, i, value);
}
template <template <typename> class A, typename T>
inline T emulated_add(const A<T>& buf, int i, int j, T value) {
  wl::note_added(&index(buf, i, j), value);
  return atomic_add(buf, i, j, value);
}
template <template <typename> class A, typename T>
inline T emulated_add(const A<T>& buf, int i, int j, int k, T value) {
  wl::note_added(&index(buf, i, j, k), value);
  return atomic_add(buf, i, j, k, value);
}
template <template <typename> class A, typename T>
inline T emulated_add(const A<T>& buf, int i, int j, int k, int l, T value) {
  wl::note_added(&index(buf, i, j, k, l), value);
  return atomic_add(buf, i, j, k, l, value);
}
template <template <typename> class A, typename T>
inline T emulated_sub(const A<T>& buf, int i, T value) {
  wl::note_added(&index(buf, i), value);
  return atomic_sub(buf, i, value);
}
template <template <typename> class A, typename T>
inline T emulated_sub(const A<T>& buf, int i, int j, T value) {
  wl::note_added(&index(buf, i, j), value);
  return atomic_sub(buf, i, j, value);
}
template <template <typename> class A, typename T>
inline T emulated_sub(const A<T>& buf, int i, int j, int k, T value) {
  wl::note_added(&index(buf, i, j, k), value);
  return atomic_sub(buf, i, j, k, value);
}
template <template <typename> class A, typename T>
inline T emulated_sub(const A<T>& buf, int i, int j, int k, int l, T value) {
  wl::note_added(&index(buf, i, j, k, l), value);
  return atomic_sub(buf, i, j, k, l, value);
}
template <typename T, typename S, typename F, typename... I>
inline S emulated_add_slot(const array_t<T>& buf, S value, F access, I... at) {
  wl::note_added(&access(index(buf, at...)), value);
  return array_atomic_add_slot(buf, value, access, at...);
}
template <typename T, typename S, typename F, typename... I>
inline S emulated_sub_slot(const array_t<T>& buf, S value, F access, I... at) {
  wl::note_added(&access(index(buf, at...)), value);
  return array_atomic_sub_slot(buf, value, access, at...);
}

}  // namespace wp

// From here on the words of a kernel mean these.
#define blockIdx wl::block_idx
#define blockDim wl::block_dim
#define gridDim wl::grid_dim
#define threadIdx wl::thread_idx()
#define tile_shared_storage_t emulated_storage_t
#if WP_TILE_BLOCK_DIM == 1
#define array_store emulated_store
#endif
#define atomic_add emulated_add
#define atomic_sub emulated_sub
#define array_atomic_add_slot emulated_add_slot
#define array_atomic_sub_slot emulated_sub_slot
#undef builtin_block_dim
#define builtin_block_dim() ((int)blockDim.x)
