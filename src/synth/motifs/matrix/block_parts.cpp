// Slices of vectors and matrices: rotation and translation of a pose matrix, the halves of a twist,
// color and opacity, rows of a matrix.
#include <array>
#include <optional>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Scalar;
using lang::Type;

// One subscript: the slice [start, stop), or the index `start`.
struct SliceBounds {
  int start;
  std::optional<int> stop;
};

// Writes slices in one style throughout the kernel.
class SliceWriter {
 public:
  explicit SliceWriter(Sketch& s)
      : sketch_(s),
        open_(s.StyleChoice("open slices", 0.5)),
        negative_(s.StyleChoice("from the end", 0.3)) {}

  Val operator()(const Val& base, std::initializer_list<SliceBounds> cuts) {
    std::vector<lang::ExprId> ids;
    for (const SliceBounds& cut : cuts) {
      ids.push_back(Subscript(cut, ids.empty() && base.type.is_mat() ? base.type.rows
                                   : base.type.is_mat()              ? base.type.cols
                                                                     : base.type.components()));
    }
    const lang::ExprId id = sketch_.builder().Subscript(base.id, ids);
    ValueRange value_range = base.range;
    value_range.unit = false;
    value_range.nonzero = false;
    return {&sketch_, id, sketch_.builder().type_of(id), value_range};
  }

  // v[-1] or v[n - 1]
  Val Last(const Val& v) {
    const int last = v.type.components() - 1;
    return (*this)(v, {{last, std::nullopt}});
  }

 private:
  lang::ExprId Subscript(const SliceBounds& cut, int length) {
    lang::Builder& b = sketch_.builder();
    if (!cut.stop) {
      return b.Int(negative_ && cut.start == length - 1 ? -1 : cut.start);
    }
    const lang::ExprId start = open_ && cut.start == 0 ? lang::ExprId() : b.Int(cut.start);
    const lang::ExprId stop = open_ && *cut.stop == length ? lang::ExprId() : b.Int(*cut.stop);
    return b.Slice(start, stop);
  }

  Sketch& sketch_;
  bool open_;
  bool negative_;
};

// x = T[0:3, 0:3] * p + T[0:3, 3]
void DrawPoseParts(Sketch& s) {
  SliceWriter cut(s);
  const Type mat = lang::MatType(4, 4, s.real().scalar);
  const Val pose =
      Read(s, mat, {"poses", "frames", "transforms", "camera_poses"}, {"T", "pose", "M"});
  const Val turn = Named(s, cut(pose, {{0, 3}, {0, 3}}), {"R", "rot", "basis"});
  const Val place = Named(s, cut(pose, {{0, 3}, {3, std::nullopt}}), {"t", "origin", "offset"});
  const Val p = Read(s, s.vec(3), {"points", "vertices", "samples"}, {"p", "x", "v"});
  if (s.rng().Chance(0.5)) {
    return Emit(s, turn * p + place, {"moved", "world_points", "transformed"});
  }
  const Val back = s.Call("transpose", {turn}) * (p - place);
  Emit(s, back, {"local_points", "in_camera", "relative"});
}

// pose = wp.mat44(); pose[0:3, 0:3] = R; pose[0:3, 3] = t
void DrawPoseBuild(Sketch& s) {
  SliceWriter cut(s);
  const Type mat = lang::MatType(4, 4, s.real().scalar);
  const Val turn = Read(s, s.mat(3), {"rotations", "bases", "orientations"}, {"R", "basis", "rot"});
  const Val place = Read(s, s.vec(3), {"positions", "origins", "offsets"}, {"t", "origin", "pos"});
  Val pose = s.Mutable(Zero(s, mat), {"pose", "T", "M", "out_mat"});
  s.SetPart(cut(pose, {{0, 3}, {0, 3}}), turn);
  s.SetPart(cut(pose, {{0, 3}, {3, std::nullopt}}), place);
  if (s.rng().Chance(0.4)) {
    s.SetPart(cut(pose, {{3, std::nullopt}, {0, 3}}), place * s.DrawNumber(s.real(), 0.1, 1.0));
  }
  s.SetPart(pose.at(3, 3), s.Real(1.0));
  pose.range = Unknown(mat);
  pose.range.from_input = true;
  OutputNamed(s, pose, {"poses", "matrices", "homogeneous"});
}

