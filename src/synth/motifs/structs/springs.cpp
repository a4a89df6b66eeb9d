// Springs whose ends are struct fields; both ends receive their force by atomics.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawSpringRecords(Sketch& s) {
  const Type vec = lang::kVec3;  // Atomics over vecs want float32.
  const Type real = lang::kFloat;
  const int n = s.rng().Choose(std::array{64, 100, 128, 256, 500});
  const auto ends = s.rng().Choose(std::array<std::array<std::string_view, 2>, 3>{
      {{"i", "j"}, {"a", "b"}, {"body_a", "body_b"}}});
  const auto rest = OneOf(s, {"rest", "rest_length", "l0"});
  const auto ke = OneOf(s, {"ke", "k", "stiffness"});
  Fields fields = {{ends[0], lang::kInt, 0.0, n - 1.0},
                   {ends[1], lang::kInt, 0.0, n - 1.0},
                   {rest, real, 0.1, 1.0},
                   {ke, real, 1.0, 10.0}};
  const bool damped = s.rng().Chance(0.5);
  if (damped) {
    fields.push_back({"kd", real, 0.01, 0.5});
  }
  const Type record = s.NewRecord(OneOf(s, {"Spring", "Link", "DistanceConstraint"}), fields);
  const int springs = Records(s, record, {}, OneOf(s, {"springs", "links", "constraints"}));
  const int x = Input(s, vec, {n}, OneOf(s, {"x", "positions", "particle_q"}));
  const int v = damped ? Input(s, vec, {n}, OneOf(s, {"v", "velocities", "particle_qd"})) : -1;
  const Val spring = s.Let(s.ThreadElement(springs), {"s", "spring", "link"});
  const bool named = s.rng().Chance(0.5);
  const Val i = named ? s.Let(s.Field(spring, ends[0]), "i") : s.Field(spring, ends[0]);
  const Val j = named ? s.Let(s.Field(spring, ends[1]), "j") : s.Field(spring, ends[1]);
  const Val d = s.Let(s.At(x, {i}) - s.At(x, {j}), {"d", "xij", "delta"});
  const Val length = s.Let(s.Call("length", {d}), {"l", "dist", "length"});
  const Val direction =
      s.Let(s.rng().Chance(0.5) ? s.Call("normalize", {d}) : d / (length + s.Real(1e-6, real)),
            {"dir", "n"});
  Val size = s.Field(spring, ke) * (length - s.Field(spring, rest));
  if (damped) {
    size = size + s.Field(spring, "kd") * s.Call("dot", {direction, s.At(v, {i}) - s.At(v, {j})});
  }
  const Val force = s.Let(direction * size, {"f", "force", "fs"});
  const int forces = Totals(s, vec, {n}, OneOf(s, {"f_out", "forces", "particle_f"}));
  s.AtomicAdd(forces, std::array{i}, -force);
  s.AtomicAdd(forces, std::array{j}, force);
}

}  // namespace

Motif SpringsMotif() {
  return {.name = "springs",
          .family = Family::kStructs,
          .weight = 0.9,
          .draw = DrawSpringRecords,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
