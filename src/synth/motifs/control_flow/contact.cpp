#include <array>
#include <functional>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A penalty contact: normal force, damping when closing, friction up to Coulomb's limit.
void DrawContact(Sketch& s) {
  const Type real = s.real();
  const Val gap =
      s.Let(Minus({s.ThreadElement(s.InputArray(real)),
                   s.NewArg(real, 0.0, 0.5, OneOf(s, {"radius", "thickness", "margin"}))}),
            {"d", "gap", "c", "dist"});
  const Val vn = s.Let(Another(s, OneOf(s, {"normal_speed", "vel_n", "rel_speed"})), "vn");
  const Val ke = s.NewArg(real, 1.0, 10.0, OneOf(s, {"ke", "stiffness", "contact_ke"}));
  const bool tangential = s.rng().Chance(0.5);
  const Val vt =
      tangential ? s.Let(Another(s, OneOf(s, {"tangent_speed", "slip", "vel_t"})), "vt") : Val{};
  Val force = s.Let(s.Real(0.0), {"fn", "f", "force"});
  Val friction = tangential ? s.Let(s.Real(0.0), {"ft", "friction"}) : Val{};
  s.Hide(force);
  s.If(gap < 0.0, [&] {
    s.Set(force, -ke * gap);
    const Val kd = s.NewArg(real, 0.1, 2.0, OneOf(s, {"kd", "contact_kd", "damping"}));
    const bool restitution = s.rng().Chance(0.3);
    s.If(
        vn < 0.0, [&] { s.Update(force, BinaryOp::kSub, kd * vn); },
        restitution ? std::function<void()>([&] {
          s.Update(force, BinaryOp::kMul, s.NewArg(real, 0.1, 0.9, "restitution"));
        })
                    : nullptr);
    if (!tangential) {
      return;
    }
    const Val limit = s.Let(s.NewArg(real, 0.1, 1.0, "mu") * force, {"limit", "max_ft", "cone"});
    const Val trial = s.Let(-s.NewArg(real, 0.5, 4.0, "kf") * vt, {"trial", "stick"});
    if (s.rng().Chance(0.5)) {
      s.IfChain(
          std::array{trial > limit, trial < -limit},
          [&](int branch) {
            s.Set(friction, branch == 0 ? limit : branch == 1 ? -limit : trial);
          },
          true);
    } else {
      s.Set(friction,
            s.Select(s.Call("abs", {trial}) <= limit, trial, s.Call("sign", {trial}) * limit));
    }
  });
  s.Hide(force, false);
  s.Output(force);
  if (tangential) {
    s.Output(friction);
  }
}

}  // namespace

Motif ContactMotif() {
  return {.name = "contact", .family = Family::kControlFlow, .weight = 0.9, .draw = DrawContact};
}

}  // namespace warploom::synth::motifs