// v = twist[3:6] + cross(twist[0:3], r)
void DrawTwistParts(Sketch& s) {
  SliceWriter cut(s);
  const Type six = lang::VecType(6, s.real().scalar);
  const Val twist = Read(s, six, {"twists", "body_qd", "velocities"}, {"twist", "qd", "V"});
  const Val turning = Named(s, cut(twist, {{0, 3}}), {"w", "omega", "ang"});
  const Val moving = cut(twist, {{3, 6}});
  const Val r = Read(s, s.vec(3), {"arms", "offsets", "contact_points"}, {"r", "arm", "d"});
  const Val velocity = Named(s, moving + s.Call("cross", {turning, r}), {"v", "vel", "v_p"});
  if (s.rng().Chance(0.4)) {
    const Val energy = s.Call("dot", {velocity, velocity}) + s.Call("dot", {turning, turning});
    return Emit(s, energy * s.Real(0.5), {"energies", "kinetic"});
  }
  Emit(s, velocity, {"point_velocities", "out_vel"});
}

// rgb = c[0:3] * c[-1] + background * (1 - c[-1])
void DrawColorParts(Sketch& s) {
  SliceWriter cut(s);
  const Type four = s.vec(4);
  const Val color =
      Read(s, four, {"colors", "rgba", "pixels", "texels"}, {"c", "rgba", "src"}, {0.0, 1.0});
  const Val alpha = Named(s, cut.Last(color), {"alpha", "a", "opacity"});
  const Val back = Arg(s, s.vec(3), {"background", "backdrop", "clear_color"}, {0.0, 1.0});
  const Val mixed =
      Named(s, cut(color, {{0, 3}}) * alpha + back * (1.0 - alpha), {"rgb", "mixed", "blended"});
  Emit(s, mixed, {"out_colors", "composited", "image"});
}

// v[0:2] += drift, and below the ground v[-1] = -bounce * v[-1]
void DrawPlanarParts(Sketch& s) {
  SliceWriter cut(s);
  const Val given = Read(s, s.vec(3), {"velocities", "vel", "body_v"}, {"v0", "v_in", "u"});
  Val v = s.Mutable(given, {"v", "vel", "v_out"});
  const Val drift = Arg(s, s.vec(2), {"wind", "current", "drift"}, {-1.0, 1.0});
  const Val plane = cut(v, {{0, 2}});
  const bool pushes = s.rng().Chance(0.6);
  if (pushes) {
    s.UpdatePart(plane, BinaryOp::kAdd, drift * s.DrawNumber(s.real(), 0.01, 0.5));
  } else {
    s.SetPart(plane, plane * s.DrawNumber(s.real(), 0.1, 0.9) + drift);
  }
  const Val depth = Read(s, s.real(), {"heights", "depths", "gaps"}, {"depth", "gap", "height"});
  const Val bounce = s.DrawNumber(s.real(), 0.1, 0.9);
  s.If(depth < 0.0, [&] {
    const Val last = cut.Last(v);
    s.SetPart(last, -(last * bounce));
  });
  v.range = Unknown(v.type);
  v.range.from_input = true;
  OutputNamed(s, v, {"new_velocities", "out_v", "next_vel"});
}

// m[1] -= m[0] * (m[1, 0] / m[0, 0]): one column of Gaussian elimination.
void DrawRowReduction(Sketch& s) {
  const int n = s.rng().Chance(0.7) ? 3 : 4;
  const Type mat = s.mat(n);
  const Val given = Read(s, mat, {"systems", "matrices", "blocks"}, {"A0", "given", "block"});
  Val m = s.Mutable(given, {"A", "m", "work"});
  const Val pivot = Named(s, m.at(0, 0), {"pivot", "p0", "lead"});
  const Val safe = s.Select(s.Call("abs", {pivot}) > 0.1, pivot, s.Real(1.0));
  const Val scale = Named(s, Known(safe, 0.1, 2.0), {"d", "scale", "safe_pivot"});
  const auto row = [&](int i) {
    const std::array index = {s.builder().Int(i)};
    const lang::ExprId id = s.builder().Subscript(m.id, index);
    return Val{&s, id, s.builder().type_of(id), m.range};
  };
  for (int i = 1; i < n; ++i) {
    const Val factor = Named(s, Known(m.at(i, 0), -2.0, 2.0) / scale, {"f", "factor", "l"});
    s.UpdatePart(row(i), BinaryOp::kSub, row(0) * factor);
  }
  m.range = Unknown(mat);
  m.range.from_input = true;
  if (s.rng().Chance(0.5)) {
    return OutputNamed(s, m, {"reduced", "upper", "eliminated"});
  }
  OutputNamed(s, s.Call("dot", {row(1), row(n - 1)}), {"row_products", "overlaps"});
}

void DrawValueSlices(Sketch& s) {
  static constexpr std::array kKinds = {DrawPoseParts,  DrawPoseBuild,   DrawTwistParts,
                                        DrawColorParts, DrawPlanarParts, DrawRowReduction};
  s.rng().Choose(kKinds)(s);
}

}  // namespace

Motif BlockPartsMotif() {
  return {.name = "block-parts",
          .family = Family::kMatrix,
          .weight = 0.9,
          .draw = DrawValueSlices,
          .theme = "robotics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
