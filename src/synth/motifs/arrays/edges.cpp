#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A quantity of an edge from its two vertices: length, strain or difference.
void DrawEdges(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Chance(0.75) ? 3 : 2);
  const Val own = s.FlatThread();
  const int edges = s.thread_count();
  const int n = s.rng().Choose(std::array{64, 128, 256, 500, 1000});
  const auto name = OneOf(s, {"edges", "edge_indices", "springs", "links", "segments"});
  const int x = Input(s, vec, {n}, OneOf(s, {"x", "positions", "points", "vertices"}), -2.0, 2.0);
  Val i;
  Val j;
  switch (s.rng().Below(3)) {
    case 0: {
      const int ends = Indices(s, {edges, 2}, n, name);
      i = s.Let(s.At(ends, {own, s.Int(0)}), {"i0", "a", "i"});
      j = s.Let(s.At(ends, {own, s.Int(1)}), {"i1", "b", "j"});
      break;
    }
    case 1: {
      const int ends = Indices(s, {edges * 2}, n, name);
      i = s.Let(s.At(ends, {s.rng().Chance(0.5) ? own * s.Int(2) + 0 : own * s.Int(2)}),
                {"i0", "a", "i"});
      j = s.Let(s.At(ends, {own * s.Int(2) + 1}), {"i1", "b", "j"});
      break;
    }
    default: {
      const Type pair = lang::VecType(2, lang::Scalar::kInt32);
      const Val edge =
          s.Let(s.At(Input(s, pair, {edges}, name, 0, n - 1), {own}), {"edge", "e", "ends"});
      i = edge[0];
      j = edge[1];
      break;
    }
  }
  const Val p = s.Let(s.At(x, {i}), {"xi", "p0", "p", "x0"});
  const Val q = s.Let(s.At(x, {j}), {"xj", "p1", "q", "x1"});
  const Val d = s.Let(s.rng().Chance(0.5) ? q - p : p - q, {"d", "delta", "edge_vec", "xij"});
  const Val length = s.Let(s.Call("length", {d}), {"l", "length", "dist", "len0"});
  if (s.rng().Chance(0.3)) {
    return s.Output(Finished(s, length), {"", "lengths", "edge_lengths"});
  }
  const Val rest = s.Let(
      s.At(Input(s, real, {edges}, OneOf(s, {"rest_lengths", "rest", "l0"}), 0.2, 2.0), {own}),
      {"rest", "l0", "rest_length"});
  const Val strain = s.rng().Chance(0.5) ? length / rest - 1 : length - rest;
  if (s.rng().Chance(0.5)) {
    return s.Output(Finished(s, strain), {"", "strain", "stretch"});
  }
  const Val stretch = s.Let(strain, {"stretch", "c", "err"});
  const Val direction =
      s.rng().Chance(0.5) ? s.Call("normalize", {d}) : d / s.Call("max", {length, Epsilon(s)});
  s.Output(
      direction * (stretch * s.NewArg(real, 0.1, 10.0, OneOf(s, {"ke", "stiffness", "k_spring"}))),
      {"", "edge_forces", "f_out"});
}

}  // namespace

Motif EdgesMotif() {
  return {.name = "edges", .family = Family::kArrays, .weight = 1.0, .draw = DrawEdges};
}

}  // namespace warploom::synth::motifs
