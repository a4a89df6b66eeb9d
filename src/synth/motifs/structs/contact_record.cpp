// A contact as a struct: the normal force and friction for a relative velocity.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Fill;
using lang::Type;

void DrawContactRecord(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const int bodies = s.rng().Choose(std::array{16, 32, 64, 128});
  const bool indexed = s.rng().Chance(0.5);
  const auto depth = OneOf(s, {"depth", "penetration", "gap"});
  Fields fields = {{"normal", vec, -1.0, 1.0, Fill::kUnit}, {depth, real, -0.1, 0.1}};
  Maybe(s, fields, 0.5, {OneOf(s, {"point", "pos"}), vec, -1.0, 1.0});
  if (indexed) {
    fields.push_back({"body", lang::kInt, 0.0, bodies - 1.0});
  }
  const Type record = s.NewRecord(OneOf(s, {"Contact", "ContactPoint", "ContactInfo"}), fields);
  const Val c =
      s.Let(s.ThreadElement(Records(s, record, {}, OneOf(s, {"contacts", "contact_list"}))),
            {"c", "contact"});
  const Val v =
      s.Let(indexed ? s.At(Input(s, vec, {bodies}, OneOf(s, {"body_vel", "velocities", "v"})),
                           {s.Field(c, "body")})
                    : s.ThreadElement(s.InputArray(vec)),
            {"v", "vel", "vr"});
  const Val n = s.rng().Chance(0.4) ? s.Let(s.Field(c, "normal"), "n") : s.Field(c, "normal");
  const Val vn = s.Let(s.Call("dot", {v, n}), {"vn", "v_n", "normal_speed"});
  const Val ke = s.NewArg(real, 1.0, 10.0, OneOf(s, {"ke", "contact_ke", "stiffness"}));
  const Val kd = s.NewArg(real, 0.1, 1.0, OneOf(s, {"kd", "contact_kd", "damping"}));
  Val force = s.Mutable(s.Make(vec, {}), {"f", "force", "impulse"});
  s.If(s.Field(c, depth) < 0, [&] {
    const Val fn = s.Let(-(s.Field(c, depth) * ke) - s.Call("min", {vn, s.Real(0.0)}) * kd,
                         {"fn", "f_n", "magnitude"});
    Val total = n * fn;
    if (s.rng().Chance(0.6)) {
      const Val vt = s.Let(v - n * vn, {"vt", "v_t", "tangent"});
      const Val mu = s.NewArg(real, 0.1, 1.0, OneOf(s, {"mu", "friction"}));
      total =
          total - s.Call("normalize", {vt}) * s.Call("min", {mu * fn, kd * s.Call("length", {vt})});
    }
    s.Set(force, total);
  });
  s.Output(force, {"contact_forces", "f_out", "forces_out"});
}

}  // namespace

Motif ContactRecordMotif() {
  return {.name = "contact-record",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawContactRecord};
}

}  // namespace warploom::synth::motifs
