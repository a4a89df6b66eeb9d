// Loops: over tables that Python knows, unrolled with wp.static; sizes and branches that only it
// sees.
#include <array>
#include <vector>

#include "synth/families/idiom_arrays.h"
#include "synth/families/loops.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// Tables whose numbers people know by heart.
struct Taps {
  std::string_view name;
  std::vector<double> numbers;
};

Taps DrawTaps(Sketch& s) {
  switch (s.rng().Below(5)) {
    case 0:
      return {"TAPS", {0.25, 0.5, 0.25}};
    case 1:
      return {"GAUSS_WEIGHTS", {0.0625, 0.25, 0.375, 0.25, 0.0625}};
    case 2:
      return {"WEIGHTS", {0.2369, 0.4786, 0.5689, 0.4786, 0.2369}};
    case 3:
      return {"COEFFS", {1.0, -2.0, 1.0}};
    default:
      return {"STENCIL", {-0.0833, 1.3333, -2.5, 1.3333, -0.0833}};
  }
}

// A number of Python's as one of the kernel's type: wp.float64(wp.static(...)).
Val AsReal(Sketch& s, const Val& value, Type type) {
  return type == value.type ? value : s.Convert(value, type);
}

}  // namespace

// A filter whose taps Python knows: the loop is unrolled and each tap is a number in the code.
void DrawStaticTaps(Sketch& s) {
  const Type real = s.real();
  const Taps taps = DrawTaps(s);
  const auto count = static_cast<int>(taps.numbers.size());
  const int n = s.dims()[0];
  const int in = Input(s, real, {n + count - 1}, OneOf(s, {"padded", "signal", "samples"}));
  const Val table = s.NewTable(taps.name, taps.numbers);
  const bool named = s.rng().Chance(0.5);
  const Val number = s.Int(count);
  const Val size = named ? s.NewConstant(OneOf(s, {"NUM_TAPS", "ORDER", "WIDTH"}), number) : number;
  const Val sum = Accumulator(s, real, OneOf(s, {"acc", "total", "filtered"}));
  const bool is_static = named && s.rng().Chance(0.6);
  s.For(OneOf(s, {"k", "j", "tap"}), Val{}, is_static ? s.Static(size) : size, 0, [&](Val k) {
    const Val weight = AsReal(s, s.Static(s.TableItem(table, k)), real);
    const Val x = s.At(in, {s.Thread(0) + k});
    const bool squared = s.rng().Chance(0.2);
    Val total = sum;
    s.Update(total, BinaryOp::kAdd, weight * (squared ? x * x : x));
  });
  s.Output(Finished(s, Shown(sum)));
}

// A loop over a window whose size Python computes: range(wp.static(2 * RADIUS + 1)).
void DrawStaticWindow(Sketch& s) {
  const Type real = s.real();
  const int radius = static_cast<int>(s.rng().Between(1, 4));
  const int n = s.dims()[0];
  const int in = Input(s, real, {n + 2 * radius}, OneOf(s, {"padded", "values", "signal"}));
  const Val reach = s.NewConstant(OneOf(s, {"RADIUS", "HALO", "REACH"}), s.Int(radius));
  const Val size = s.Static(2.0 * reach + 1.0);
  const bool best = s.rng().Chance(0.4);
  const Val start = best ? s.At(in, {s.Thread(0)}) : s.Real(0.0);
  Val sum = s.Mutable(start, OneOf(s, {"acc", "result", "level"}));
  s.Hide(sum);
  const std::string_view pick = OneOf(s, {"max", "min"});
  s.For(OneOf(s, {"k", "j", "offset"}), Val{}, size, 0, [&](Val k) {
    const Val x = s.At(in, {s.Thread(0) + k});
    if (best) {
      return s.Set(sum, s.Call(pick, {sum, x}));
    }
    s.Update(sum, BinaryOp::kAdd, s.rng().Chance(0.5) ? x : s.Draw(real, 1) * x);
  });
  s.Hide(sum, false);
  const bool mean = !best && s.rng().Chance(0.5);
  if (mean && real == lang::kFloat) {
    const Val inverse = 1.0 / s.Convert(2.0 * reach + 1.0, lang::kFloat);
    return s.Output(sum * s.Static(inverse));
  }
  s.Output(sum);
}

// A branch that Python takes before there is code: a flag or an order of the module.
void DrawStaticBranch(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, OneOf(s, {"x", "u", "value"}));
  const bool flag = s.rng().Chance(0.6);
  const Val constant =
      flag ? s.NewConstant(OneOf(s, {"USE_DRAG", "NORMALIZE", "CLAMP_OUTPUT", "ENABLE_LIMITER"}),
                           s.Bool(s.rng().Chance(0.6)))
           : s.NewConstant(OneOf(s, {"ORDER", "DIM", "QUALITY", "LEVEL"}),
                           s.Int(s.rng().Between(1, 3)));
  const Val test = flag ? constant : constant > s.Int(s.rng().Between(1, 2));
  const bool plain = s.rng().Chance(0.3);
  Val y = s.Mutable(x * s.Draw(real, 0), OneOf(s, {"y", "result", "out_value"}));
  s.Hide(y);
  const bool has_else = s.rng().Chance(0.5);
  s.If(
      plain ? test : s.Static(test), [&] { s.Set(y, y * s.Draw(real, 1)); },
      has_else ? std::function<void()>([&] { s.Update(y, BinaryOp::kAdd, s.Draw(real, 1)); })
               : nullptr);
  s.Hide(y, false);
  s.Output(y);
}

}  // namespace warploom::synth
