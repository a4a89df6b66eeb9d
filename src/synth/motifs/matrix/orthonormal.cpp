// An orthonormal frame from two columns of a matrix or two directions, by Gram-Schmidt or cross
// products.
#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/motifs/matrix/solves_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawOrthonormal(Sketch& s) {
  const Type real = s.real();
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Type vec = lang::VecType(3, real.scalar);
  const bool given = s.rng().Chance(0.5);
  const Val m = given ? ReadMatrix(s, mat) : Val{};
  const Val a = given ? s.Let(Column(m, 0), {"a", "c0"})
                      : Read(s, vec, {"normals", "tangents", "forward"}, {"a", "fwd", "t"});
  const Val b = given                 ? s.Let(Column(m, 1), {"b", "c1"})
                : s.rng().Chance(0.5) ? Arg(s, vec, {"up", "ref_axis"}, kUnitFill)
                                      : Read(s, vec, {"hints", "ups"}, {"b", "up_i"});
  const Val x = s.Let(s.Call("normalize", {a}), {"x", "u0", "ex"});
  Val y, z;
  if (s.rng().Chance(0.5)) {
    y = s.Let(s.Call("normalize", {b - s.Call("dot", {b, x}) * x}), {"y", "u1", "ey"});
    z = s.Let(s.Call("cross", {x, y}), {"z", "u2", "ez"});
  } else {
    z = s.Let(s.Call("normalize", {s.Call("cross", {x, b})}), {"z", "u2", "ez"});
    y = s.Let(s.Call("cross", {z, x}), {"y", "u1", "ey"});
  }
  const Val frame =
      s.rng().Chance(0.7) ? FromColumns(s, {x, y, z}) : s.Call("matrix_from_rows", {x, y, z});
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s, frame, {"frames_out", "rotations_out", "R_out"});
    case 1: {
      const Val r = s.Let(frame, {"R", "frame"});
      return Emit(s, Product(r, s.Draw(vec, 1)));
    }
    default: {
      const Val r = s.Let(frame, {"R", "B"});
      const Val d = s.Let(
          s.Call("diag",
                 {s.rng().Chance(0.5)
                      ? Arg(s, vec, {"scales_vec", "roughness_aniso", "principal"}, kPositiveFill)
                      : s.Draw(vec, 1)}),
          {"D", "scale_m"});
      return Emit(s, Product(Product(r, d), Transposed(r)), {"tensors_out", "metric_out"});
    }
  }
}

}  // namespace

Motif OrthonormalMotif() {
  return {.name = "orthonormal",
          .family = Family::kMatrix,
          .weight = 0.7,
          .draw = DrawOrthonormal,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs
