// A series of orthogonal polynomials evaluated by recurrence (Chebyshev by Clenshaw or forward,
// Legendre, Hermite, Laguerre), or a Fourier series.
#include <array>

#include "lang/constants.h"
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/loops/loop_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// The coefficients: one set for all threads, or a row for each thread.
struct Series {
  Type real;
  int array, terms;
  bool by_row;
  Val bound;

  Val At(const Val& k) const {
    Sketch& s = *bound.sketch;
    return by_row ? s.At(array, {s.FlatThread(), k}) : s.At(array, {k});
  }
};

Series DrawSeries(Sketch& s, Type real) {
  Series series;
  series.real = real;
  series.terms = s.rng().Choose(std::array{4, 6, 8, 12, 16, 20});
  series.by_row = s.ndim() == 1 && s.rng().Chance(0.4);
  const std::vector<int> shape =
      series.by_row ? std::vector{s.thread_count(), series.terms} : std::vector{series.terms};
  if (series.by_row) {
    s.FlatThread();
  }
  series.array = Input(s, real, shape, OneOf(s, {"coeffs", "c", "weights"}));
  series.bound = Extent(s, series.array, series.by_row ? 1 : 0,
                        OneOf(s, {"num_terms", "degree_p1", "n_coeff"}));
  return series;
}

// Maps x to [-1, 1]: linearly from [a, b], clamped, or by tanh.
Val Normalized(Sketch& s, const Val& x, Type real) {
  switch (s.rng().Below(3)) {
    case 0: {
      const Val a = Arg(s, real, {"x_min", "lower"}, {-2.0, -1.0});
      const Val b = Arg(s, real, {"x_max", "upper"}, {1.0, 2.0});
      return Named(s, (2.0 * x - a - b) / Known(b - a, 2.0, 4.0), {"t", "u"});
    }
    case 1:
      return Named(s, s.Call("clamp", {x, s.Real(-1.0, real), s.Real(1.0, real)}), {"t", "xc"});
    default:
      return Named(s, s.Call("tanh", {s.Draw(real, 1) + x}), {"t", "squashed"});
  }
}

// Clenshaw's recurrence for a Chebyshev series.
Val Clenshaw(Sketch& s, const Series& series, const Val& t) {
  const Val twice = Named(s, 2.0 * t, {"t2", "two_t"});
  Val b1 = s.Mutable(s.Real(0.0, series.real), {"b1", "d1"});
  Val b2 = s.Mutable(s.Real(0.0, series.real), {"b2", "d2"});
  const Val last = LastIndex(s, series.bound);
  s.For(Free(s, {"k", "n"}), last, s.Int(0), -1, [&](const Val& k) {
    const Val next = Named(s, twice * b1 - b2 + series.At(k), {"b0", "next_b"});
    s.Set(b2, b1);
    s.Set(b1, next);
  });
  return t * b1 - b2 + series.At(s.Int(0));
}

enum class Kind : uint8_t { kChebyshev, kLegendre, kHermite, kLaguerre };

// p[k + 1] from p[k] and p[k - 1].
Val Recurrence(Sketch& s, Kind kind, const Val& t, const Val& k, const Val& now, const Val& before,
               Type real) {
  const Val order =
      kind == Kind::kChebyshev ? Val{} : Named(s, s.Convert(k, real), {"kf", "order"});
  switch (kind) {
    case Kind::kChebyshev:
      return 2.0 * t * now - before;
    case Kind::kLegendre:
      return ((2.0 * order + 1.0) * t * now - order * before) / Known(order + 1.0, 1.0, 100.0);
    case Kind::kHermite:
      return t * now - order * before;
    case Kind::kLaguerre:
      return ((2.0 * order + 1.0 - t) * now - order * before) / Known(order + 1.0, 1.0, 100.0);
  }
  return now;
}

