// A random walk on a grid, in space or on a line.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/random/random_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kInt;
using lang::kVec3;

// A walk over the cells of a square, which stops at its borders or wraps around.
void WalkOnGrid(Sketch& s, const RandomLoop& loop) {
  const int size = s.rng().Choose(std::array{16, 32, 64, 128});
  Val x = s.Mutable(s.Int(size / 2), {"x", "cx"}, Between(0.0, size - 1.0));
  Val y = s.Mutable(s.Int(size / 2), {"y", "cy"}, Between(0.0, size - 1.0));
  s.Hide(x);
  s.Hide(y);
  const bool wraps = s.rng().Chance(0.4);
  const Val n = SizeOrLiteral(s, size, {"size", "grid_size"}, 0.5);
  const Val last = LastIndex(s, n);
  const auto move = [&](Val& v, int by) {
    if (wraps) {
      return s.Set(v, by > 0 ? (v + 1.0) % n : (v - 1.0 + n) % n);
    }
    s.Set(v, by > 0 ? s.Call("min", {v + 1.0, last}) : s.Call("max", {v - 1.0, s.Int(0)}));
  };
  ForEach(s, loop, [&](Val) {
    RandomBranch(s, loop.state, {"dir", "move", "d"},
                 [&](int branch) { move(branch < 2 ? x : y, branch % 2 == 0 ? 1 : -1); });
  });
  if (s.rng().Chance(0.5)) {
    const int visits = Totals(s, kInt, {size, size}, OneOf(s, {"visits", "heat", "occupancy"}));
    return s.AtomicAdd(visits, std::array{y, x}, s.Int(1));
  }
  s.Output(y * n + x);
}

void WalkInSpace(Sketch& s, const RandomLoop& loop) {
  Val p = s.Mutable(s.ThreadElement(s.InputArray(kVec3)), {"p", "pos", "x"});
  const Val size = s.NewArg(kFloat, 0.01, 0.5, OneOf(s, {"step_size", "sigma", "delta"}));
  s.Hide(p);
  const Val& state = loop.state;
  ForEach(s, loop, [&](Val) {
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
  s.rng().Chance(0.6) ? s.Output(p) : s.Output(s.Call("length", {p}));
}

// A walk on a line; at a wall it is reflected, stops or is clamped.
void WalkOnLine(Sketch& s, const RandomLoop& loop) {
  Val x = s.Mutable(StartValue(s), {"x", "pos", "height"});
  const Val size = s.NewArg(kFloat, 0.01, 0.5, OneOf(s, {"step_size", "delta"}));
  const Val wall = s.NewArg(kFloat, 1.0, 4.0, OneOf(s, {"wall", "bound", "limit"}));
  s.Hide(x);
  const Val& state = loop.state;
  ForEach(s, loop, [&](Val) {
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

void DrawRandomWalk(Sketch& s) {
  const RandomLoop loop =
      DrawRandomLoop(s, {"num_steps", "steps", "walk_length"}, {"step", "k", "t"});
  if (s.rng().Chance(0.35)) {
    return WalkOnGrid(s, loop);
  }
  s.rng().Chance(0.5) ? WalkInSpace(s, loop) : WalkOnLine(s, loop);
}

}  // namespace

Motif RandomWalkMotif() {
  return {.name = "random-walk", .family = Family::kRandom, .weight = 1.0, .draw = DrawRandomWalk};
}

}  // namespace warploom::synth::motifs
