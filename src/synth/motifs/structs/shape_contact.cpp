// Particles against rigid shapes: distance and normal in the shape's own frame, a penalty force
// with Coulomb friction, the reaction on the shape.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/rotations.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

// The kinds of shapes.
enum Kind : uint8_t { kSphere, kBox, kCapsule, kPlane };
constexpr std::array<std::string_view, 4> kKindNames = {"SPHERE", "BOX", "CAPSULE", "PLANE"};

struct ContactScene {
  Type real, vec, record;
  std::vector<Kind> kinds;  // At least two; a box is never the last.
  std::vector<Val> numbers;
  std::string_view size;
  int shapes = -1;
  Val count;
  bool has_friction = false;  // Each shape has its own coefficient.
};

ContactScene DrawContactScene(Sketch& s) {
  ContactScene scene;
  scene.real = Precise(s);
  scene.vec = Vec3(scene.real);
  const std::array<std::vector<Kind>, 4> sets = {std::vector{kSphere, kBox, kPlane},
                                                 {kBox, kSphere},
                                                 {kSphere, kCapsule, kPlane},
                                                 {kSphere, kBox, kCapsule, kPlane}};
  scene.kinds = s.rng().Choose(sets);
  const bool named = s.rng().Chance(0.65);
  for (size_t k = 0; k < scene.kinds.size(); ++k) {
    const Val number = s.Int(static_cast<int64_t>(k));
    scene.numbers.push_back(named ? s.NewConstant(kKindNames[scene.kinds[k]], number) : number);
  }
  scene.size = OneOf(s, {"size", "scale", "half_extents"});
  Fields fields = {{OneOf(s, {"kind", "type", "geo"}), lang::kInt, 0.0,
                    static_cast<double>(scene.kinds.size()) - 1.0},
                   {OneOf(s, {"X", "pose", "X_ws"}), Pose(scene.real), -2.0, 2.0, Fill::kUnit},
                   {scene.size, scene.vec, 0.2, 1.0}};
  scene.has_friction = s.rng().Chance(0.5);
  if (scene.has_friction) {
    fields.push_back({OneOf(s, {"mu", "friction"}), scene.real, 0.1, 1.0});
  }
  scene.record = s.NewRecord(OneOf(s, {"Shape", "Collider", "Geometry"}), fields);
  const int count = s.rng().Choose(std::array{4, 8, 16, 32});
  scene.shapes = Records(s, scene.record, {count}, OneOf(s, {"shapes", "colliders"}));
  scene.count = Extent(s, scene.shapes, 0, OneOf(s, {"num_shapes", "shape_count"}));
  return scene;
}

// The signed distance to a shape and the outward normal.
struct SurfacePoint {
  Val distance, normal;
};

// For a ball, by the offset from its center.
SurfacePoint FromCenter(Sketch& s, const Val& offset, const Val& radius) {
  return {s.Call("length", {offset}) - radius, s.Call("normalize", {offset})};
}

SurfacePoint FromCapsule(Sketch& s, const Val& p, const Val& size) {
  const Val along = s.Call("clamp", {p.y(), -size.y(), size.y()});
  const Val rest = s.Make(p.type, {p.x(), p.y() - Named(s, along, {"h", "y_c"}), p.z()});
  return FromCenter(s, Named(s, rest, {"d", "off"}), size.x());
}

// Returns the distance to a box and the normal; inside it, those of the nearest face.
void ReturnBox(Sketch& s, const Val& p, const Val& size) {
  const Type real = lang::ScalarType(p.type.scalar);
  const Val zero = s.Real(0.0, real);
  static constexpr std::array<std::string_view, 3> kNames = {"qx", "qy", "qz"};
  std::array<Val, 3> q;
  std::vector<Val> outside;
  for (int k = 0; k < 3; ++k) {
    const auto i = static_cast<size_t>(k);
    q[i] = s.Let(s.Call("abs", {p[k]}) - size[k], kNames[i]);
    outside.push_back(s.Call("max", {q[i], zero}) * s.Call("sign", {p[k]}));
  }
  const Val out = Named(s, s.Make(p.type, outside), {"outside", "out_v", "e"});
  const Val l = Named(s, s.Call("length", {out}), {"l_out", "far"});
  const auto leave = [&](const Val& distance, const Val& normal) {
    s.builder().Return(std::array{distance.id, normal.id});
  };
  s.If(l > 0.0, [&] { leave(l, out / Known(l, 1e-6, 10.0)); });
  const auto face = [&](int axis) {
    std::vector<Val> parts(3, zero);
    parts[static_cast<size_t>(axis)] = s.Call("sign", {p[axis]});
    leave(q[static_cast<size_t>(axis)], s.Make(p.type, parts));
  };
  s.If(q[0] > q[1] && q[0] > q[2], [&] { face(0); });
  s.If(q[1] > q[2], [&] { face(1); });
  face(2);
}

