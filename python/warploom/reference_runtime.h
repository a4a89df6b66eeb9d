// What the reference is written with (src/reference/): plain operations on Warp's values, from Warp's
// documentation alone. Stands behind Warp's module header (native/builtin.h), once a file.

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

// Calls `body` for each thread, with its indices in `thread`; the last index runs fastest.
template <int N, typename F>
inline void for_each_thread(const wp::launch_bounds_t<N>& bounds, F&& body)
{
    const size_t sharing = bounds.coord_mult > 1 ? bounds.coord_mult : 1;
    for (size_t n = 0; n < bounds.size; ++n) {
        size_t rest = n / sharing;
        for (int k = N - 1; k > 0; --k) {
            thread[k] = int(rest % bounds.shape[k]);
            rest /= bounds.shape[k];
        }
        thread[0] = int(rest);
        body();
    }
}

// ---- Numbers ----------------------------------------------------------------------------------

template <typename T> struct unsigned_of { using type = T; };
template <> struct unsigned_of<wp::int8> { using type = wp::uint8; };
template <> struct unsigned_of<wp::int16> { using type = wp::uint16; };
template <> struct unsigned_of<wp::int32> { using type = wp::uint32; };
template <> struct unsigned_of<wp::int64> { using type = wp::uint64; };
// As wide as the type and at least an int, so that nothing is promoted to a signed type.
template <typename T> inline unsigned long long bits(T x)
{
    return (unsigned long long)(typename unsigned_of<T>::type)(x);
}

// Integers wrap around.
template <typename T> inline T add(T a, T b) { return T(bits(a) + bits(b)); }
template <typename T> inline T sub(T a, T b) { return T(bits(a) - bits(b)); }
template <typename T> inline T mul(T a, T b) { return T(bits(a) * bits(b)); }
template <typename T> inline T neg(T a) { return T(0ULL - bits(a)); }
template <typename T> inline T bit_and(T a, T b) { return T(bits(a) & bits(b)); }
template <typename T> inline T bit_or(T a, T b) { return T(bits(a) | bits(b)); }
template <typename T> inline T bit_xor(T a, T b) { return T(bits(a) ^ bits(b)); }
template <typename T> inline T shl(T a, T b) { return T(bits(a) << bits(b)); }
template <typename T> inline T shr(T a, T b) { return T(a >> b); }
// Towards zero, with the remainder that belongs to it.
template <typename T> inline T div(T a, T b) { return T(a / b); }
template <typename T> inline T mod(T a, T b) { return T(a % b); }
// Towards minus infinity.
template <typename T> inline T floor_div(T a, T b)
{
    const T quotient = T(a / b);
    return a % b != 0 && (a < 0) != (b < 0) ? T(quotient - 1) : quotient;
}
template <typename T> inline T python_mod(T a, T b) { return T(a - b * floor_div(a, b)); }
inline double floor_div(double a, double b) { return __builtin_floor(a / b); }
// The item of a table that only Python knows.
template <typename I, typename... T> inline double item_of(I index, T... items)
{
    const double table[] = { double(items)... };
    return table[index < 0 ? index + I(sizeof...(T)) : index];
}

template <typename... T> inline void ignore(const T&...) { }

// ---- Loops ------------------------------------------------------------------------------------

struct Loop {
    int start;
    int step;
    long long count;
};

inline Loop range(int start, int stop, int step)
{
    const long long span = step > 0 ? (long long)stop - start : (long long)start - stop;
    const long long width = step > 0 ? step : -(long long)step;
    return { start, step, span <= 0 ? 0 : (span + width - 1) / width };
}

inline Loop reversed(int start, int stop, int step)
{
    const Loop forward = range(start, stop, step);
    return { int(start + (forward.count - 1) * step), -step, forward.count };
}

// ---- Several values ---------------------------------------------------------------------------

