// Complex numbers as structs: a fractal's iteration, an FFT butterfly, a phase rotation.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// def cmul(a, b): the complex product.
lang::FuncId DefineProduct(Sketch& s, Type record) {
  const std::array params = {Sketch::Param{"a", record, {}}, Sketch::Param{"b", record, {}}};
  return s.DefineHelper(
      OneOf(s, {"cmul", "complex_mul", "c_mul"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val re = s.Field(p[0], 0) * s.Field(p[1], 0) - s.Field(p[0], 1) * s.Field(p[1], 1);
        const Val im = s.Field(p[0], 0) * s.Field(p[1], 1) + s.Field(p[0], 1) * s.Field(p[1], 0);
        return {MakeRecord(s, record, OneOf(s, {"r", "c", "out"}), {re, im})};
      });
}

struct ComplexType {
  Type record;
  lang::FuncId product;
};

Val Multiply(Sketch& s, const ComplexType& complex, const Val& a, const Val& b) {
  Val value = s.CallHelper(complex.product, std::array{a, b});
  value.range.from_input = true;
  return value;
}

// z = z^2 + c until z escapes.
void IterateSquare(Sketch& s, const ComplexType& complex) {
  const Val c = s.Let(
      s.ThreadElement(Records(s, complex.record, {}, OneOf(s, {"c_values", "grid", "constants"}))),
      "c");
  const int limit = s.rng().Choose(std::array{32, 50, 64, 100, 256});
  Val z = s.Mutable(s.Make(complex.record, {}), "z");
  Val count = s.Mutable(s.Int(0), {"count", "iters", "n"}, Between(0.0, limit));
  const Val bound = SizeOrLiteral(s, limit, {"max_iter", "max_iters"}, 0.6);
  const auto advance = [&] {
    s.Set(z, Multiply(s, complex, z, z));
    s.SetPart(s.Field(z, 0), s.Field(z, 0) + s.Field(c, 0));
    s.SetPart(s.Field(z, 1), s.Field(z, 1) + s.Field(c, 1));
  };
  const auto size = [&] { return s.Field(z, 0) * s.Field(z, 0) + s.Field(z, 1) * s.Field(z, 1); };
  if (s.rng().Chance(0.5)) {
    s.While(count < bound && size() < s.Real(4.0), [&] {
      advance();
      s.Set(count, Known(count + 1, 0.0, limit));
    });
  } else {
    s.For("it", Val{}, bound, 0, [&](const Val& it) {
      advance();
      s.If(size() > s.Real(4.0), [&] { s.Break(); });
      s.Set(count, Known(it + 1, 0.0, limit));
    });
  }
  s.Output(s.rng().Chance(0.5) ? s.Convert(count, s.real()) / s.Real(limit) : count,
           {"iterations_out", "escape", "fractal"});
}

// One butterfly of an FFT; each thread updates two elements.
void Butterfly(Sketch& s, const ComplexType& complex) {
  const int n = s.thread_count();
  const int data =
      RecordState(s, complex.record, {2 * n}, OneOf(s, {"data", "spectrum", "signal"}));
  const int twiddle = Records(s, complex.record, {n}, OneOf(s, {"twiddles", "roots", "tw"}));
  const Val k = s.FlatThread();
  const Val upper =
      s.rng().Chance(0.5) ? s.Let(k + s.SizeArg(n, {"half_n", "half_size"}), "j") : k + s.Int(n);
  const Val a = s.Let(s.At(data, {k}), {"a", "even", "u"});
  const Val b =
      s.Let(Multiply(s, complex, s.At(twiddle, {k}), s.At(data, {upper})), {"b", "odd", "t"});
  const auto combine = [&](bool adds, std::string_view name) {
    const auto part = [&](int f) {
      return adds ? s.Field(a, f) + s.Field(b, f) : s.Field(a, f) - s.Field(b, f);
    };
    return MakeRecord(s, complex.record, name, {part(0), part(1)});
  };
  s.StoreAt(data, std::array{k}, combine(true, "lo"));
  s.StoreAt(data, std::array{upper}, combine(false, "hi"));
}

// A rotation by a phase.
void RotatePhase(Sketch& s, const ComplexType& complex) {
  const Val angle = s.Let(s.DrawInput(s.real()), {"phase", "theta", "phi"});
  const Val w = s.Let(MakeRecord(s, complex.record, OneOf(s, {"w", "rot", "e"}),
                                 {s.Call("cos", {angle}), s.Call("sin", {angle})}),
                      "w");
  const Val z = s.ThreadElement(Records(s, complex.record, {}, OneOf(s, {"psi", "field", "z_in"})));
  StoreRecord(s, Multiply(s, complex, z, w), OneOf(s, {"psi_out", "rotated", "z_out"}));
}

void DrawComplexRecord(Sketch& s) {
  const Type real = s.real();
  const auto names = s.rng().Choose(
      std::array<std::array<std::string_view, 2>, 3>{{{"re", "im"}, {"real", "imag"}, {"x", "y"}}});
  ComplexType complex;
  complex.record = s.NewRecord(OneOf(s, {"Complex", "ComplexNumber"}),
                               Fields{{names[0], real, -2.0, 2.0}, {names[1], real, -2.0, 2.0}});
  complex.product = DefineProduct(s, complex.record);
  static constexpr std::array kUses = {IterateSquare, Butterfly, RotatePhase};
  s.rng().Choose(kUses)(s, complex);
}

}  // namespace

Motif ComplexMotif() {
  return {.name = "complex", .family = Family::kStructs, .weight = 1.0, .draw = DrawComplexRecord};
}

}  // namespace warploom::synth::motifs