// Forward recurrence: computes each polynomial and adds its term.
Val ForwardSum(Sketch& s, const Series& series, const Val& t, Kind kind) {
  Val before = s.Mutable(s.Real(1.0, series.real), {"p_prev", "pm"});
  const Val first = kind == Kind::kLaguerre ? 1.0 - t : t;
  Val now = s.Mutable(first, {"p_cur", "pk"});
  Val sum = s.Mutable(Plus({series.At(s.Int(0)), series.At(s.Int(1)) * now}), {"sum", "acc", "y"});
  s.For(Free(s, {"k", "n"}), s.Int(2), series.bound, 0, [&](const Val& k) {
    const Val last = Known(k - 1, 1.0, 100.0);
    const Val next =
        Named(s, Recurrence(s, kind, t, last, now, before, series.real), {"p_next", "pn"});
    s.Update(sum, BinaryOp::kAdd, series.At(k) * next);
    s.Set(before, now);
    s.Set(now, next);
  });
  return sum;
}

// A Fourier series; the sines and cosines come from the builtins or from rotating a complex number.
Val Fourier(Sketch& s, const Series& series, const Val& x) {
  const Val omega = Coefficient(s, series.real, {"omega", "base_freq"}, {0.5, 4.0});
  const Val angle = Named(s, omega * x, {"theta", "phase"});
  Val sum = s.Mutable(series.At(s.Int(0)), {"sum", "acc", "y"});
  // Warp types float64(k) differently where k is the counter of an unrolled loop
  // (ReadsConvertedCounter in lang/unroll.h).
  const bool is_known = lang::ConstantInteger(s.module(), series.bound.id).has_value();
  if (s.rng().Chance(0.5) && !(is_known && series.real == lang::kDouble)) {
    const std::string_view wave = OneOf(s, {"sin", "cos"});
    s.For(Free(s, {"k", "n"}), s.Int(1), series.bound, 0, [&](const Val& k) {
      s.Update(sum, BinaryOp::kAdd,
               series.At(k) * s.Call(wave, {s.Convert(k, series.real) * angle}));
    });
    return sum;
  }
  const Val c = Named(s, s.Call("cos", {angle}), {"c1", "ca"});
  const Val sn = Named(s, s.Call("sin", {angle}), {"s1", "sa"});
  Val re = s.Mutable(c, {"re", "ck"}, Between(-1.0, 1.0));
  Val im = s.Mutable(sn, {"im", "sk"}, Between(-1.0, 1.0));
  const bool sines = s.rng().Chance(0.5);
  s.For(Free(s, {"k", "n"}), s.Int(1), series.bound, 0, [&](const Val& k) {
    s.Update(sum, BinaryOp::kAdd, series.At(k) * (sines ? im : re));
    const Val turned = Named(s, re * c - im * sn, {"re_new", "c_next"});
    s.Set(im, im * c + re * sn);
    s.Set(re, turned);
  });
  return sum;
}

void DrawOrthogonalSeries(Sketch& s) {
  const Type real = Precise(s);
  const Series series = DrawSeries(s, real);
  const Val x = Read(s, real, {"x", "xs", "samples"}, {"xi", "x0"}, {-1.0, 1.0});
  const auto kind = s.rng().Below(4);
  Val sum;
  if (kind == 0) {
    sum = Fourier(s, series, x);
  } else {
    const Val t = Normalized(s, x, real);
    const auto family = static_cast<Kind>(s.rng().Below(4));
    sum = kind == 1 ? Clenshaw(s, series, t) : ForwardSum(s, series, t, family);
  }
  const auto finish = s.rng().Below(4);
  if (finish == 0) {
    sum = sum * Exp(Known(-0.5 * x * x, -8.0, 0.0));
  } else if (finish == 1) {
    sum = sum + s.Draw(real, 2);
  }
  OutputNamed(s, sum, {"values_out", "f_out", "series_out"});
}

}  // namespace

Motif OrthogonalSeriesMotif() {
  return {.name = "orthogonal-series",
          .family = Family::kLoops,
          .weight = 1.0,
          .draw = DrawOrthogonalSeries,
          .min_dims = 1,
          .max_dims = 2,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