template <typename... T> struct Pack;
template <> struct Pack<> { };
template <typename Head, typename... Tail> struct Pack<Head, Tail...> {
    Head head;
    Pack<Tail...> tail;
    Pack() : head(), tail() { }
    Pack(Head first, Tail... rest) : head(first), tail(rest...) { }
};
template <int I, typename Head, typename... Tail> inline const auto& get(const Pack<Head, Tail...>& pack)
{
    if constexpr (I == 0) {
        return pack.head;
    } else {
        return get<I - 1>(pack.tail);
    }
}

// ---- Vectors, matrices, quaternions, transforms -----------------------------------------------

inline int wrapped(int i, int size) { return i < 0 ? i + size : i; }

template <unsigned N, typename T> inline T& item(wp::vec_t<N, T>& v, int i) { return v.c[wrapped(i, N)]; }
template <unsigned N, typename T> inline const T& item(const wp::vec_t<N, T>& v, int i) { return v.c[wrapped(i, N)]; }
template <typename T> inline T& item(wp::quat_t<T>& q, int i)
{
    i = wrapped(i, 4);
    return i == 0 ? q.x : i == 1 ? q.y : i == 2 ? q.z : q.w;
}
template <typename T> inline const T& item(const wp::quat_t<T>& q, int i) { return item(const_cast<wp::quat_t<T>&>(q), i); }
template <typename T> inline T& item(wp::transform_t<T>& t, int i)
{
    i = wrapped(i, 7);
    return i < 3 ? item(t.p, i) : item(t.q, i - 3);
}
template <typename T> inline const T& item(const wp::transform_t<T>& t, int i) { return item(const_cast<wp::transform_t<T>&>(t), i); }
template <unsigned R, unsigned C, typename T> inline T& item(wp::mat_t<R, C, T>& m, int i, int j) { return m.data[wrapped(i, R)][wrapped(j, C)]; }
template <unsigned R, unsigned C, typename T> inline const T& item(const wp::mat_t<R, C, T>& m, int i, int j) { return m.data[wrapped(i, R)][wrapped(j, C)]; }
template <int I, typename V> inline auto item_at(const V& v) { return item(v, I); }

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

