// Matrices composed of position, rotation and scale, and decomposed again.
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawDecompose(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val scale = s.rng().Chance(0.6)
                        ? Arg(s, vec, {"scale_vec", "sizes_vec", "node_scale"}, kPositiveFill)
                        : Read(s, vec, {"scales", "node_scales"}, {"sc", "size"}, kPositiveFill);
  const auto compose = [&] {
    const Val p = Read(s, vec, {"positions", "translations"}, {"p", "trans"});
    return s.Let(s.Call("transform_compose", {p, ReadOrientation(s, real), scale}),
                 {"M", "trs", "model"});
  };
  switch (s.rng().Below(4)) {
    case 0: {
      const Val m = compose();
      return s.rng().Chance(0.4) ? s.Output(m)
                                 : Emit(s, s.Call("transform_point", {m, s.Draw(vec, 1)}),
                                        {"points_out", "verts_out"});
    }
    case 1: {
      const Val m = s.rng().Chance(0.5)
                        ? compose()
                        : s.Let(s.Call("transform_to_matrix", {ReadPose(s, real)}), {"M", "mat"});
      const std::array types = {vec, Quat(real), vec};
      std::array value_range = {Between(-10.0, 10.0), ValueRange{-1.0, 1.0, true, true, true},
                                Between(0.0, 10.0)};
      value_range[0].from_input = value_range[2].from_input = true;
      static constexpr std::array<std::string_view, 3> kNames = {"pos", "rot", "scl"};
      const auto parts = s.Unpack(kNames, s.Call("transform_decompose", {m}), types, value_range);
      s.Output(s.Make(Pose(real), {parts[0], parts[1]}), {"poses_out", "X_out"});
      return Emit(s, s.rng().Chance(0.5) ? parts[2] : s.Call("cw_mul", {parts[2], scale}),
                  {"scales_out", "sizes_out"});
    }
    case 2: {
      const Val x = ReadPose(s, real);
      const Val m = s.Let(s.Call("transform_to_matrix", {x}), {"M", "mat"});
      const Val p = s.Let(m * s.Make(lang::VecType(4, real.scalar),
                                     {scale.x(), scale.y(), scale.z(),
                                      s.Real(s.rng().Chance(0.7) ? 1.0 : 0.0, real)}),
                          {"h", "hp"});
      return Emit(s, s.Make(vec, {p.x(), p.y(), p.z()}), {"corners_out", "points_out"});
    }
    default: {
      const Val x = ReadPose(s, real);
      const Val local = s.Call(
          "cw_mul", {scale, s.rng().Chance(0.5) ? Read(s, vec, {"points", "vertices"}, {"p", "v"})
                                                : s.Draw(vec, 1)});
      return Emit(s,
                  s.Call("transform_point",
                         {x, s.rng().Chance(0.5) ? s.Let(local, {"scaled", "local"}) : local}),
                  {"verts_out", "points_out"});
    }
  }
}

}  // namespace

Motif DecomposeMotif() {
  return {.name = "decompose", .family = Family::kRotation, .weight = 0.7, .draw = DrawDecompose};
}

}  // namespace warploom::synth::motifs