// def shape_distance(kind, size, p): the signed distance to a shape and the outward normal.
lang::FuncId DefineDistance(Sketch& s, const ContactScene& scene) {
  const std::array params = {
      Sketch::Param{OneOf(s, {"kind", "geo_type"}), lang::kInt, Between(0.0, 3.0)},
      Sketch::Param{"size", scene.vec, Between(0.2, 1.0)},
      Sketch::Param{OneOf(s, {"p", "x"}), scene.vec, Between(-8.0, 8.0)}};
  const Val up = AxisVector(s, scene.vec, 1);
  const auto formula = [&](Kind kind, std::span<const Val> p) {
    switch (kind) {
      case kSphere:
        return FromCenter(s, p[2], p[1].x());
      case kCapsule:
        return FromCapsule(s, p[2], p[1]);
      case kBox:  // Written by ReturnBox.
      case kPlane:
        break;
    }
    return SurfacePoint{p[2].y(), up};
  };
  return s.DefineHelper(OneOf(s, {"shape_distance", "closest_on_shape", "eval_sdf"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          for (size_t k = 0; k + 1 < scene.kinds.size(); ++k) {
                            s.If(p[0] == scene.numbers[k], [&] {
                              if (scene.kinds[k] == kBox) {
                                return ReturnBox(s, p[2], p[1]);
                              }
                              const SurfacePoint near = formula(scene.kinds[k], p);
                              s.builder().Return(std::array{near.distance.id, near.normal.id});
                            });
                          }
                          const SurfacePoint near = formula(scene.kinds.back(), p);
                          return {near.distance, near.normal};
                        });
}

struct Body {
  Val x, v, radius, ke, kd, mu, kf;
};

Body ReadBody(Sketch& s, const ContactScene& scene) {
  Body b;
  b.x = Read(s, scene.vec, {"x", "positions", "particle_q"}, {"p", "x0", "pos"});
  b.v = Read(s, scene.vec, {"v", "velocities", "particle_qd"}, {"v0", "vel", "vp"});
  b.radius =
      ReadOnce(s, Coefficient(s, scene.real, {"radius", "particle_radius", "radii"}, {0.05, 0.3}),
               {"r", "r_p"});
  b.ke = Arg(s, scene.real, {"ke", "contact_ke"}, {10.0, 1000.0});
  b.kd = SharedValue(s, scene.real, {"kd", "contact_kd"}, {0.1, 10.0});
  b.kf = SharedValue(s, scene.real, {"kf", "contact_kf"}, {0.1, 10.0});
  b.mu = scene.has_friction
             ? Val{}
             : SharedValue(s, scene.real, {"mu", "friction", "contact_mu"}, {0.1, 1.0});
  return b;
}

// The penalty force for the (negative) gap c, with Coulomb friction.
Val ContactForce(Sketch& s, const Body& b, const Val& mu, const Val& n, const Val& c) {
  const Type real = c.type;
  const Val vn = Named(s, s.Call("dot", {n, b.v}), {"vn", "v_n"});
  const Val vt = s.Let(b.v - n * vn, "vt");
  const Val fn = Named(s, -c * b.ke - s.Call("min", {vn, s.Real(0.0, real)}) * b.kd, {"fn", "f_n"});
  if (s.rng().Chance(0.5)) {
    const Val slip = Named(s, s.Call("length", {vt}), {"slip", "vs", "vt_len"});
    const Val size = s.Call("min", {b.kf * slip, mu * s.Call("abs", {fn})});
    return n * fn - s.Call("normalize", {vt}) * size;
  }
  const Val bound = Named(s, mu * fn, {"ft_max", "cone"});
  Val ft = MutableNamed(s, vt * -b.kf, {"ft", "f_t"});
  const Val size = Named(s, s.Call("length", {ft}), {"ft_len", "ft_mag"});
  s.If(size > bound, [&] { s.Set(ft, ft * (bound / Known(size, 1e-3, 1e4))); });
  return n * fn + ft;
}

// The total force on a particle, and an array for the reactions on the shapes.
struct ContactSums {
  Val total;
  int reaction = -1;  // -1: none.
};

// Adds the force of a contact at the gap c, with the normal in the shape's frame.
void AddContact(Sketch& s, const ContactScene& scene, const Body& b, const Val& shape_id,
                const Val& shape, const Val& normal, const Val& c, ContactSums& sums) {
  const Val pose = Unit(s.Field(shape, 1));
  const Val n = Named(s, s.Call("transform_vector", {pose, normal}), {"n", "n_w"});
  const Val mu = scene.has_friction ? s.Field(shape, 3) : b.mu;
  const Val f = Named(s, ContactForce(s, b, mu, n, c), {"f_c", "fc", "f_contact"});
  s.Update(sums.total, BinaryOp::kAdd, f);
  if (sums.reaction >= 0) {
    const Val lever = b.x - PositionOf(pose);
    ScatterMinus(s, sums.reaction, shape_id, SpatialVector(s.Call("cross", {lever, f}), f));
  }
}

// The velocity after a step under the contact force and gravity, sometimes with drag.
void OutputVelocity(Sketch& s, const ContactScene& scene, const Body& b, const Val& force) {
  const Val w =
      s.ThreadElement(InputNamed(s, scene.real, {"inv_mass", "particle_inv_mass"}, {0.1, 2.0}));
  Val acc = force * w + Gravity(s, scene.vec);
  if (s.rng().Chance(0.5)) {
    const std::array params = {
        Sketch::Param{OneOf(s, {"v", "vel"}), scene.vec, Between(-8.0, 8.0)}};
    const lang::FuncId drag =
        DefineFormula(s, {"air_drag", "drag_acc", "resistance"}, params, scene.vec, 2);
    acc = acc + s.CallHelper(drag, std::array{b.v});
  }
  OutputNamed(s, b.v + acc * TimeStep(s, scene.real), {"v_out", "velocities_out"});
}

void DrawShapeContact(Sketch& s) {
  const ContactScene scene = DrawContactScene(s);
  const lang::FuncId distance = DefineDistance(s, scene);
  const Body b = ReadBody(s, scene);
  ContactSums sums;
  if (s.rng().Chance(0.45)) {
    const int shape_count = s.arrays()[static_cast<size_t>(scene.shapes)].shape[0];
    sums.reaction = Totals(s, Spatial(scene.real), {shape_count}, OneOf(s, {"body_f", "shape_f"}));
  }
  sums.total = Accumulator(s, scene.vec, OneOf(s, {"f", "force", "f_total"}));
  s.For({"k", "shape_id", "si"}, Val{}, scene.count, 0, [&](const Val& k) {
    const Val shape = Named(s, s.At(scene.shapes, {k}), {"shape", "sh", "geo"});
    const Val pose = Unit(s.Field(shape, 1));
    const Val local =
        Named(s, s.Call("transform_point", {Unit(Inverse(pose)), b.x}), {"p_l", "x_local", "q"});
    static constexpr std::array<std::string_view, 2> kNames = {"d", "n_l"};
    const auto near =
        s.CallHelperAll(distance, std::array{s.Field(shape, 0), s.Field(shape, 2), local}, kNames);
    const Val c = Named(s, near[0] - b.radius, {"c", "depth", "gap"});
    const auto touch = [&] { AddContact(s, scene, b, k, shape, near[1], c, sums); };
    if (s.StyleChoice("guards by continue", 0.5)) {
      s.If(c >= 0.0, [&] { s.Continue(); });
      touch();
    } else {
      s.If(c < 0.0, touch);
    }
  });
  Shown(sums.total);
  if (s.rng().Chance(0.6)) {
    return OutputNamed(s, sums.total, {"forces", "contact_f", "f_out"});
  }
  OutputVelocity(s, scene, b, sums.total);
}

}  // namespace

Motif ShapeContactMotif() {
  return {.name = "shape-contact",
          .family = Family::kStructs,
          .weight = 0.9,
          .draw = DrawShapeContact,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