// The places that a part takes of so many, as Python cuts lists
// (https://docs.python.org/3/library/functions.html#slice).
inline Loop places(Index index, int size) { return { wrapped(index.at, size), 1, 1 }; }
inline Loop places(const Range& range, int size)
{
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
template <unsigned N, typename T> inline T& component(wp::vec_t<N, T>& v, int k) { return v.c[k]; }
template <typename T> inline T& component(wp::quat_t<T>& q, int k) { return item(q, k); }
template <typename T> inline T& component(wp::transform_t<T>& t, int k) { return item(t, k); }
template <unsigned R, unsigned C, typename T> inline T& component(wp::mat_t<R, C, T>& m, int k) { return m.data[k / C][k % C]; }
template <typename T> inline T& component(T& number, int) { return number; }

// f(part, place): the components that the parts take, in order.
template <unsigned R, unsigned C, typename T, typename F, typename P, typename Q> inline void for_each_taken(wp::mat_t<R, C, T>& m, F&& f, P rows, Q columns)
{
    const Loop at_row = places(rows, R);
    const Loop at_column = places(columns, C);
    int k = 0;
    for (long long i = 0; i < at_row.count; ++i)
        for (long long j = 0; j < at_column.count; ++j)
            f(k++, m.data[at_row.start + i * at_row.step][at_column.start + j * at_column.step]);
}
template <typename V, typename F> inline void for_each_taken_of(V& v, int size, F&& f, const Range& range)
{
    const Loop at = places(range, size);
    for (long long i = 0; i < at.count; ++i)
        f(int(i), item(v, int(at.start + i * at.step)));
}
template <unsigned N, typename T, typename F> inline void for_each_taken(wp::vec_t<N, T>& v, F&& f, const Range& range) { for_each_taken_of(v, N, f, range); }
template <typename T, typename F> inline void for_each_taken(wp::quat_t<T>& v, F&& f, const Range& range) { for_each_taken_of(v, 4, f, range); }
template <typename T, typename F> inline void for_each_taken(wp::transform_t<T>& v, F&& f, const Range& range) { for_each_taken_of(v, 7, f, range); }

template <typename Result, typename V, typename... P> inline Result cut(V v, P... parts)
{
    Result result {};
    for_each_taken(v, [&](int k, auto& place) { component(result, k) = place; }, parts...);
    return result;
}
template <typename V, typename Value, typename... P> inline void store_cut(V& v, Value value, P... parts)
{
    for_each_taken(v, [&](int k, auto& place) { place = component(value, k); }, parts...);
}

// From all components; those of a matrix row by row.
template <typename V> struct Maker;
template <unsigned N, typename T> struct Maker<wp::vec_t<N, T>> {
    template <typename... A> static wp::vec_t<N, T> make(A... parts)
    {
        static_assert(sizeof...(A) == N, "one part a component");
        const T list[] = { T(parts)... };
        wp::vec_t<N, T> v;
        for (unsigned i = 0; i < N; ++i)
            v.c[i] = list[i];
        return v;
    }
};
template <unsigned R, unsigned C, typename T> struct Maker<wp::mat_t<R, C, T>> {
    template <typename... A> static wp::mat_t<R, C, T> make(A... parts)
    {
        static_assert(sizeof...(A) == R * C, "one part a component");
        const T list[] = { T(parts)... };
        wp::mat_t<R, C, T> m;
        for (unsigned i = 0; i < R * C; ++i)
            m.data[i / C][i % C] = list[i];
        return m;
    }
};
template <typename V, typename... A> inline V make(A... parts) { return Maker<V>::make(parts...); }

// ---- Arrays -----------------------------------------------------------------------------------

template <typename T> inline bool is_present(const wp::array_t<T>& a) { return a.data != nullptr; }
template <typename T> inline bool is_present(const wp::indexedarray_t<T>& a) { return a.arr.data != nullptr; }

// The element; an index below zero counts from the end.
template <typename T, typename... I> inline T& at(const wp::array_t<T>& a, I... index)
{
    const long long list[] = { (long long)(index)... };
    char* place = (char*)a.data;
    for (unsigned k = 0; k < sizeof...(I); ++k)
        place += (list[k] < 0 ? list[k] + a.shape.dims[k] : list[k]) * (long long)a.strides[k];
    return *(T*)place;
}
template <typename T, typename... I> inline T& at(const wp::indexedarray_t<T>& a, I... index)
{
    const long long list[] = { (long long)(index)... };
    char* place = (char*)a.arr.data;
    for (unsigned k = 0; k < sizeof...(I); ++k) {
        long long i = list[k] < 0 ? list[k] + a.shape.dims[k] : list[k];
        i = a.indices[k] ? a.indices[k][i] : i;
        place += i * (long long)a.arr.strides[k];
    }
    return *(T*)place;
}
template <typename T, typename... I> inline T& at(const wp::fabricarray_t<T>& a, I... index) { return wp::index(a, size_t(index)...); }
template <typename T, typename... I> inline T& at(const wp::indexedfabricarray_t<T>& a, I... index) { return wp::index(a, size_t(index)...); }

// One dimension of a view is made of one of an array.
template <typename T> struct View {
    wp::array_t<T> result;
    const wp::array_t<T>& of;
    int from = 0;

    explicit View(const wp::array_t<T>& a) : result(a), of(a) { result.ndim = 0; }
    void take(Index index)
    {
        move(places(index, of.shape.dims[from]));
        ++from;
    }
    void take(const Range& range)
    {
        const Loop loop = places(range, of.shape.dims[from]);
        move(loop);
        keep(int(loop.count), int(of.strides[from] * loop.step));
        ++from;
    }
    void move(const Loop& loop) { result.data = (T*)((char*)result.data + loop.start * (long long)of.strides[from]); }
    void keep(int size, int stride)
    {
        result.shape.dims[result.ndim] = size;
        result.strides[result.ndim] = stride;
        ++result.ndim;
    }
    wp::array_t<T> rest()
    {
        for (; from < of.ndim; ++from)
            keep(of.shape.dims[from], of.strides[from]);
        for (int k = result.ndim; k < 4; ++k)
            result.shape.dims[k] = result.strides[k] = 0;
        return result;
    }
};
template <typename T, typename... P> inline wp::array_t<T> slice(const wp::array_t<T>& a, P... parts)
{
    View<T> view(a);
    (view.take(parts), ...);
    return view.rest();
}
template <typename T, typename... I> inline wp::array_t<T> view(const wp::array_t<T>& a, I... index) { return slice(a, Index { int(index) }...); }
template <typename A, typename... I> inline auto view(const A& a, I... index) { return wp::view(const_cast<A&>(a), index...); }

template <typename T, typename... E> inline wp::array_t<T> reshaped(const wp::array_t<T>& a, E... extents)
{
    return wp::array_t<T>(a.data, int(extents)...);
}
// An array of the thread's own.
template <typename T, int N, typename... E> inline wp::array_t<T> zeros(T (&storage)[N], E... extents)
{
    for (int i = 0; i < N; ++i)
        storage[i] = T();
    return wp::array_t<T>(storage, int(extents)...);
}

// ---- Atomics: threads run one after the other -------------------------------------------------

template <typename T, typename F> inline T update(T& place, F&& f)
{
    const T old = place;
    place = f(old);
    return old;
}
template <typename T, typename V> inline T atomic_add(T& place, V v) { return update(place, [&](T old) { return wp::add(old, T(v)); }); }
template <typename T, typename V> inline T atomic_sub(T& place, V v) { return update(place, [&](T old) { return wp::sub(old, T(v)); }); }
// Vectors and matrices component by component.
template <unsigned R, unsigned C, typename T> inline wp::mat_t<R, C, T> lesser(const wp::mat_t<R, C, T>& a, const wp::mat_t<R, C, T>& b, bool greater = false)
{
    wp::mat_t<R, C, T> result;
    for (unsigned i = 0; i < R; ++i)
        for (unsigned j = 0; j < C; ++j)
            result.data[i][j] = greater ? wp::max(a.data[i][j], b.data[i][j]) : wp::min(a.data[i][j], b.data[i][j]);
    return result;
}
template <typename T> inline T lesser(const T& a, const T& b) { return wp::min(a, b); }
template <typename T> inline T greater(const T& a, const T& b) { return wp::max(a, b); }
template <unsigned R, unsigned C, typename T> inline wp::mat_t<R, C, T> greater(const wp::mat_t<R, C, T>& a, const wp::mat_t<R, C, T>& b) { return lesser(a, b, true); }
template <typename T, typename V> inline T atomic_min(T& place, V v) { return update(place, [&](T old) { return lesser(old, T(v)); }); }
template <typename T, typename V> inline T atomic_max(T& place, V v) { return update(place, [&](T old) { return greater(old, T(v)); }); }
template <typename T, typename V> inline T atomic_exch(T& place, V v) { return update(place, [&](T) { return T(v); }); }
template <typename T, typename C, typename V> inline T atomic_cas(T& place, C compare, V v) { return update(place, [&](T old) { return old == T(compare) ? T(v) : old; }); }
template <typename T, typename V> inline T atomic_and(T& place, V v) { return update(place, [&](T old) { return wp::bit_and(old, T(v)); }); }
template <typename T, typename V> inline T atomic_or(T& place, V v) { return update(place, [&](T old) { return wp::bit_or(old, T(v)); }); }
template <typename T, typename V> inline T atomic_xor(T& place, V v) { return update(place, [&](T old) { return wp::bit_xor(old, T(v)); }); }

}  // namespace wl
