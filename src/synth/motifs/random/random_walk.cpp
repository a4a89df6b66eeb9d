#include <array>
#include <string_view>
#include <variant>

#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kInt;
using lang::kVec3;

// A walk on a line, in a box or on a grid.
void DrawRandomWalk(Sketch& s) {
  const Val state = RandomState(s);
  const Val steps = SampleCount(s, OneOf(s, {"num_steps", "steps", "walk_length"}));
  const std::string_view counter = OneOf(s, {"step", "k", "t"});
  if (s.rng().Chance(0.35)) {
    const int size = s.rng().Choose(std::array{16, 32, 64, 128});
    Val x = s.Mutable(s.Int(size / 2), {"x", "cx"}, Between(0.0, size - 1.0));
    Val y = s.Mutable(s.Int(size / 2), {"y", "cy"}, Between(0.0, size - 1.0));
    s.Hide(x);
    s.Hide(y);
    const bool wraps = s.rng().Chance(0.4);
    const Val n = s.rng().Chance(0.5) ? s.SizeArg(size, {"size", "grid_size"}) : s.Int(size);
    const Val last =
        std::holds_alternative<lang::Literal>(s.module()[n.id].node) ? s.Int(size - 1) : n - 1.0;
    const auto move = [&](Val& v, int by) {
      if (wraps) {
        return s.Set(v, by > 0 ? (v + 1.0) % n : (v - 1.0 + n) % n);
      }
      s.Set(v, by > 0 ? s.Call("min", {v + 1.0, last}) : s.Call("max", {v - 1.0, s.Int(0)}));
    };
    s.For(counter, Val{}, steps, 0, [&](Val) {
      const Val dir = s.Let(RandomInt(s, state, s.Int(0), s.Int(4)), {"dir", "move", "d"});
      s.IfChain(
          std::array{dir == s.Int(0), dir == s.Int(1), dir == s.Int(2)},
          [&](int branch) { move(branch < 2 ? x : y, branch % 2 == 0 ? 1 : -1); }, true);
    });
    if (s.rng().Chance(0.5)) {
      const int visits = s.NewArray({kInt,
                                     {size, size},
                                     lang::Fill::kZero,
                                     0.0,
                                     0.0,
                                     Access::kAtomic,
                                     OneOf(s, {"visits", "heat", "occupancy"})});
      return s.AtomicAdd(visits, std::array{y, x}, s.Int(1));
    }
    return s.Output(y * n + x);
  }
  if (s.rng().Chance(0.5)) {
    Val p = s.Mutable(s.ThreadElement(s.InputArray(kVec3)), {"p", "pos", "x"});
    const Val size = s.NewArg(kFloat, 0.01, 0.5, OneOf(s, {"step_size", "sigma", "delta"}));
    s.Hide(p);
    s.For(counter, Val{}, steps, 0, [&](Val) {
      if (s.rng().Chance(0.5)) {
        return s.Update(
            p, BinaryOp::kAdd,
            SampleShape(s, OneOf(s, {"sample_unit_sphere_surface", "sample_unit_sphere"}), state) *
                size);
      }
      const Val kick = s.Let(s.Make(kVec3, {Normal(s, state), Normal(s, state), Normal(s, state)}),
                             {"kick", "noise", "dw"});
      s.Update(p, BinaryOp::kAdd, size * kick);
    });
    s.Hide(p, false);
    return s.rng().Chance(0.6) ? s.Output(p) : s.Output(s.Call("length", {p}));
  }
  Val x = s.Mutable(StartValue(s), {"x", "pos", "height"});
  const Val size = s.NewArg(kFloat, 0.01, 0.5, OneOf(s, {"step_size", "delta"}));
  const Val wall = s.NewArg(kFloat, 1.0, 4.0, OneOf(s, {"wall", "bound", "limit"}));
  s.Hide(x);
  s.For(counter, Val{}, steps, 0, [&](Val) {
    if (s.rng().Chance(0.5)) {
      s.If(
          Uniform(s, state) < s.DrawNumber(kFloat, 0.3, 0.7),
          [&] { s.Update(x, BinaryOp::kAdd, size); }, [&] { s.Update(x, BinaryOp::kSub, size); });
    } else {
      s.Update(x, BinaryOp::kAdd,
               size * (s.rng().Chance(0.5) ? Normal(s, state)
                                           : Uniform(s, state, Single(s, -1.0), Single(s, 1.0))));
    }
    switch (s.rng().Below(3)) {
      case 0:
        return s.If(x > wall, [&] { s.Set(x, 2.0 * wall - x); });
      case 1:
        return s.If(s.Call("abs", {x}) > wall, [&] { s.Break(); });
      default:
        return s.Set(x, s.Call("clamp", {x, -wall, wall}));
    }
  });
  s.Hide(x, false);
  s.Output(x);
}

}  // namespace

Motif RandomWalkMotif() {
  return {.name = "random-walk", .family = Family::kRandom, .weight = 1.0, .draw = DrawRandomWalk};
}

}  // namespace warploom::synth::motifs
