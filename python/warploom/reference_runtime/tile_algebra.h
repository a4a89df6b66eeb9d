// Linear algebra on tiles, as textbooks write it: sums over ascending indices from zero, Cholesky
// column by column, substitution row by row, the transform of Cooley and Tukey in place.

namespace wl {

template <typename T>
inline T& item(const Tile<T>& t, int i, int j) {
  return t.at(extents(i, j));
}

template <typename T>
inline Tile<T> tile_diag_add(const Tile<T>& a, const Tile<T>& diagonal, const With&) {
  const Tile<T> result = copy_of(a);
  for (int i = 0; i < diagonal.size(); ++i) {
    item(result, i, i) = wp::add(item(a, i, i), diagonal[i]);
  }
  return result;
}

// Complex numbers are vectors of two.
template <typename T>
inline wp::vec_t<2, T> times(const wp::vec_t<2, T>& a, const wp::vec_t<2, T>& b) {
  return {a.c[0] * b.c[0] - a.c[1] * b.c[1], a.c[0] * b.c[1] + a.c[1] * b.c[0]};
}
// Rounded once, as in products of matrices (native/mat.h: muladd); types of 16 bits twice.
inline float plus_times(float sum, float a, float b) { return __builtin_fmaf(a, b, sum); }
inline double plus_times(double sum, double a, double b) { return __builtin_fma(a, b, sum); }
template <typename T>
inline T plus_times(T sum, T a, T b) {
  return sum + a * b;
}
template <typename T>
inline wp::vec_t<2, T> plus_times(const wp::vec_t<2, T>& sum, const wp::vec_t<2, T>& a,
                                  const wp::vec_t<2, T>& b) {
  return sum + times(a, b);
}
template <typename T, typename A, typename B>
inline T row_times_column(const Tile<A>& a, int i, const Tile<B>& b, int j) {
  T sum = T();
  for (int k = 0; k < a.shape.of[1]; ++k) {
    sum = plus_times(sum, T(item(a, i, k)), T(item(b, k, j)));
  }
  return sum;
}
template <typename T>
struct scalar_of {
  using type = T;
};
template <typename T>
struct scalar_of<wp::vec_t<2, T>> {
  using type = T;
};

template <typename T, typename A, typename B>
inline Tile<T> tile_matmul(const Tile<A>& a, const Tile<B>& b, const With& with) {
  const Extents shape = extents(a.shape.of[0], b.shape.of[1]);
  const auto alpha = typename scalar_of<T>::type(with.alpha);
  return tile_of<T>(shape, [&](int k) {
    const Extents place = place_of(shape, k);
    return alpha * row_times_column<T>(a, place.of[0], b, place.of[1]);
  });
}
template <typename V, typename A, typename B, typename T>
inline void tile_matmul(const Tile<A>& a, const Tile<B>& b, const Tile<T>& to, const With& with) {
  const auto beta = typename scalar_of<T>::type(with.beta);
  const Tile<T> whole = tile_matmul<T>(a, b, with);
  for (int k = 0; k < to.size(); ++k) {
    to[k] = with.beta != 0 ? whole[k] + beta * to[k] : whole[k];
  }
}

// ---- Triangles --------------------------------------------------------------------------------

// An upper triangle is read as the lower one that is its transpose.
template <typename T>
inline Tile<T> as_lower(const Tile<T>& t, bool is_upper) {
  return is_upper ? tile_transpose(t, {}) : t;
}

template <typename V, typename T>
inline void tile_cholesky_inplace(const Tile<T>& a, const With& with) {
  const Tile<T> l = as_lower(a, with.upper);
  const int n = a.shape.of[0];
  for (int j = 0; j < n; ++j) {
    T square = item(l, j, j);
    for (int k = 0; k < j; ++k) {
      square = square - item(l, j, k) * item(l, j, k);
    }
    item(l, j, j) = wp::sqrt(square);
    const T inverse = T(1.0 / item(l, j, j));
    for (int i = j + 1; i < n; ++i) {
      T rest = item(l, i, j);
      for (int k = 0; k < j; ++k) {
        rest = rest - item(l, i, k) * item(l, j, k);
      }
      item(l, i, j) = rest * inverse;
      item(l, j, i) = T(0);
    }
  }
}
template <typename T>
inline Tile<T> tile_cholesky(const Tile<T>& a, const With& with) {
  const Tile<T> result = copy_of(a);
  tile_cholesky_inplace<void>(result, with);
  return result;
}

// Column number k of a right-hand side, which may have one column alone.
template <typename T>
inline Tile<T> column(const Tile<T>& y, int k) {
  return y.shape.rank == 1 ? y : tile_slice(y, Range{{}, {}, 1}, Index{k});
}
inline int columns_of(const Extents& shape) { return shape.rank == 1 ? 1 : shape.of[1]; }

template <typename T>
inline void solve_row(const Tile<T>& triangle, const Tile<T>& x, int i, int from, int to) {
  T rest = x[i];
  for (int j = from; j < to; ++j) {
    rest = rest - item(triangle, i, j) * x[j];
  }
  x[i] = rest / item(triangle, i, i);
}
template <typename V, typename T>
inline void tile_lower_solve_inplace(const Tile<T>& l, const Tile<T>& y, const With&) {
  for (int k = 0; k < columns_of(y.shape); ++k) {
    for (int i = 0; i < y.shape.of[0]; ++i) {
      solve_row(l, column(y, k), i, 0, i);
    }
  }
}
template <typename V, typename T>
inline void tile_upper_solve_inplace(const Tile<T>& u, const Tile<T>& z, const With&) {
  const int n = z.shape.of[0];
  for (int k = 0; k < columns_of(z.shape); ++k) {
    for (int i = n - 1; i >= 0; --i) {
      solve_row(u, column(z, k), i, i + 1, n);
    }
  }
}
template <typename V, typename T>
inline void tile_cholesky_solve_inplace(const Tile<T>& factor, const Tile<T>& y, const With& with) {
  const Tile<T> l = as_lower(factor, with.upper);
  tile_lower_solve_inplace<void>(l, y, with);
  tile_upper_solve_inplace<void>(tile_transpose(l, {}), y, with);
}
template <typename T>
inline Tile<T> tile_lower_solve(const Tile<T>& l, const Tile<T>& y, const With& with) {
  const Tile<T> x = copy_of(y);
  tile_lower_solve_inplace<void>(l, x, with);
  return x;
}
template <typename T>
inline Tile<T> tile_upper_solve(const Tile<T>& u, const Tile<T>& z, const With& with) {
  const Tile<T> x = copy_of(z);
  tile_upper_solve_inplace<void>(u, x, with);
  return x;
}
template <typename T>
inline Tile<T> tile_cholesky_solve(const Tile<T>& factor, const Tile<T>& y, const With& with) {
  const Tile<T> x = copy_of(y);
  tile_cholesky_solve_inplace<void>(factor, x, with);
  return x;
}

// ---- Fourier transforms -----------------------------------------------------------------------

inline int reversed_bits(int value, int size) {
  int result = 0;
  for (int bit = 1; bit < size; bit *= 2) {
    result = 2 * result + ((value & bit) != 0);
  }
  return result;
}
// For a power of two (Cormen et al., Introduction to Algorithms: Iterative-FFT).
template <typename T>
inline void transform(const Tile<wp::vec_t<2, T>>& x, int sign) {
  using Complex = wp::vec_t<2, T>;
  const int n = x.size();
  const Tile<Complex> given = copy_of(x);
  for (int k = 0; k < n; ++k) {
    x[k] = given[reversed_bits(k, n)];
  }
  for (int m = 2; m <= n; m *= 2) {
    const T angle = T(sign) * T(2 * 3.14159265358979323846) / T(m);
    const Complex root(wp::cos(angle), wp::sin(angle));
    for (int begin = 0; begin < n; begin += m) {
      Complex w(T(1), T(0));
      for (int at = begin; at < begin + m / 2; ++at) {
        const Complex odd = times(w, x[at + m / 2]);
        const Complex even = x[at];
        x[at] = even + odd;
        x[at + m / 2] = even - odd;
        w = times(w, root);
      }
    }
  }
}
template <typename T>
inline void transform_rows(const Tile<T>& t, int sign) {
  const int n = t.shape.of[t.shape.rank - 1];
  for (int row = 0; row < t.size() / n; ++row) {
    const Extents first = place_of(t.shape, row * n);
    transform(Tile<T>{&t.at(first), extents(n), {t.strides[t.shape.rank - 1]}}, sign);
  }
}
template <typename V, typename T>
inline void tile_fft(const Tile<T>& t, const With&) {
  transform_rows(t, -1);
}
template <typename V, typename T>
inline void tile_ifft(const Tile<T>& t, const With&) {
  transform_rows(t, 1);
}

}  // namespace wl
